/** Something to go to (a link), to send (the form of that id) or to press (the button of that id). */
export type PaletteWay = { href: string } | { form: string } | { press: string }

export type PaletteItem = {
  id: string
  label: string
  detail?: string
  /** Other words it is found by. */
  words?: string
  keys?: string[]
  /** Found by its name only: not where everything is listed. */
  quiet?: boolean
} & PaletteWay

export type PaletteGroup = { id: string; label: string; items: PaletteItem[]; more?: { href: string; label: string } }

/** What every word of the query begins a word of; all but the quiet without a query. Accents and case make no difference. */
export function matching(groups: PaletteGroup[], query: string): PaletteGroup[] {
  const wanted = wordsOf(query)
  const fits = ({ label, words = "", quiet }: PaletteItem) => {
    if (wanted.length === 0) return !quiet
    const own = wordsOf(`${label} ${words}`)
    return wanted.every((word) => own.some((other) => other.startsWith(word)))
  }
  return groups.map((group) => ({ ...group, items: group.items.filter(fits) })).filter(({ items }) => items.length > 0)
}

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
