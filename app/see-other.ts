import type { Locale } from "next-intl"
import { getPathname } from "./i18n/navigation"

/** 303 to a page of ours. The address is relative: the host is whatever the reader has reached us by. */
export const seeOther = (href: string, locale: Locale): Response =>
  new Response(null, {
    status: 303,
    headers: { Location: getPathname({ href, locale }), "Cache-Control": "no-store", "X-Robots-Tag": "noindex" },
  })
