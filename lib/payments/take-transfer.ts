import { type By, recordActivity } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import type { TransferInput } from "./schema-desk"
import { settleBooking } from "./settle-booking"

type Transfer = Omit<TransferInput, "requestId">

export type TransferRefusal =
  | "not_found"
  /** Nothing was ever asked for. */
  | "nothing_to_pay"
  /** More than twice of all that was ever asked for: a comma is missing, or it is another booking. */
  | "amount_unlikely"
  /** Before the booking was made, or still to come. */
  | "day_impossible"

export type Taken = {
  paymentId: string
  /** Less than zero where it is too much, or where nobody can say yet what is to be paid. */
  openCents: number
  /** The VAT of something is not decided: nothing goes back before, and it is reckoned up then. */
  undecided: boolean
}

/** Locks the booking that a transfer is for. */
export async function lockPayable(tx: Tx, bookingId: string): Promise<{ currency: string; madeAt: Date } | null> {
  const [booking] = await tx.$queryRaw<{ currency: string; madeAt: Date }[]>`
    SELECT currency, created_at AS "madeAt" FROM lock_booking(${bookingId}::uuid)`
  return booking ?? null
}

/** Takes a transfer for a payment of its locked booking, within a transaction that does more. */
export async function takeTransfer(
  tx: Tx,
  { currency, madeAt }: { currency: string; madeAt: Date },
  { bookingId, grossCents, receivedOn }: Transfer,
  { actor, now }: By & { now: Date },
): Promise<Outcome<Taken, TransferRefusal>> {
  await settleBooking(tx, { bookingId, now })
  const askedCents = Math.max(await everAsked(tx, bookingId), await agreedCents(tx, bookingId))
  if (askedCents <= 0) return refuse("nothing_to_pay")
  if (grossCents > 2 * askedCents) return refuse("amount_unlikely")
  const { timeZone } = await getSettings(tx)
  if (receivedOn < localDayOf(madeAt, timeZone) || receivedOn > localDayOf(now, timeZone))
    return refuse("day_impossible")
  const { id: paymentId } = await tx.payment.create({
    data: {
      ...{ bookingId, method: "invoice", state: "paid", grossCents, currency },
      ...{ receivedOn: new Date(receivedOn), createdAt: now, settledAt: now },
    },
    select: { id: true },
  })
  const { openCents } = await settleBooking(tx, { bookingId, now })
  const detail = { paymentId, grossCents, currency, receivedOn }
  await recordActivity(tx, "transfer.recorded", { actor, bookingId, detail, at: now })
  const { vatUndecided } = await tx.booking.findUniqueOrThrow({
    where: { id: bookingId },
    select: { vatUndecided: true },
  })
  return { ok: true, paymentId, openCents, undecided: vatUndecided !== null }
}

/** What a seat was agreed at, net: it is asked for, though it is in no ledger as long as its VAT is not decided. */
async function agreedCents(tx: Tx, bookingId: string): Promise<number> {
  const booking = await tx.booking.findFirst({
    where: { id: bookingId, seats: { some: { confirmedAt: { not: null } } } },
    select: { priceNetCents: true },
  })
  return booking?.priceNetCents ?? 0
}

/** Prices and fees, also those that were taken back since: who has paid what is not owed any more has paid it all the same. */
async function everAsked(tx: Tx, bookingId: string): Promise<number> {
  const { _sum } = await tx.ledgerEntry.aggregate({
    _sum: { grossCents: true },
    where: { bookingId, kind: { in: ["price", "discount", "fee"] }, reversesId: null },
  })
  return _sum.grossCents ?? 0
}
