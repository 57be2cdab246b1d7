import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { env } from "@/lib/env"
import type { SettingsData } from "@/lib/sessions/schema"
import { getPathname } from "./i18n/navigation"
import { homePath, offeredIn } from "./i18n/offered"
import { settings } from "./settings"

type Languages = SettingsData["languages"]

/** The full address of a page. */
export function absoluteUrl(path: string, locale: Locale, languages: Languages): string {
  const local = path === "/" ? homePath(locale, languages) : getPathname({ href: path, locale })
  return (env().PUBLIC_URL + local).replace(/\/$/, "")
}

/** Canonical address and the same page in the languages of the house. */
export async function alternates(path: string, locale: Locale): Promise<NonNullable<Metadata["alternates"]>> {
  const { languages } = await settings()
  return { canonical: absoluteUrl(path, locale, languages), languages: inEach(path, languages) }
}

/** A page in each language that is offered; the bare address stands for the first one. */
export function inEach(path: string, languages: Languages): Record<string, string> {
  const offered = offeredIn(languages)
  const address = (locale: Locale) => absoluteUrl(path, locale, languages)
  return {
    ...Object.fromEntries(offered.map((locale) => [locale, address(locale)])),
    "x-default": path === "/" ? env().PUBLIC_URL : address(offered[0]),
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
