import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isOpen } from "@/lib/sessions/lock-sessions"
import { getReminderRules } from "@/lib/sessions/queries-reminders"
import { planReminders } from "@/lib/sessions/rules-reminders"
import { keepAnswer } from "./keep-answer"
import { activeSeats, lockBooking, sessionOf } from "./lock-booking"

export type HolderAnswer = "coming" | "not_coming"

/**
 * Says whether the person of a booking comes, by whoever holds it. "Not coming" gives nothing back: the seat stays
 * theirs until it is released. Can be said once it has been asked (`not_asked` before, and where a format does not ask)
 * until the session begins (`session_closed`), and changed as often; the same again has no effect. Refuses a booking
 * without a confirmed seat (`no_seat`).
 */
export async function answerAttendance(
  input: { bookingId: string; answer: HolderAnswer },
  by: By,
): Promise<
  Outcome<{ answer: HolderAnswer; answeredAt: Date }, "not_found" | "no_seat" | "session_closed" | "not_asked">
> {
  const { bookingId, answer } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor)
    if (!locked) return refuse("not_found")
    const { confirmed } = activeSeats(locked.seats)
    if (!confirmed) return refuse("no_seat")
    const session = sessionOf(locked, confirmed)
    if (!isOpen(session, now)) return refuse("session_closed")
    const { askedAt } = planReminders(await getReminderRules(session.formatId, tx), session, session.region)
    if (!askedAt || now < askedAt) return refuse("not_asked")
    const seat = { seatId: confirmed.id, bookingId, sessionId: session.id }
    return { ok: true, answer, answeredAt: await keepAnswer(tx, seat, answer, by, now) }
  }, by)
}
