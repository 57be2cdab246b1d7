import type { Locale } from "next-intl"
import type { SettingsData } from "@/lib/sessions/schema"

type Languages = SettingsData["languages"]

/** The languages of the public pages, the first one first. */
export const offeredIn = (languages: Languages) => languages.split("_") as [Locale, ...Locale[]]

/** As `getPathname` says it, without the browser's part of it. */
const localised = (page: string, locale: Locale) => (locale === "de" ? page : `/en${page === "/" ? "" : page}`)

/**
 * Where the list of sessions is in a language. German has no prefix, and where English is first the bare address is
 * English: there alone the German list has one.
 */
export const homePath = (locale: Locale, languages: Languages): string =>
  locale === "de" && languages === "en_de" ? "/de" : localised("/", locale)

/**
 * Where a public page leads instead of being shown: to the same page in a language that is offered, or from the bare
 * address to the language that is first. Null where it is shown.
 * @param path as it was asked for, with what follows the question mark
 */
export function leadsTo(path: string, locale: Locale, languages: Languages): string | null {
  const offered = offeredIn(languages)
  const [first] = offered
  const [, page = "/", search = ""] = /^(?:\/(?:de|en)(?![^/?]))?([^?]*)(.*)$/.exec(path) ?? []
  if (!offered.includes(locale)) return localised(page || "/", first) + search
  if (path === "/" && first !== "de") return homePath(first, languages)
  const home = homePath(locale, languages)
  return /^\/de\/?(\?|$)/.test(path) && home !== "/de" ? home + search : null
}
