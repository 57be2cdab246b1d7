import type { Terms } from "@/lib/bookings/rules"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { contentOf, referencesOf } from "./content"
import { type Issuer, type IssueRefusal, readIssuer, splitPaid, whyNotIssued } from "./issue-invoice"
import { draftsAfter, planAnew, stornoOf } from "./plan-storno"
import { readContent } from "./queries"
import type { Draft } from "./rules"
import { dueFrom } from "./rules-due"
import type { InvoiceContent } from "./schema"

/** What taking an invoice back would come to; nothing is issued. */
export type StornoPreview = {
  invoice: { id: string; number: string; issuedOn: string; company: string; bookingReference: string; currency: string }
  /** What the Storno says. */
  storno: InvoiceContent["totals"]
  /** What is issued at once with it, as it would say it; none where nothing is owed any more. */
  anew: (Pick<InvoiceContent, "buyer" | "dueOn" | "totals"> & { references: string[] })[]
  /** Why nothing can be issued anew now. */
  refusal: IssueRefusal | null
  /** Without it: when what is owed is invoiced by itself, null at once. Undefined where nothing is owed any more. */
  followsFrom: Date | null | undefined
  /** Who gets both by mail. */
  emails: string[]
}

/** Null for what is no invoice, and for one of which nothing is left. */
export async function previewStorno(invoiceId: string, now = presentTime()): Promise<StornoPreview | null> {
  const invoice = isUuid(invoiceId) && (await db.invoice.findUnique({ where: { id: invoiceId } }))
  if (!invoice || invoice.kind !== "invoice") return null
  const { id, bookingId, reference: number, currency } = invoice
  const issuer = await readIssuer(db, { bookingId }, now)
  const [content, storno] = [await readContent(db, id), issuer && stornoOf(issuer, id)]
  if (!issuer || !content || !storno) return null
  const plan = await planAnew(db, issuer, id)
  const refusal = plan.ok ? whyNotIssued(issuer, plan.drafts) : plan.reason
  const after = draftsAfter(issuer, storno).filter(({ corrects }) => !corrects)
  const { issuedOn, buyer, bookingReference } = content
  return {
    invoice: { id, number, issuedOn, company: buyer.name, bookingReference, currency },
    storno: contentAs(issuer, storno, content, 0).totals,
    anew: refusal ? [] : splitPaid(issuer, after).map(({ draft, paidCents }) => saidOf(issuer, draft, paidCents)),
    refusal: after.length > 0 ? refusal : null,
    followsFrom: after.length > 0 ? await followsFrom(bookingId, now) : undefined,
    emails: issuer.billing?.emails ?? [],
  }
}

function saidOf(issuer: Issuer, draft: Draft, paidCents: number): StornoPreview["anew"][number] {
  const { buyer, dueOn, totals, ...content } = contentAs(issuer, draft, null, paidCents)
  const { buyerReference, poNumber, costCentre } = referencesOf(content)
  return { buyer, dueOn, totals, references: [buyerReference, poNumber, costCentre].filter((each) => each !== null) }
}

function contentAs(issuer: Issuer, draft: Draft, corrected: InvoiceContent | null, paidCents: number): InvoiceContent {
  // What cannot be issued is not asked for.
  const billing = issuer.billing!
  return contentOf({ ...issuer, billing, draft, corrected, paidCents, reference: "", issuedAt: issuer.now })
}

/** As `issueDueInvoices` will see it. */
async function followsFrom(bookingId: string, now: Date): Promise<Date | null> {
  const booking = await db.booking.findUniqueOrThrow({
    where: { id: bookingId },
    select: {
      terms: true,
      payments: { where: { state: "paid" }, select: { id: true } },
      seats: {
        where: { state: "confirmed" },
        select: { groupSession: { select: { startsAt: true, timeZone: true } } },
      },
    },
  })
  const [seat] = booking.seats
  const terms = booking.terms as Terms
  const from = dueFrom({
    ...{ paid: booking.payments.length > 0, corrects: false },
    seat: seat ? { terms, ...seat.groupSession } : null,
  })
  return from && from > now ? from : null
}
