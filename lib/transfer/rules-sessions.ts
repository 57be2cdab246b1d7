import type { Cell } from "@/lib/csv"
import type { FormatText, GroupSessionInput, Locale } from "@/lib/sessions/schema"
import { languageWords, wordFor } from "./schema-cells"
import { stateWords } from "./schema-sessions"

type Format = { slug: string; texts: Record<Locale, FormatText> }

/** What a format is called, the most usual first. */
export const formatNames = ({ slug, texts: { de, en } }: Format, locale: Locale = "de"): string[] =>
  (locale === "de" ? [de, en] : [en, de]).flatMap(({ shortName, name }) => [shortName, name]).concat(slug)

export const memberNames = ({ name, email }: { name: string; email: string }): string[] => [name, email]

const plain = (name: string) => name.trim().replace(/\s+/g, " ").toLowerCase()

/** Who or what is called so; null when nothing is, and when several are. */
export function findNamed<Item>(items: Item[], namesOf: (item: Item) => string[], typed: string): Item | null {
  const [found, another] = items.filter((item) => namesOf(item).some((name) => plain(name) === plain(typed)))
  return found && !another ? found : null
}

/** By id the first name of each that leads back to it and to no other. */
export const namesById = <Item extends { id: string }>(items: Item[], namesOf: (item: Item) => string[]) =>
  new Map(items.map((item) => [item.id, namesOf(item).find((name) => findNamed(items, namesOf, name) === item)]))

/** What a row of a list of sessions says, the format and the host by the names that lead back to them. */
export type Entry = Pick<GroupSessionInput, "localStart" | "timeZone" | "capacity" | "minimum" | "language"> & {
  format?: string
  place: "online" | "on_site"
  placeText: string | null
  host?: string | null
  status: keyof typeof stateWords
}

/** The cells of `sessionColumns`, which an import reads as the same session. */
export function sessionCells(entry: Entry, locale: Locale): Cell[] {
  const [day = "", time = ""] = entry.localStart.split("T")
  return [
    entry.format,
    // As spreadsheet programs of that language write a day.
    locale === "de" ? day.split("-").reverse().join(".") : day,
    ...[time, entry.timeZone, entry.capacity, entry.minimum],
    wordFor(languageWords, entry.language, locale),
    entry.placeText ?? (entry.place === "online" ? "online" : null),
    entry.host,
    wordFor(stateWords, entry.status, locale),
  ]
}

/** Which of these takes place while an earlier one does, by the line of the earlier one. */
export function overlapsWithin(rows: { line: number; startsAt: Date; endsAt: Date }[]): Map<number, number> {
  const overlaps = new Map<number, number>()
  let last: (typeof rows)[number] | undefined
  for (const row of rows.toSorted((a, b) => +a.startsAt - +b.startsAt)) {
    if (last && last.endsAt > row.startsAt) overlaps.set(row.line, last.line)
    if (!last || row.endsAt > last.endsAt) last = row
  }
  return overlaps
}
