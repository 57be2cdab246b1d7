import { db, transaction } from "@/lib/db"
import { confirmPaid } from "@/lib/bookings/confirm-paid"
import { settleBooking } from "@/lib/payments/settle-booking"
import type { PaymentMethod, PaymentState } from "@/prisma/generated/client"

/** A payment as it stands once somebody has asked Stripe, or seen the bank account. */
export async function payment(
  { bookingId, seatId }: { bookingId: string; seatId?: string },
  fields: { grossCents: number; state?: PaymentState; method?: PaymentMethod; now: Date },
): Promise<string> {
  const { grossCents, state = "paid", method = "card", now } = fields
  const settledAt = ["paid", "failed", "expired"].includes(state) ? now : null
  const { id } = await db.payment.create({
    data: { bookingId, seatId, method, grossCents, state, currency: "EUR", createdAt: now, settledAt },
  })
  return id
}

/** What becomes of a booking when it is paid: as `syncPayment` does it, in one transaction. */
export const paidFor = async (bookingId: string, seatId: string, paymentId: string, now: Date) =>
  transaction(
    async (tx) => {
      const outcome = await confirmPaid(tx, { bookingId, seatId, now })
      await tx.payment.update({ where: { id: paymentId }, data: { state: "paid", settledAt: now } })
      await settleBooking(tx, { bookingId, now })
      return outcome
    },
    { now },
  )

export const settled = (bookingId: string, now: Date) =>
  transaction((tx) => settleBooking(tx, { bookingId, now }), { now })

/** "price 34510", "fee 14500" … in the order of time. */
export async function ledgerOf({ bookingId }: { bookingId: string }): Promise<string[]> {
  const entries = await db.ledgerEntry.findMany({ where: { bookingId }, orderBy: [{ at: "asc" }, { occasion: "asc" }] })
  return entries.map(({ kind, grossCents, reversesId }) => `${kind}${reversesId ? " back" : ""} ${grossCents}`)
}

export const refundsOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.refund.findMany({ where: { payment: { bookingId } }, orderBy: { createdAt: "asc" } })).map(
    ({ grossCents, state }) => `${grossCents} ${state}`,
  )

/** The seat of a booking that was made last. */
export const seatOf = async ({ bookingId }: { bookingId: string }): Promise<string> =>
  (await db.seat.findFirstOrThrow({ where: { bookingId }, orderBy: { createdAt: "desc" } })).id
