import type { NextRequest } from "next/server"
import { askNextAuth } from "@/lib/auth"

type Context = { params: Promise<{ nextauth: string[] }> }

// Of next-auth's addresses only these: the others show pages of its own, follow addresses from outside or write to the log.
const open = ["GET csrf", "GET session", "POST callback/ticket"]

async function handler(request: NextRequest, { params }: Context): Promise<Response> {
  const { nextauth } = await params
  if (!open.includes(`${request.method} ${nextauth.join("/")}`)) return new Response(null, { status: 404 })
  const isForm = request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")
  if (request.method === "POST" && !isForm) return new Response(null, { status: 415 })
  return askNextAuth(request, nextauth)
}

export { handler as GET, handler as POST }
