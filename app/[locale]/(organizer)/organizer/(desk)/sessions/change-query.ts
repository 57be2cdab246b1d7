import { type SessionChange, sessionChange } from "@/lib/bookings/schema"

/** Which page shows the preview of a change. */
const rooms = { move: "move", cancel: "cancel", capacity: "edit", edit: "edit" } as const

/** The address of the preview of a change: nothing in it but what was typed of the session itself, no sentence to people. */
export function previewPath(sessionId: string, { kind, ...fields }: SessionChange): string {
  const values = Object.entries({ preview: kind, ...fields }).map(([name, value]) => [name, String(value ?? "")])
  return `/organizer/sessions/${sessionId}/${rooms[kind]}?${new URLSearchParams(values).toString()}`
}

type Query = Record<string, string | string[] | undefined>

/** The change that an address asks to preview; null for the form, also where the address makes no sense. */
export function readPreview(query: Query, ...kinds: SessionChange["kind"][]): SessionChange | null {
  const text = (name: string) => (typeof query[name] === "string" && query[name] !== "" ? query[name] : undefined)
  const count = (name: string) => (text(name) === undefined ? undefined : Number(text(name)))
  const parsed = sessionChange.safeParse({
    ...{ kind: text("preview"), localStart: text("localStart"), timeZone: text("timeZone") },
    ...{ capacity: count("capacity"), minimum: count("minimum"), language: text("language") },
    ...{ placeText: text("placeText") ?? null, hostId: text("hostId") ?? null },
  })
  return parsed.success && kinds.includes(parsed.data.kind) ? parsed.data : null
}
