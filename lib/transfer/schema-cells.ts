import { z } from "zod"
import { locales } from "@/lib/sessions/schema"

// Cells that several lists have.

/** What is typed by the names people use for it, whatever the capitals; what is no known name stays as it is. */
export const among = (known: Record<string, string>) => (typed: unknown) =>
  typeof typed === "string" ? (known[typed.toLowerCase()] ?? typed.toLowerCase()) : typed

const languages = { deutsch: "de", german: "de", englisch: "en", english: "en" }

/** A language by its letters or its name; left out it is German. */
export const languageCell = z.preprocess(among(languages), z.enum(locales, "language").default("de"))
