import { type FollowingEdit, followingEdit } from "@/lib/bookings/schema"
import { type Query, readFields, showFields } from "../../change-query"

/** The address of the preview of an edit of this and following: nothing in it but what was typed of the dates. */
export const followingPath = (sessionId: string, edit: FollowingEdit): string =>
  `/organizer/sessions/${sessionId}/following?${showFields({ preview: "edit", ...edit })}`

/** The edit that an address asks to preview; null for the form, also where the address makes no sense. */
export function readFollowing(query: Query): FollowingEdit | null {
  const parsed = followingEdit.safeParse(readFields(query))
  return query.preview !== undefined && parsed.success ? parsed.data : null
}
