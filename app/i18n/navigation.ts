import { createNavigation } from "next-intl/navigation"
import { routing } from "./routing"

/**
 * `getPathname({ href, locale })` puts the language into an address, `redirect` and
 * `permanentRedirect` do the same on the way. There is no `Link`: pages are documents
 * and links are plain `<a>` (docs/decisions).
 */
export const { getPathname, usePathname, redirect, permanentRedirect } = createNavigation(routing)
