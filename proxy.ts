import createMiddleware from "next-intl/middleware"
import { routing } from "./app/i18n/routing"

/** Locale routing and nothing else; security headers belong to the server in front. */
export default createMiddleware(routing)

export const config = {
  // Everything but the API, Next's own files and files with an ending.
  matcher: ["/((?!api/|api$|_next/|.*\\..*).*)"],
}
