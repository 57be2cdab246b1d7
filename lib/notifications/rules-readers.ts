import type { ReminderKind } from "@/lib/sessions/rules-reminders"

/** In which part somebody reads of a booking. */
export type Reader = "participant" | "booker"

const readers: Record<ReminderKind, (booked: boolean) => Reader[]> = {
  reminder: (booked) => (booked ? ["participant", "booker"] : ["participant"]),
  // Whoever keeps the calendar knows, and one of two answers is enough.
  question: (booked) => [booked ? "booker" : "participant"],
  question_again: (booked) => [booked ? "booker" : "participant"],
  // With the way in, which is the participant's alone.
  last_reminder: () => ["participant"],
}

/** Who is reminded and asked: the one place that says so. `bookerEmail` is of somebody who booked for another one. */
export const readersOf = (kind: ReminderKind, booking: { email: string; bookerEmail: string | null }): Reader[] =>
  readers[kind](booking.bookerEmail !== null && booking.bookerEmail !== booking.email)
