import { type By, recordActivity } from "@/lib/activity"
import { isTooDear } from "@/lib/bookings/bill-booking"
import { askForRound, keepAnswers } from "@/lib/bookings/ask-for-round"
import { activeSeats, lockBooking } from "@/lib/bookings/lock-booking"
import type { RoundAnswers } from "@/lib/bookings/queries-answers"
import { calledOffSeat } from "@/lib/bookings/rules"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { AdmissionRefusal } from "@/lib/people/rules-admission"
import { isOpen, isPublic } from "@/lib/sessions/lock-sessions"
import { lockQueue } from "./lock-entry"
import { mostDates } from "./schema"
import { offerSeats } from "./offer-seats"

export type WaitRefusal =
  "not_found" | "session_closed" | "different_formats" | "too_many_dates" | "paid_by_other_company" | AdmissionRefusal

/**
 * "Wait for this one and keep my seat until then": puts a booking that has a seat, or whose session was called off, on
 * the waiting list of another session. Accepting the offer moves it. Up to five sessions of one format; waiting for what
 * one waits for, or where one is, succeeds without effect. Nobody waits for what they could not take (`paid_by_other_company`), and
 * what the session asks is asked as by `rebookSeat` (`role_not_admitted`, `industry_needed`, `size_band_needed`,
 * `no_sales_needed`).
 */
export async function waitForSession(
  input: { bookingId: string; sessionId: string } & RoundAnswers,
  by: By,
): Promise<Outcome<{ entryId: string | null }, WaitRefusal>> {
  const { bookingId, sessionId, ...said } = input
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, bookingId, by.actor, [sessionId])
    const session = locked?.sessions.get(sessionId)
    if (!locked || !session) return refuse("not_found")
    const { confirmed, requested } = activeSeats(locked.seats)
    const seat = confirmed ?? requested ?? calledOffSeat(locked.seats)
    if (!seat || !locked.booking.participantId) return refuse("not_found")
    if (!isPublic(session, now)) return refuse("session_closed")
    if ([confirmed, requested].some((each) => each?.sessionId === sessionId)) return { ok: true, entryId: null }

    const asked = await askForRound(tx, locked.booking, session, said)
    if (!asked.ok) return asked
    if (await isTooDear(tx, bookingId, session, by.actor)) return refuse("paid_by_other_company")
    await lockQueue(tx)
    const open = await tx.waitlistEntry.findFirst({ where: { bookingId, state: { in: ["waiting", "offered"] } } })
    const dates = open
      ? await tx.waitlistDate.findMany({ where: { entryId: open.id }, include: { groupSession: true } })
      : []
    const named = dates.find(({ groupSessionId }) => groupSessionId === sessionId)
    if (open && named && !named.declinedAt) return { ok: true, entryId: open.id }
    if (open && open.formatId !== session.formatId) return refuse("different_formats")
    // What is over or off is not waited for any more.
    const waiting = dates.filter(({ declinedAt, groupSession }) => !declinedAt && isOpen(groupSession, now))
    if (waiting.length >= mostDates) return refuse("too_many_dates")
    await keepAnswers(tx, bookingId, asked.answers)
    const { id: entryId } =
      open ??
      (await tx.waitlistEntry.create({
        data: { bookingId, formatId: session.formatId, queuedAt: now, createdAt: now },
        select: { id: true },
      }))
    const day = { entryId, groupSessionId: sessionId }
    await tx.waitlistDate.upsert({
      where: { entryId_groupSessionId: day },
      create: { ...day, queuedAt: now },
      update: { queuedAt: now, declinedAt: null },
    })
    const detail = { entryId, keepsSeat: seat.state !== "released" }
    await recordActivity(tx, "waitlist.queued", { actor: by.actor, bookingId, sessionId, detail, at: now })
    await offerSeats(tx, sessionId, now)
    return { ok: true, entryId }
  }, by)
}
