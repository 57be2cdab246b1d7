import { now as presentTime } from "@/lib/clock"
import { readCursor, writeCursor } from "@/lib/cursor"
import { db } from "@/lib/db"
import { containing, isUuid } from "@/lib/input"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import { type InvoiceKind, Prisma } from "@/prisma/generated/client"
import { makeDocument } from "./make-document"
import { type DocumentState, type InvoiceFiles, listed, type ListedInvoice } from "./queries"

export type DocumentFilter = {
  /** Part of a number, a company, an order or the reference of a booking. */
  q?: string
  /** "2026-12" */
  month?: string
  kind?: InvoiceKind
  state?: DocumentState
  cursor?: string
}

export type DeskDocument = ListedInvoice & {
  issuedAt: Date
  company: string
  bookingReference: string
  participantId: string | null
}

/**
 * Documents of all bookings, the newest first: of one moment, such as a night's, by their numbers. `cursor` is the
 * `nextCursor` of the page before.
 */
export async function listDocuments(
  filter: DocumentFilter,
  { limit = 50, now = presentTime() }: { limit?: number; now?: Date } = {},
): Promise<{ documents: DeskDocument[]; nextCursor: string | null }> {
  const today = localDayOf(now, (await getSettings()).timeZone)
  const before = readCursor(filter.cursor)
  const rows = await db.$queryRaw<DeskDocument[]>`
    WITH documents AS (
      SELECT ${listed(today)}, i.issued_at AS "issuedAt", i.content->'buyer'->>'name' AS company,
             b.reference AS "bookingReference", b.participant_id AS "participantId"
        FROM invoices i JOIN bookings b ON b.id = i.booking_id WHERE ${Prisma.join(conditions(filter), " AND ")})
    SELECT documents.* FROM documents JOIN invoices i USING (id)
     WHERE ${filter.state ? Prisma.sql`state = ${filter.state}` : Prisma.sql`true`}
       AND ${
         before
           ? Prisma.sql`(i.issued_at, i.year, i.number, id) <
                        (SELECT issued_at, year, number, id FROM invoices WHERE id = ${before.id}::uuid)`
           : Prisma.sql`true`
       }
     ORDER BY i.issued_at DESC, i.year DESC, i.number DESC, id DESC LIMIT ${limit + 1}`
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { documents: rows.slice(0, limit), nextCursor: last ? writeCursor(last.issuedAt, last.id) : null }
}

function conditions({ q, month, kind }: DocumentFilter): Prisma.Sql[] {
  const like = q && containing(q)
  return [
    Prisma.sql`true`,
    ...(month ? [Prisma.sql`to_char(i.issued_on, 'YYYY-MM') = ${month}`] : []),
    ...(kind ? [Prisma.sql`i.kind = ${kind}::invoice_kind`] : []),
    ...(like
      ? [
          Prisma.sql`(i.reference ILIKE ${like} OR i.content->'buyer'->>'name' ILIKE ${like}
                      OR i.content->>'poNumber' ILIKE ${like} OR b.reference ILIKE ${like})`,
        ]
      : []),
  ]
}

/** The months in which something was issued, the newest first: "2026-12". */
export async function listDocumentMonths(): Promise<string[]> {
  const rows = await db.$queryRaw<{ month: string }[]>`
    SELECT DISTINCT to_char(issued_on, 'YYYY-MM') AS month FROM invoices ORDER BY month DESC`
  return rows.map(({ month }) => month)
}

/** The files of a document, made now where they are not there yet; null where there is no such document. */
export async function readFiles(invoiceId: string, now = presentTime()): Promise<InvoiceFiles | null> {
  if (!isUuid(invoiceId)) return null
  await makeDocument({ invoiceId }, now)
  const row = await db.invoice.findUnique({ where: { id: invoiceId }, select: { reference: true, document: true } })
  if (!row?.document) return null
  const { pdf, xml, pdfSha256, xmlSha256 } = row.document
  return { reference: row.reference, pdf, xml, pdfSha256, xmlSha256 }
}
