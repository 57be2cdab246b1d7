import { z } from "zod"
import { locales } from "@/lib/sessions/schema"

// Cells that several lists have.

/** By a value of ours the words that people write for it; the first two are ours, in German and English. */
export type Words = Record<string, readonly [de: string, en: string, ...string[]]>

/** What is typed as a value of ours, whatever the capitals; what is none stays as it is. */
export function among(words: Words): (typed: unknown) => unknown {
  const known = new Map(
    Object.entries(words).flatMap(([value, names]) => [value, ...names].map((name) => [name.toLowerCase(), value])),
  )
  return (typed) => (typeof typed === "string" ? (known.get(typed.toLowerCase()) ?? typed) : typed)
}

/** How a list of ours writes a value. */
export const wordFor = (words: Words, value: string, locale: "de" | "en"): string =>
  words[value]?.[locale === "de" ? 0 : 1] ?? value

export const languageWords = { de: ["Deutsch", "German"], en: ["Englisch", "English"] } as const satisfies Words

/** A language by its letters or its name; left out it is German. */
export const languageCell = z.preprocess(among(languageWords), z.enum(locales, "language").default("de"))
