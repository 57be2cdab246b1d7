import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import type { TransferInput } from "./schema-desk"
import { settleBooking } from "./settle-booking"

export type TransferRefusal =
  | "not_found"
  /** Nothing was ever asked for. */
  | "nothing_to_pay"
  /** More than twice of all that was ever asked for: a comma is missing, or it is another booking. */
  | "amount_unlikely"
  /** Before the booking was made, or still to come. */
  | "day_impossible"
  | "request_id_reused"

/**
 * Writes down that a transfer has come in, as the organizer has seen it at the bank. What is too much is to be given back
 * by hand (a refund that is wanted). Sent twice with the same `requestId` it is one transfer.
 * @returns what is still open then, less than zero where it is too much
 */
export async function recordTransfer(
  { requestId, ...transfer }: TransferInput,
  by: By,
): Promise<Outcome<{ paymentId: string; openCents: number }, TransferRefusal>> {
  const { bookingId, grossCents, receivedOn } = transfer
  return transaction(async (tx, now) => {
    const [booking] = await tx.$queryRaw<{ currency: string; madeAt: Date }[]>`
      SELECT currency, created_at AS "madeAt" FROM lock_booking(${bookingId}::uuid)`
    if (!booking) return refuse("not_found")
    return once(tx, { verb: "record-transfer", requestId, payload: transfer, now }, async () => {
      await settleBooking(tx, { bookingId, now })
      const askedCents = await everAsked(tx, bookingId)
      if (askedCents <= 0) return refuse("nothing_to_pay")
      if (grossCents > 2 * askedCents) return refuse("amount_unlikely")
      const { timeZone } = await getSettings(tx)
      if (receivedOn < localDayOf(booking.madeAt, timeZone) || receivedOn > localDayOf(now, timeZone))
        return refuse("day_impossible")
      const { currency } = booking
      const { id: paymentId } = await tx.payment.create({
        data: {
          ...{ bookingId, method: "invoice", state: "paid", grossCents, currency },
          ...{ receivedOn: new Date(receivedOn), createdAt: now, settledAt: now },
        },
        select: { id: true },
      })
      const { openCents } = await settleBooking(tx, { bookingId, now })
      const detail = { paymentId, grossCents, currency, receivedOn }
      await recordActivity(tx, "transfer.recorded", { actor: by.actor, bookingId, detail, at: now })
      return { ok: true, paymentId, openCents }
    })
  }, by)
}

/** Prices and fees, also those that were taken back since: who has paid what is not owed any more has paid it all the same. */
async function everAsked(tx: Tx, bookingId: string): Promise<number> {
  const { _sum } = await tx.ledgerEntry.aggregate({
    _sum: { grossCents: true },
    where: { bookingId, kind: { in: ["price", "discount", "fee"] }, reversesId: null },
  })
  return _sum.grossCents ?? 0
}
