import type { By } from "@/lib/activity"
import { priceOf } from "@/lib/bookings/agreed-price"
import { activeSeats, lockBooking, type LockedSeat, sessionOf } from "@/lib/bookings/lock-booking"
import { db, transaction, type Tx } from "@/lib/db"
import { type Outcome, type Refusal, refuse } from "@/lib/errors"
import { errorFacts, log } from "@/lib/log"
import { readContent } from "@/lib/sessions/queries-formats"
import type { Payment } from "@/prisma/generated/client"
import { cardsAreOn, onlineWay } from "./policy"
import { readLedger } from "./read-ledger"
import { checkoutEnd, unfinished } from "./rules-checkout"
import { balanceOf, type Fact } from "./rules-ledger"
import { syncPayment } from "./sync-payment"

export type PayRefusal =
  | "not_found"
  | "payment_not_offered"
  | "nothing_to_pay"
  | "vat_undecided"
  | "hold_expired"
  | "session_closed"
  | "payment_under_way"
  | "try_again"

/**
 * Opens the page at Stripe on which what is open of a booking is paid: the held seat, or what is owed. The attempt is
 * stored with its key before Stripe hears of it, and a booking has one at a time: a double click and a second tab get the
 * same page. Where another amount is open by then, such as after moving to another date, nobody shall pay by that page any
 * more and gets another one. The seat is held as long as somebody can pay there, which nobody can once its session has
 * begun: where less is left than Stripe allows for, the sweep ends the page at the start.
 *
 * Refuses where the format or the house has no cards (`payment_not_offered`), nothing is open (`nothing_to_pay`) or
 * nobody knows yet how much, since its VAT is undecided (`vat_undecided`), the hold has run out (`hold_expired`) or its
 * session has begun (`session_closed`), or a debit is on its way (`payment_under_way`); `try_again` while Stripe cannot
 * be reached.
 */
export async function startPayment(
  { bookingId }: { bookingId: string },
  by: By,
): Promise<Outcome<{ paymentId: string; url: string }, PayRefusal>> {
  if (!cardsAreOn()) return refuse("payment_not_offered")
  // Twice: an earlier attempt may turn out to be over.
  for (let attempt = 1; ; attempt++) {
    const started = await transaction((tx, now) => findOrCreate(tx, bookingId, now, by), by)
    if ("ok" in started) return started
    const { id: paymentId } = started
    try {
      if (started.state === "created" || started.isOver || started.isOutdated)
        await syncPayment({ paymentId }, { now: by.now, end: started.isOutdated })
    } catch (error) {
      log.warn({ event: "payment.not_started", paymentId, ...errorFacts(error) })
      return refuse("try_again")
    }
    const { state, url } = await db.payment.findUniqueOrThrow({ where: { id: paymentId } })
    if (state === "open" && url) return { ok: true, paymentId, url }
    if (state === "paid") return refuse("nothing_to_pay")
    if (state === "processing") return refuse("payment_under_way")
    if (attempt === 2) return refuse("try_again")
  }
}

/** `isOutdated`: what is asked there is no longer what is open. */
type Attempt = Payment & { isOver: boolean; isOutdated: boolean }

async function findOrCreate(
  tx: Tx,
  bookingId: string,
  now: Date,
  { actor }: By,
): Promise<Attempt | Refusal<PayRefusal>> {
  const locked = await lockBooking(tx, bookingId, actor)
  if (!locked?.booking.verifiedAt) return refuse("not_found")
  const earlier = await tx.payment.findFirst({ where: { bookingId, state: { in: [...unfinished] } } })
  if (earlier?.state === "processing") return refuse("payment_under_way")
  const { confirmed, held } = activeSeats(locked.seats)
  const waiting = confirmed ? undefined : held
  const startsAt = waiting ? sessionOf(locked, waiting).startsAt : null
  const hasBegun = startsAt !== null && startsAt <= now
  if (earlier && earlier.expiresAt! <= now) return { ...earlier, isOver: true, isOutdated: false }
  if (earlier && hasBegun) return { ...earlier, isOver: false, isOutdated: true }
  if (hasBegun) return refuse("session_closed")
  if (!earlier && waiting && waiting.expiresAt! <= now) return refuse("hold_expired")
  const open = await openOf(tx, bookingId, waiting, now)
  if (earlier) {
    const asked = open && open !== "undecided" ? open.grossCents : 0
    return { ...earlier, isOver: false, isOutdated: asked !== earlier.grossCents }
  }
  if (open === "undecided") return refuse("vat_undecided")
  if (!open) return refuse(confirmed || waiting ? "nothing_to_pay" : "hold_expired")
  const expiresAt = checkoutEnd(now, startsAt && { until: waiting!.expiresAt!, startsAt })
  const method = await methodOf(tx, (confirmed ?? waiting ?? locked.seats.at(-1)!).id)
  if (!method) return refuse("payment_not_offered")
  if (startsAt) await holdUntil(tx, waiting!.id, expiresAt < startsAt ? expiresAt : startsAt)
  const created = await tx.payment.create({
    data: { bookingId, seatId: waiting?.id, method, ...open, expiresAt, createdAt: now },
  })
  return { ...created, isOver: false, isOutdated: false }
}

const holdUntil = (tx: Tx, id: string, expiresAt: Date) =>
  tx.seat.update({ where: { id }, data: { expiresAt }, select: { id: true } })

async function methodOf(tx: Tx, seatId: string) {
  const { booking, formatVersion } = await tx.seat.findUniqueOrThrow({
    where: { id: seatId },
    select: { booking: { select: { pays: true } }, formatVersion: { select: { content: true } } },
  })
  return onlineWay(booking.pays, readContent(formatVersion.content).payBy)
}

/** What is still to be paid, gross, with the price of the seat that is sure once it is; null for nothing. */
async function openOf(tx: Tx, bookingId: string, held: LockedSeat | undefined, now: Date) {
  const { price } = await priceOf(tx, bookingId)
  const wouldBe: Fact[] = held ? [{ kind: "confirmed", seatId: held.id, price, at: now }] : []
  const { written, missing, undecided } = await readLedger(tx, bookingId, { facts: wouldBe })
  if (undecided) return "undecided"
  const entries = [...written, ...missing]
  const { openCents } = balanceOf(entries)
  const currency = entries[0]?.currency
  return openCents <= 0 || !currency ? null : { grossCents: openCents, currency }
}
