import { type SessionChange, sessionChange } from "@/lib/bookings/schema"

export type Query = Record<string, string | string[] | undefined>

/** What was typed of a session, as the query of an address. */
export const showFields = (values: object): string =>
  new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value ?? "")])).toString()

/** The same read back: what is empty was not said, or says that there is none. */
export function readFields(query: Query) {
  const text = (name: string) => (typeof query[name] === "string" && query[name] !== "" ? query[name] : undefined)
  const count = (name: string) => (text(name) === undefined ? undefined : Number(text(name)))
  return {
    ...{ localStart: text("localStart"), timeZone: text("timeZone"), language: text("language") },
    ...{ capacity: count("capacity"), minimum: count("minimum") },
    ...{ placeText: text("placeText") ?? null, hostId: text("hostId") ?? null },
  }
}

/** Which page shows the preview of a change. */
const rooms = { move: "move", cancel: "cancel", capacity: "edit", edit: "edit" } as const

/** The address of the preview of a change: nothing in it but what was typed of the session itself, no sentence to people. */
export function previewPath(sessionId: string, { kind, ...fields }: SessionChange): string {
  return `/organizer/sessions/${sessionId}/${rooms[kind]}?${showFields({ preview: kind, ...fields })}`
}

/** The change that an address asks to preview; null for the form, also where the address makes no sense. */
export function readPreview(query: Query, ...kinds: SessionChange["kind"][]): SessionChange | null {
  const parsed = sessionChange.safeParse({ kind: query.preview, ...readFields(query) })
  return parsed.success && kinds.includes(parsed.data.kind) ? parsed.data : null
}
