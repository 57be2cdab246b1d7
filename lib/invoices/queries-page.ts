import type { Terms } from "@/lib/bookings/rules"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import type { BillingProfile } from "@/prisma/generated/client"
import { invoiceToken } from "./policy"
import { type ListedInvoice, listInvoices, readBalance, readOwed } from "./queries"
import { draftsOf } from "./rules"
import { dueFrom } from "./rules-due"
import { transferOf, type Transfer } from "./rules-giro"
import { invoiceContent, type InvoiceContent } from "./schema"

/** A document with what stands on it of what it is for. */
export type Paper = ListedInvoice &
  Pick<InvoiceContent, "corrects"> & { lines: { name: string; detail: string | null }[] }

/** What whoever gets the invoices sees: what stands on them and where they go, nothing else of the booking. */
export type InvoicePage = {
  reference: string
  /** The newest first; what went to other mailboxes, such as of another company before, is not theirs to see. */
  papers: Paper[]
  /** What is to be paid by transfer; null where nothing is open. */
  transfer: Transfer | null
  dueOn: string | null
  billing: Omit<BillingProfile, "bookingId" | "vatAnswer">
}

/** What whoever holds the booking sees of its invoices. */
export type BookingInvoices = {
  /** The newest first. */
  papers: Paper[]
  /** Something is owed that stands on no document yet, and it is known whom to bill. */
  requestable: boolean
  /** When that comes by itself; null is at once. */
  issuedFrom: Date | null
  /** Of the link to give to whoever pays. */
  token: string | null
}

/** @param readers as of `listInvoices` */
export async function findBookingInvoices(
  bookingId: string,
  readers: string[] | null,
  now = presentTime(),
): Promise<BookingInvoices> {
  const [{ papers }, billing, ledger, seat, payments] = await Promise.all([
    readPapers(bookingId, readers, now),
    db.billingProfile.findUnique({ where: { bookingId }, select: { linkGeneration: true } }),
    readOwed(db, bookingId),
    db.seat.findFirst({ where: { bookingId, state: "confirmed" }, include: { groupSession: true, booking: true } }),
    db.ledgerEntry.count({ where: { bookingId, kind: "payment" } }),
  ])
  const drafts = draftsOf(ledger)
  const from = dueFrom({
    paid: payments > 0,
    corrects: drafts.some(({ corrects }) => corrects !== null),
    seat: seat && { ...seat.groupSession, terms: seat.booking.terms as Terms },
  })
  return {
    papers: papers.reverse(),
    requestable: billing !== null && drafts.length > 0,
    issuedFrom: from && from > now ? from : null,
    token: billing && invoiceToken({ bookingId, generation: billing.linkGeneration }),
  }
}

export async function findInvoicePage(
  { bookingId, generation }: { bookingId: string; generation: number },
  now = presentTime(),
): Promise<InvoicePage | null> {
  const billing = await db.billingProfile.findUnique({
    where: { bookingId, linkGeneration: generation },
    include: { booking: { select: { reference: true } } },
  })
  if (!billing) return null
  const { papers, contents } = await readPapers(bookingId, billing.emails, now)
  const open = papers.filter(({ state }) => state === "issued" || state === "overdue").filter(isInvoice)
  const transfer = transferOf(
    open.map(({ id }) => contents.get(id)!),
    await readBalance(db, bookingId),
  )
  return {
    ...{ reference: billing.booking.reference, papers: papers.reverse(), transfer, billing },
    dueOn: transfer && (open.flatMap(({ dueOn }) => dueOn ?? []).sort()[0] ?? null),
  }
}

const isInvoice = ({ kind }: ListedInvoice) => kind === "invoice"

/** The documents of a booking with what they say, the oldest first. */
async function readPapers(bookingId: string, readers: string[] | null, now: Date) {
  const [listed, rows] = await Promise.all([
    listInvoices(bookingId, now, readers),
    db.invoice.findMany({ where: { bookingId }, select: { id: true, content: true } }),
  ])
  const contents = new Map(rows.map(({ id, content }) => [id, invoiceContent.parse(content)]))
  const papers = listed.flatMap((paper): Paper[] => {
    const said = contents.get(paper.id)
    if (!said) return []
    return [{ ...paper, corrects: said.corrects, lines: said.lines.map(({ name, detail }) => ({ name, detail })) }]
  })
  return { papers, contents }
}
