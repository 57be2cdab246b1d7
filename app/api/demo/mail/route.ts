import type { NextRequest } from "next/server"
import { NotFoundError } from "@/lib/errors"
import { listDemoMails } from "@/lib/notifications/queries"

export const dynamic = "force-dynamic"

/** The demo's mailbox, newest first; `?to=` for one address. There is none outside of the demo. */
export async function GET(request: NextRequest): Promise<Response> {
  try {
    const messages = await listDemoMails({ to: request.nextUrl.searchParams.get("to") ?? undefined })
    return Response.json({ messages }, { headers: { "Cache-Control": "no-store" } })
  } catch (error) {
    if (error instanceof NotFoundError) return new Response(null, { status: 404 })
    throw error
  }
}
