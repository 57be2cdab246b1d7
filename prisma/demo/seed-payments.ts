import { randomUUID } from "node:crypto"
import type { Actor } from "@/lib/activity"
import { db, transaction } from "@/lib/db"
import { listOpenItems } from "@/lib/invoices/queries-open-items"
import { remindPayment } from "@/lib/invoices/remind-payment"
import { recordTransfer } from "@/lib/payments/record-transfer"
import { recordException } from "@/lib/payments/record-exception"
import { localDayOf } from "@/lib/time-zone"
import { must } from "./must"
import { demoSettings } from "./settings"

const day = 24 * 3_600_000

/**
 * Who has paid: most of them, some days before it was due; a few have not, and were reminded. One has transferred too
 * much, and one payment by card is disputed.
 */
export async function seedPayments(actor: Actor, now: Date): Promise<void> {
  const items = (await listOpenItems("de", { show: "overdue" }, now)).filter(({ invoice }) => invoice?.dueOn)
  // Overdue the longest comes first.
  const [owing, paid] = [items.slice(-3), items.slice(0, -3)]
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
  const [disputed] = paid
  if (disputed) await dispute(disputed.bookingId, now)
}

/** The bank has taken a payment back that nobody knows here. */
async function dispute(bookingId: string, now: Date): Promise<void> {
  const at = new Date(now.getTime() - 2 * day)
  await transaction(
    async (tx) => {
      const { id: paymentId, grossCents } = await tx.payment.findFirstOrThrow({ where: { bookingId, state: "paid" } })
      await recordException(tx, { kind: "disputed", paymentId, detail: { cents: grossCents }, now: at })
    },
    { now: at },
  )
}
