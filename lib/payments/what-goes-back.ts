import type { Tx } from "@/lib/db"
import type { PaymentMethod } from "@/prisma/generated/client"
import { sumGross } from "./rules-ledger"

/** What is left of a payment: nothing of it has gone back, is about to, or waits for a person after it failed. */
export type LeftPayment = {
  id: string
  bookingId: string
  method: PaymentMethod
  /** Has gone back, or was to. */
  backCents: number
  leftCents: number
}

/** The payments of bookings, the last first: from there it goes back first. */
export async function listLeft(tx: Tx, bookingIds: string[]): Promise<LeftPayment[]> {
  const payments = await tx.payment.findMany({
    where: { bookingId: { in: bookingIds }, state: "paid" },
    select: {
      ...{ id: true, bookingId: true, method: true, grossCents: true },
      refunds: { select: { id: true, grossCents: true, occasion: true } },
    },
    orderBy: [{ settledAt: "desc" }, { id: "desc" }],
  })
  return payments.map(({ grossCents, refunds, ...payment }) => {
    const again = new Set(refunds.map(({ occasion }) => occasion))
    const backCents = sumGross(refunds.filter((refund) => !again.has(`again:${refund.id}`)))
    return { ...payment, backCents, leftCents: grossCents - backCents }
  })
}

/** What goes back of each payment of one booking that owes so much, never above a payment. */
export function goesBack(payments: LeftPayment[], owedCents: number): { payment: LeftPayment; grossCents: number }[] {
  let over = payments.reduce((total, { leftCents }) => total + leftCents, 0) - owedCents
  return payments.flatMap((payment) => {
    const grossCents = Math.min(over, payment.leftCents)
    if (grossCents <= 0) return []
    over -= grossCents
    return [{ payment, grossCents }]
  })
}
