import createMiddleware from "next-intl/middleware"
import { type NextRequest, NextResponse } from "next/server"
import { routing } from "./app/i18n/routing"

const localised = createMiddleware(routing)

/** Locale routing and nothing else; security headers belong to the server in front. */
export default function proxy(request: NextRequest): NextResponse {
  // The German list, where English is the first language of the house (app/i18n/offered.ts).
  return request.nextUrl.pathname === "/de" ? NextResponse.next() : localised(request)
}

export const config = {
  // Everything but the API, Next's own files and files with an ending.
  matcher: ["/((?!api/|api$|_next/|.*\\..*).*)"],
}
