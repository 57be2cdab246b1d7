import { transaction, type Tx } from "@/lib/db"
import { readContent } from "@/lib/invoices/queries"
import { meet } from "@/lib/people/rules-companies"
import type { Invoice } from "@/prisma/generated/client"
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
    const select = { bookingId: true, kind: true, recipients: true } as const
    const invoice = await tx.invoice.findUnique({ where: { id: invoiceId }, select })
    if (!content || !invoice) return
    const { bookingId } = invoice
    const { buyer, reference: number, issuedOn, currency, totals, profile, corrects, dueOn, language } = content
    const paid = totals.paidCents > 0 && totals.payableCents > 0 ? { cents: totals.paidCents, currency } : null
    for (const { email, generation } of await readersOf(tx, invoice)) {
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
  { bookingId, kind, recipients }: Pick<Invoice, "bookingId" | "kind" | "recipients">,
): Promise<Reader[]> {
  const profile = await tx.billingProfile.findUnique({ where: { bookingId } })
  if (profile && meet(profile.emails, recipients))
    return told(kind, "recipient") === "yes"
      ? profile.emails.map((email) => ({ email, generation: profile.linkGeneration }))
      : []
  return told(kind, "former") === "yes" ? recipients.map((email) => ({ email, generation: null })) : []
}
