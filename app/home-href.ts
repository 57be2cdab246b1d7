import type { Locale } from "next-intl"
import { homePath } from "./i18n/offered"
import { settings } from "./settings"

/** Where the list of sessions is, in the languages of this house. */
export const homeHref = async (locale: Locale): Promise<string> => homePath(locale, (await settings()).languages)
