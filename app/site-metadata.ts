import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { env } from "@/lib/env"
import { getPathname } from "./i18n/navigation"
import { routing } from "./i18n/routing"

/** The full address of a page. */
export const absoluteUrl = (path: string, locale: Locale): string =>
  (env().PUBLIC_URL + getPathname({ href: path, locale })).replace(/\/$/, "")

/** Canonical address and the same page in the other language. */
export function alternates(path: string, locale: Locale): Metadata["alternates"] {
  const languages = Object.fromEntries(routing.locales.map((other) => [other, absoluteUrl(path, other)]))
  return {
    canonical: absoluteUrl(path, locale),
    languages: { ...languages, "x-default": absoluteUrl(path, routing.defaultLocale) },
  }
}

/**
 * What a shared link shows. One picture for each language and none for each session: it says what the house is, the
 * title says the date, and nothing has to be drawn while somebody waits.
 */
export const openGraph = (locale: string, siteName: string): Metadata["openGraph"] => ({
  type: "website",
  siteName,
  locale: locale === "de" ? "de_DE" : "en_GB",
  images: [{ url: `/og-${locale === "de" ? "de" : "en"}.png`, width: 1200, height: 630 }],
})

/** For pages that belong to one person. */
export const personal: Metadata = { robots: { index: false, follow: false } }
