import { randomUUID } from "node:crypto"
import type { Actor } from "@/lib/activity"
import { db, transaction } from "@/lib/db"
import { listOpenItems, type OpenItem } from "@/lib/invoices/queries-open-items"
import { remindPayment } from "@/lib/invoices/remind-payment"
import { recordTransfer } from "@/lib/payments/record-transfer"
import { recordException } from "@/lib/payments/record-exception"
import { settleBooking } from "@/lib/payments/settle-booking"
import { localDayOf } from "@/lib/time-zone"
import { must } from "./must"
import { demoSettings } from "./settings"

const day = 24 * 3_600_000

/**
 * Who has paid: most of them by transfer, some days before it was due; a few have not, and were reminded. One has
 * transferred too much, and one payment by card is disputed. A bank statement was read and waits.
 */
export async function seedPayments(actor: Actor, now: Date): Promise<void> {
  const { items: overdue } = await listOpenItems("de", { show: "overdue", limit: 200 }, now)
  const items = overdue.filter(({ invoice }) => invoice?.dueOn)
  // Overdue the longest comes first.
  const [[disputed], paid, owing] = [items.slice(0, 1), items.slice(1, -3), items.slice(-3)]
  for (const [index, { bookingId, invoice, openCents }] of paid.entries()) {
    const grossCents = index === paid.length - 1 ? openCents + 2_000 : openCents
    const { issuedAt } = await db.invoice.findUniqueOrThrow({ where: { id: invoice!.id } })
    const at = new Date(Math.min(+now - day, Math.max(+issuedAt + day, +new Date(invoice!.dueOn!) - 2 * day)))
    const receivedOn = localDayOf(at, demoSettings.timeZone)
    must(await recordTransfer({ requestId: randomUUID(), bookingId, grossCents, receivedOn }, { actor, now: at }))
  }
  for (const { bookingId, next } of owing.slice(0, 2)) {
    if (!next?.isDue) continue
    const at = new Date(`${next.from}T09:00:00Z`)
    if (at < now) must(await remindPayment({ bookingId, step: next.step }, { actor, now: at }))
  }
  if (owing[2]) await seedCredits(owing[2], now)
  if (disputed) await dispute(disputed, now)
}

/** What the last bank statement has brought: one payment with its number, one with a slip, and one that is not ours. */
async function seedCredits({ invoice, company, openCents, currency }: OpenItem, now: Date): Promise<void> {
  const bookedOn = new Date(localDayOf(new Date(now.getTime() - day), demoSettings.timeZone))
  const credits = [
    { payer: company, remittance: `Rechnung ${invoice!.number}, vielen Dank`, cents: openCents },
    { payer: company, remittance: `${invoice!.number} Rest`, cents: 1_000 },
    { payer: "Musterverein Beispielstadt", remittance: "Rückzahlung Auslagen", cents: 4_250 },
  ]
  const key = () => randomUUID().replaceAll("-", "").repeat(2)
  await db.bankCredit.createMany({
    data: credits.map((credit, position) => ({ ...credit, key: key(), currency, bookedOn, readAt: now, position })),
  })
}

/** Stripe knows nothing of it: the demo's stand-in begins anew with every start. */
async function dispute({ bookingId, openCents: grossCents, currency }: OpenItem, now: Date): Promise<void> {
  const [paidAt, at] = [new Date(now.getTime() - 20 * day), new Date(now.getTime() - 2 * day)]
  await transaction(async (tx) => {
    const money = { method: "card", state: "paid", grossCents, currency } as const
    const { id: paymentId } = await tx.payment.create({
      data: { bookingId, ...money, createdAt: paidAt, settledAt: paidAt },
    })
    await settleBooking(tx, { bookingId, now: paidAt })
    await recordException(tx, { kind: "disputed", paymentId, detail: { cents: grossCents }, now: at })
  })
}
