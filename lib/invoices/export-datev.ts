import { type By, recordActivity } from "@/lib/activity"
import { now as presentTime } from "@/lib/clock"
import { db, transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { getSettings } from "@/lib/sessions/settings"
import { localTimeOf } from "@/lib/time-zone"
import { datevFile } from "./datev-file"
import { type Document, fiscalYearOf, type Gap, type Movement, postingsOf } from "./rules-datev"
import { type Span, spanOf } from "./rules-export"
import { invoiceContent } from "./schema"
import { words } from "./words"

type Asked = { period: string; locale: "de" | "en" }

/**
 * Documents, payments and refunds of a month, a quarter or a year as a batch of postings for DATEV. What has no account is
 * not guessed: then nothing is exported (`datev_incomplete`), and `listDatevGaps` says what is missing. That it was asked
 * for is logged.
 */
export async function exportDatev(
  asked: Asked,
  by: By,
): Promise<Outcome<{ file: Uint8Array<ArrayBuffer> }, "not_found" | "datev_incomplete">> {
  const span = spanOf(asked.period)
  if (!span) return refuse("not_found")
  const { postings, gaps, datev, timeZone } = await readBatch(span, asked)
  if (gaps.length > 0) return refuse("datev_incomplete")
  const detail = { ...span, as: "datev", postings: postings.length }
  await transaction((tx, now) => recordActivity(tx, "invoices.exported", { actor: by.actor, detail, at: now }), by)
  const now = by.now ?? presentTime()
  // A zone differs from UTC in minutes, never in seconds.
  const madeAt = localTimeOf(now, timeZone) + now.toISOString().slice(16, 23)
  const fiscalYear = fiscalYearOf(span.from, datev.fiscalMonth)
  return { ok: true, file: datevFile({ postings, datev, period: asked.period, span, fiscalYear, madeAt }) }
}

/** What keeps a period from being exported; null where that is no period. */
export async function listDatevGaps(asked: Asked): Promise<Gap[] | null> {
  const span = spanOf(asked.period)
  return span && (await readBatch(span, asked)).gaps
}

async function readBatch(span: Span, { locale }: Asked) {
  const { datev, timeZone } = await getSettings()
  const [documents, movements] = await Promise.all([readDocuments(span), readMovements(span, timeZone)])
  return { ...postingsOf({ documents, movements, span, datev, spoken: words(locale) }), datev, timeZone }
}

async function readDocuments({ from, to }: Span): Promise<Document[]> {
  const rows = await db.invoice.findMany({
    where: { issuedOn: { gte: new Date(from), lte: new Date(to) } },
    select: { content: true, entries: { where: { entry: { kind: "fee" } }, select: { entryId: true } } },
    orderBy: [{ issuedOn: "asc" }, { series: "asc" }, { year: "asc" }, { number: "asc" }],
  })
  return rows.map(({ content, entries }) => ({
    content: invoiceContent.parse(content),
    fees: entries.map(({ entryId }) => entryId),
  }))
}

/**
 * A transfer moved on the day the bank says, everything else on the day it went through. It is looked for by the number of
 * the only invoice of its booking, and else by the booking's reference.
 */
const readMovements = ({ from, to }: Span, timeZone: string): Promise<Movement[]> => db.$queryRaw<Movement[]>`
  SELECT e.kind::text, p.method::text, abs(e.gross_cents) AS cents, moved.day::text,
         coalesce(sole.reference, b.reference) AS document, coalesce(w.company_name, '') AS name
    FROM ledger_entries e
    JOIN payments p ON p.id = e.payment_id JOIN bookings b ON b.id = e.booking_id
    LEFT JOIN refunds r ON r.id = e.refund_id LEFT JOIN billing_profiles w ON w.booking_id = b.id
    LEFT JOIN LATERAL (SELECT min(reference) AS reference FROM invoices i
                        WHERE i.booking_id = b.id AND i.kind = 'invoice' HAVING count(*) = 1) sole ON true
   CROSS JOIN LATERAL (
     SELECT CASE WHEN e.kind = 'payment' AND p.received_on IS NOT NULL THEN p.received_on
                 ELSE (coalesce(r.settled_at, e.at) AT TIME ZONE ${timeZone})::date END AS day) moved
   WHERE e.kind IN ('payment', 'refund') AND e.gross_cents <> 0 AND moved.day BETWEEN ${from}::date AND ${to}::date
   ORDER BY moved.day, document, e.id`
