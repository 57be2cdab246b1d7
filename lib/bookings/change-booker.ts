import type { z } from "zod"
import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { nameBooker } from "@/lib/people/recognise-booker"
import { isOpen } from "@/lib/sessions/lock-sessions"
import type { CalendarReader } from "@/prisma/generated/client"
import { activeSeats, type LockedBookingRow, lockBooking, lockRow, sessionOf } from "./lock-booking"
import type { bookerInput } from "./schema"

type Booker = z.output<typeof bookerInput>

/**
 * Somebody else cares for the booking from now on, or nobody but the participant (null, and likewise their own address).
 * What the one before has opens nothing any more: links, cookies, API tokens, the code that proved their mailbox, and the
 * link for approval. Seat, terms and the participant's link stay. Both are told, and so is the participant. Naming who has
 * it already succeeds without effect.
 *
 * Refuses a booking that has no seat and waits for none (`not_found`), and one whose session has begun.
 */
export async function changeBooker(
  input: { bookingId: string; booker: Booker | null },
  by: By,
): Promise<Outcome<{ changed: boolean }, "not_found" | "session_closed">> {
  return transaction(async (tx, now) => {
    const locked = await lockBooking(tx, input.bookingId, by.actor)
    const { confirmed, requested } = activeSeats(locked?.seats ?? [])
    const seat = confirmed ?? requested
    if (locked && seat && !isOpen(sessionOf(locked, seat), now)) return refuse("session_closed")
    const booking = locked?.booking ?? (await lockRow(tx, input.bookingId, by.actor))
    if (!booking || (!seat && !(await waits(tx, booking.id)))) return refuse("not_found")
    const booker = input.booker?.email === booking.email ? null : input.booker
    if ((booker?.email ?? null) === booking.bookerEmail) return { ok: true, changed: false }

    const former = await replace(tx, booking, booker, now)
    await recordActivity(tx, "booking.booker_changed", {
      actor: by.actor,
      ...{ bookingId: booking.id, seatId: seat?.id, sessionId: seat?.sessionId },
      // Names and addresses are not for the log, which is for ever.
      detail: { ...former, bookerId: booker && (await nameBooker(tx, booker, now)) },
      at: now,
    })
    return { ok: true, changed: true }
  }, by)
}

const waits = async (tx: Tx, bookingId: string): Promise<boolean> =>
  (await tx.waitlistEntry.count({
    where: { bookingId, queuedAt: { not: null }, state: { in: ["waiting", "offered"] } },
  })) > 0

/** @returns who it was until now, and whose calendar the entry was in */
async function replace(
  tx: Tx,
  { id, bookerEmail }: LockedBookingRow,
  booker: Booker | null,
  now: Date,
): Promise<{ formerBookerId: string | null; calendarWas: CalendarReader }> {
  const { bookerName, calendarFor: calendarWas } = await tx.booking.findUniqueOrThrow({
    where: { id },
    select: { bookerName: true, calendarFor: true },
  })
  await tx.booking.update({
    where: { id },
    data: {
      ...{ bookerName: booker?.name ?? null, bookerEmail: booker?.email ?? null },
      ...{ bookerGeneration: { increment: 1 }, codeGeneration: { increment: 1 } },
      ...{ approvalOpen: false, approvalReason: null, approvalGeneration: { increment: 1 } },
      ...(!booker && { calendarFor: "participant" as const }),
    },
    select: { id: true },
  })
  const former = bookerEmail && bookerName ? { name: bookerName, email: bookerEmail } : null
  return { formerBookerId: former && (await nameBooker(tx, former, now)), calendarWas }
}
