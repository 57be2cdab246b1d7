/** The rooms of the desk, each with a file of messages: what one does not know another one may. */
const rooms = [
  ...["desk", "series", "changes", "people", "team", "numbers", "transfer", "house", "assistant", "reminders"],
  ...["viability", "merge", "waitlist", "mailing", "money", "dunning", "bank", "cards", "composition", "errors"],
]

/** A translator of all messages, as next-intl hands it out. */
type Translator = { has: (key: never) => boolean; (key: never, values?: never): string }

/** The sentence for a refusal (`reasons`) or for what was done (`done`), from the first room that has one. */
export function roomWords(
  t: Translator,
  kind: "reasons" | "done",
  word: string,
  facts: Record<string, unknown> = {},
): string | undefined {
  const keys = rooms.map((room) => `${room}.${kind}.${word}` as never)
  const key = keys.find((key) => t.has(key))
  return key && t(key, facts as never)
}
