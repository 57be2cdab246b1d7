import { defineRouting } from "next-intl/routing"

/**
 * German at `/`, English at `/en`. The address alone decides the language: no
 * cookie, no guess from the browser, so a link shows everybody the same page.
 */
export const routing = defineRouting({
  locales: ["de", "en"],
  defaultLocale: "de",
  localePrefix: "as-needed",
  localeDetection: false,
  localeCookie: false,
  // hreflang stands in the metadata of public pages; a header would name personal pages too.
  alternateLinks: false,
})
