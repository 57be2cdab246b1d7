import { transaction, type Tx } from "@/lib/db"
import { readContent } from "@/lib/invoices/queries"
import { queueMail } from "./queue-mail"
import { told } from "./rules-recipients"

/**
 * Sends a document to whoever gets the invoices of its booking, once, with its file and the link to all of them. Where
 * they go to another company by now, what takes back an invoice goes to whom that one went, without a link: the page is
 * not theirs any more. Safe to run again.
 */
export async function mailDocument({ invoiceId }: { invoiceId: string }, options: { now?: Date } = {}): Promise<void> {
  await transaction(async (tx) => {
    const content = await readContent(tx, invoiceId)
    const invoice = await tx.invoice.findUnique({ where: { id: invoiceId }, select: { bookingId: true, kind: true } })
    if (!content || !invoice) return
    const { bookingId, kind } = invoice
    const { buyer, reference: number, issuedOn, currency, totals, profile, corrects, dueOn, language } = content
    const paid = totals.paidCents > 0 && totals.payableCents > 0 ? { cents: totals.paidCents, currency } : null
    for (const { email, generation } of await readersOf(tx, bookingId, kind, buyer)) {
      const facts = {
        ...{ bookingId, invoiceId, reference: content.bookingReference, company: buyer.name, generation },
        ...{ number, issuedOn, amount: { cents: totals.grossCents, currency }, profile },
      }
      const mail = { occasion: invoiceId, recipient: email, locale: language, bookingId }
      await (corrects
        ? queueMail(tx, {
            ...mail,
            kind: "credit_note",
            params: { ...facts, corrects: corrects.reference, whole: corrects.whole },
          })
        : queueMail(tx, { ...mail, kind: "invoice", params: { ...facts, dueOn, paid } }))
    }
  }, options)
}

type Reader = { email: string; generation: number | null }

async function readersOf(
  tx: Tx,
  bookingId: string,
  kind: "invoice" | "credit_note",
  buyer: { name: string; email: string },
): Promise<Reader[]> {
  const profile = await tx.billingProfile.findUnique({ where: { bookingId } })
  if (profile?.companyName === buyer.name)
    return told(kind, "recipient") === "yes"
      ? profile.emails.map((email) => ({ email, generation: profile.linkGeneration }))
      : []
  return told(kind, "former") === "yes" ? [{ email: buyer.email, generation: null }] : []
}
