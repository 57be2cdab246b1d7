import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { PaymentMethod, RefundState } from "@/prisma/generated/client"
import { settleBooking } from "./settle-booking"

export type WithdrawalRefusal =
  | "not_found"
  /** Some of it was given back. */
  | "already_back"
  /** Stripe is giving something of the booking back at this moment. */
  | "refund_under_way"
  /** Something is to be transferred back, and nobody has said that it was not. */
  | "refund_by_hand"
  /** An invoice that was issued since says that it is paid. */
  | "stands_on_invoice"

/**
 * Takes back that a transfer has come in: it was another booking's, or none. The ledger keeps the line and gets one
 * against it, as if all of it had been given back at once; what was to be transferred back is reckoned anew.
 * Taking back what is taken back succeeds without effect.
 *
 * While money of the booking is on its way back it is refused: at Stripe until Stripe has answered, by hand until somebody
 * says that nothing was transferred (`nothingSent`), since what was would be forgotten with the refund.
 */
export async function withdrawTransfer(
  { paymentId, nothingSent = false }: { paymentId: string; nothingSent?: boolean },
  by: By,
): Promise<Outcome<{ withdrawn: boolean }, WithdrawalRefusal>> {
  return transaction(async (tx, now) => {
    const transfer = await tx.payment.findFirst({ where: { id: paymentId, method: "invoice", state: "paid" } })
    if (!transfer) return refuse("not_found")
    const { bookingId, grossCents, currency } = transfer
    await tx.$queryRaw`SELECT id FROM lock_booking(${bookingId}::uuid)`
    const refunds = await tx.refund.findMany({ where: { paymentId }, select: { occasion: true, state: true } })
    const occasion = withdrawnOccasion(paymentId)
    if (refunds.some((refund) => refund.occasion === occasion)) return { ok: true, withdrawn: false }
    if (refunds.some(({ state }) => state === "succeeded")) return refuse("already_back")
    const onTheirWay = await tx.refund.findMany({
      where: { payment: { bookingId }, state: { in: ["wanted", "pending"] } },
      select: { state: true, payment: { select: { method: true } } },
    })
    const [byHand, atStripe] = [onTheirWay.filter(isByHand), onTheirWay.filter((refund) => !isByHand(refund))]
    if (atStripe.length > 0) return refuse("refund_under_way")
    if (byHand.length > 0 && !nothingSent) return refuse("refund_by_hand")
    const issued = { bookingId, kind: "invoice", issuedAt: { gte: transfer.settledAt! } } as const
    if ((await tx.invoice.count({ where: issued })) > 0) return refuse("stands_on_invoice")
    await tx.refund.deleteMany({ where: { state: "wanted", payment: { bookingId, method: "invoice" } } })
    await tx.refund.create({
      data: { paymentId, grossCents, occasion, state: "succeeded", createdAt: now, settledAt: now },
      select: { id: true },
    })
    await settleBooking(tx, { bookingId, now })
    const detail = { paymentId, grossCents, currency }
    await recordActivity(tx, "transfer.withdrawn", { actor: by.actor, bookingId, detail, at: now })
    return { ok: true, withdrawn: true }
  }, by)
}

const isByHand = ({ state, payment }: { state: RefundState; payment: { method: PaymentMethod } }) =>
  state === "wanted" && payment.method === "invoice"

const withdrawnOccasion = (paymentId: string) => `withdrawn:${paymentId}`
