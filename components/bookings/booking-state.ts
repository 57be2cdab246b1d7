import type { HolderBooking } from "@/lib/bookings/queries"

/** How a booking stands, in the words of messages/…/manage.json (`badge`, `lead`). */
export type BookingState =
  | "payment"
  | "requested"
  | "confirmed"
  | "released"
  | "declined"
  | "expired"
  | "duplicate"
  | "organizer"
  | "cancelled"
  | "finished"

export function bookingState({ state, releaseReason, session }: HolderBooking): BookingState {
  if (session.status === "cancelled" || releaseReason === "session_cancelled") return "cancelled"
  if (state === "confirmed") return session.status === "finished" ? "finished" : "confirmed"
  // Whose mailbox is proved and who is still held has to pay first.
  if (state === "held") return "payment"
  if (state === "requested" || state === "offered") return "requested"
  if (releaseReason === "declined" || releaseReason === "expired") return releaseReason
  if (releaseReason === "duplicate" || releaseReason === "organizer") return releaseReason
  return "released"
}

/** Which colour the state has: copper is for what went otherwise than hoped. */
export function toneOf(state: BookingState): "accent" | "mark" | "plain" {
  if (state === "requested" || state === "confirmed") return "accent"
  return state === "cancelled" || state === "declined" ? "mark" : "plain"
}
