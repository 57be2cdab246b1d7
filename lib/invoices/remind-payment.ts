import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { findDueReminder } from "./queries-open-items"

/**
 * Reminds whoever gets the invoices of a booking that the last one is overdue, by the step that is due. It is due once:
 * two who ask at once send one mail, and the second is answered like the first (`reminded` false). Nothing is due while
 * a payment is under way or disputed, before there is an invoice, and once it is paid (`nothing_due`).
 * @param input `step`: the one that was seen as due; without it whichever is
 */
export async function remindPayment(
  { bookingId, step }: { bookingId: string; step?: number },
  by: By,
): Promise<Outcome<{ reminded: boolean }, "nothing_due">> {
  return transaction(async (tx, now) => {
    await tx.$queryRaw`SELECT id FROM lock_booking(${bookingId}::uuid)`
    const due = await findDueReminder(tx, bookingId, now)
    if (!due || (step && due.step !== step)) {
      const earlier = { invoice: { bookingId }, step: step ?? 0 }
      const sent = (await tx.paymentReminder.count({ where: earlier })) > 0
      return sent ? { ok: true, reminded: false } : refuse("nothing_due")
    }
    const { today, ...reminder } = due
    const { id: reminderId } = await tx.paymentReminder.create({
      data: { ...reminder, sentOn: new Date(today), sentAt: now },
      select: { id: true },
    })
    const detail = { reminderId, invoiceId: due.invoiceId, step: due.step, openCents: due.openCents }
    await recordActivity(tx, "payment.reminded", { actor: by.actor, bookingId, detail, at: now })
    return { ok: true, reminded: true }
  }, by)
}
