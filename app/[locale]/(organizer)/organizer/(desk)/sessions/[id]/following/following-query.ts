import { type FollowingEdit, followingEdit } from "@/lib/bookings/schema"

/** The address of the preview of an edit of this and following: nothing in it but what was typed of the dates. */
export function followingPath(sessionId: string, edit: FollowingEdit): string {
  const values = Object.entries({ preview: "edit", ...edit }).map(([name, value]) => [name, String(value ?? "")])
  return `/organizer/sessions/${sessionId}/following?${new URLSearchParams(values).toString()}`
}

type Query = Record<string, string | string[] | undefined>

/** The edit that an address asks to preview; null for the form, also where the address makes no sense. */
export function readFollowing(query: Query): FollowingEdit | null {
  const text = (name: string) => (typeof query[name] === "string" && query[name] !== "" ? query[name] : undefined)
  const { minimum, capacity } = { minimum: text("minimum"), capacity: text("capacity") }
  const parsed = followingEdit.safeParse({
    ...{ language: text("language"), localStart: text("localStart") },
    ...{ placeText: text("placeText") ?? null, hostId: text("hostId") ?? null },
    ...{ minimum: minimum && Number(minimum), capacity: capacity && Number(capacity) },
  })
  return query.preview !== undefined && parsed.success ? parsed.data : null
}
