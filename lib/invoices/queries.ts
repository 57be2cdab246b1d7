import { now as presentTime } from "@/lib/clock"
import { db, type Tx } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { meet } from "@/lib/people/rules-companies"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import { type InvoiceKind, Prisma } from "@/prisma/generated/client"
import type { Supplied } from "./content"
import type { Owed } from "./rules"
import { invoiceContent, type InvoiceContent } from "./schema"

/** The owed side of a booking's ledger, in the order it was written, with the document each line stands on. */
export async function readOwed(tx: Tx, bookingId: string): Promise<Owed[]> {
  return tx.$queryRaw<Owed[]>`
    SELECT id, kind::text, net_cents AS "netCents", vat_cents AS "vatCents", vat_category AS "vatCategory",
           vat_rate_basis_points AS "rateBasisPoints", seat_id AS "seatId", reverses_id AS "reversesId",
           standing_document(id) AS "standsOn"
      FROM ledger_entries WHERE booking_id = ${bookingId}::uuid AND kind IN ('price', 'discount', 'fee')
     ORDER BY at, kind, id`
}

/** What a booking owes less what was paid, in cents; less than zero where it is owed something. */
export async function readBalance(tx: Tx, bookingId: string): Promise<number> {
  const [row] = await tx.$queryRaw<[{ cents: number }]>`
    SELECT coalesce(sum(CASE WHEN kind IN ('payment', 'refund') THEN -gross_cents ELSE gross_cents END), 0)::int AS cents
      FROM ledger_entries WHERE booking_id = ${bookingId}::uuid`
  return row.cents
}

/** What the lines of a booking are about, by seat: the session as it is now, in the language of the document. */
export async function readSupplied(tx: Tx, bookingId: string, locale: "de" | "en"): Promise<Map<string, Supplied>> {
  const seats = await tx.seat.findMany({
    where: { bookingId },
    select: {
      id: true,
      groupSession: {
        select: {
          startsAt: true,
          endsAt: true,
          timeZone: true,
          format: { select: { texts: true, invoiceDays: true } },
        },
      },
    },
  })
  return new Map(
    seats.map(({ id, groupSession: { format, ...session } }) => {
      const texts = format.texts as Record<"de" | "en", { name: string }>
      const day = localDayOf(session.startsAt, session.timeZone)
      return [id, { ...session, day, formatName: texts[locale].name, invoiceDays: format.invoiceDays }]
    }),
  )
}

export type DocumentState = "issued" | "paid" | "overdue" | "credited"

export type ListedInvoice = {
  id: string
  number: string
  kind: InvoiceKind
  issuedOn: string
  dueOn: string | null
  netCents: number
  vatCents: number
  grossCents: number
  currency: string
  state: DocumentState
  /** The mailboxes it is for. */
  recipients: string[]
  /** Whether its files are there already. */
  made: boolean
}

/**
 * What is listed of a document `i`. An invoice is credited when nothing of it stands any more, and paid when the booking
 * owes nothing: transfers are counted for the booking, not for a document.
 */
export const listed = (today: string): Prisma.Sql => Prisma.sql`
  i.id, i.reference AS number, i.kind::text, i.issued_on::text AS "issuedOn", i.due_on::text AS "dueOn",
  i.recipients, i.net_cents AS "netCents", i.vat_cents AS "vatCents", i.gross_cents AS "grossCents", i.currency,
  EXISTS (SELECT FROM invoice_documents d WHERE d.invoice_id = i.id) AS made,
  CASE WHEN i.kind = 'credit_note' THEN 'issued'
       WHEN NOT EXISTS (SELECT FROM invoice_entries x WHERE x.invoice_id = i.id AND standing_document(x.entry_id) = i.id
                           AND NOT EXISTS (SELECT FROM ledger_entries r JOIN invoice_entries y ON y.entry_id = r.id
                                            WHERE r.reverses_id = x.entry_id)) THEN 'credited'
       WHEN i.due_on IS NULL
         OR 0 >= (SELECT coalesce(sum(CASE WHEN l.kind IN ('payment', 'refund') THEN -l.gross_cents
                                           ELSE l.gross_cents END), 0)
                    FROM ledger_entries l WHERE l.booking_id = i.booking_id) THEN 'paid'
       WHEN i.due_on < ${today}::date THEN 'overdue' ELSE 'issued' END AS state`

/**
 * The documents of a booking, the oldest first.
 * @param readers only what is for these mailboxes or their company; null for all
 */
export async function listInvoices(
  bookingId: string,
  now = presentTime(),
  readers: string[] | null = null,
): Promise<ListedInvoice[]> {
  if (!isUuid(bookingId)) return []
  const today = localDayOf(now, (await getSettings()).timeZone)
  const all = await db.$queryRaw<ListedInvoice[]>`
    SELECT ${listed(today)} FROM invoices i WHERE i.booking_id = ${bookingId}::uuid
     ORDER BY i.issued_at, i.kind DESC, i.number`
  return all.filter(({ recipients }) => !readers || meet(readers, recipients))
}

/** What a document says. */
export async function readContent(tx: Tx, invoiceId: string): Promise<InvoiceContent | null> {
  const row = await tx.invoice.findUnique({ where: { id: invoiceId }, select: { content: true } })
  return row && invoiceContent.parse(row.content)
}

export type InvoiceFiles = { reference: string; pdf: Uint8Array; xml: Uint8Array; pdfSha256: string; xmlSha256: string }

/** The files of a document of this booking, once they are made. */
export async function findFiles(bookingId: string, reference: string): Promise<InvoiceFiles | null> {
  const row = await db.invoice.findFirst({ where: { bookingId, reference }, select: { document: true } })
  if (!row?.document) return null
  const { pdf, xml, pdfSha256, xmlSha256 } = row.document
  return { reference, pdf, xml, pdfSha256, xmlSha256 }
}
