import { now as presentTime } from "@/lib/clock"
import { db, type Tx } from "@/lib/db"
import { type AboutBooking, aboutBooking, joinedWithBooking } from "@/lib/payments/about-booking"
import type { FormatText, Locale } from "@/lib/sessions/schema"
import type { Dunning } from "@/lib/sessions/schema-dunning"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import { type DunningStep, type ItemChoice, nextStep, type SentStep } from "./rules-dunning"

/** What a booking owes, and how its payment stands. */
export type OpenItem = AboutBooking & {
  bookingId: string
  formatName: string
  /** The last invoice that stands; null before there is one. */
  invoice: { id: string; number: string; dueOn: string | null } | null
  owedCents: number
  /** Still to be paid; less than zero is too much. */
  openCents: number
  currency: string
  /** Since it was due; less than zero before. Null without a due day, or where nothing is open. */
  daysOverdue: number | null
  /** What was sent of the invoice's reminders. */
  reminded: SentStep[]
  /** The next reminder; null after the last, without an invoice that is due, and where nobody is to be reminded. */
  next: { step: DunningStep; from: string; isDue: boolean } | null
  /** A payment is under way. */
  underWay: boolean
  /** Something about a payment waits for a person. */
  disputed: boolean
  /** Something is to be transferred back. */
  transfersBack: boolean
  /** What has come in by transfer and was not taken back. */
  transfers: { id: string; grossCents: number; receivedOn: string | null; recordedAt: Date }[]
}

type Row = Omit<OpenItem, "formatName" | "daysOverdue" | "next" | "transfers"> & {
  texts: FormatText
  canBeMailed: boolean
  daysOverdue: number | null
  transfers: { id: string; grossCents: number; receivedOn: string | null; recordedAt: string }[]
}

/** As many rows as a page shows. */
export const mostItems = 200

/**
 * What is open by ledger and invoices, what is overdue first; with `all` also what is paid, as far as there was ever
 * something to pay. What has no VAT yet is in no ledger and not here.
 * @param locale of the names of formats
 */
export async function listOpenItems(
  locale: Locale,
  { show = "open" }: { show?: ItemChoice } = {},
  now = presentTime(),
): Promise<OpenItem[]> {
  const { timeZone, dunning } = await getSettings()
  const today = localDayOf(now, timeZone)
  const rows = await readItems(db, { locale, today, show })
  return rows.map(({ texts, canBeMailed, transfers, ...row }) => ({
    ...row,
    formatName: texts.shortName,
    transfers: transfers.map(({ recordedAt, ...rest }) => ({ ...rest, recordedAt: new Date(recordedAt) })),
    next: canBeMailed ? upcoming(row, dunning, today) : null,
  }))
}

/** What nobody owes is not asked for, nor what is under way or disputed. */
function upcoming(
  {
    invoice,
    openCents,
    underWay,
    disputed,
    reminded,
  }: Pick<Row, "invoice" | "openCents" | "underWay" | "disputed" | "reminded">,
  { days }: Dunning,
  today: string,
): OpenItem["next"] {
  if (!invoice?.dueOn || openCents <= 0 || underWay || disputed) return null
  const next = nextStep(invoice.dueOn, reminded, days)
  return next && { ...next, isDue: next.from <= today }
}

/** The reminder of a booking that is due at this moment, as the one who has locked it sees it. */
export async function findDueReminder(
  tx: Tx,
  bookingId: string,
  now: Date,
): Promise<{ invoiceId: string; step: DunningStep; openCents: number; today: string } | null> {
  const { timeZone, dunning } = await getSettings(tx)
  const today = localDayOf(now, timeZone)
  const [row] = await readItems(tx, { locale: "de", today, show: "overdue", bookingId })
  const next = row?.canBeMailed ? upcoming(row, dunning, today) : null
  return next?.isDue ? { invoiceId: row!.invoice!.id, step: next.step, openCents: row!.openCents, today } : null
}

type Asked = { locale: Locale; today: string; show: ItemChoice; bookingId?: string }

const readItems = (tx: Tx, { locale, today, show, bookingId }: Asked): Promise<Row[]> => tx.$queryRaw<Row[]>`
  WITH account AS (
    SELECT booking_id, max(at) AS last_at,
           sum(CASE WHEN kind IN ('payment', 'refund') THEN 0 ELSE gross_cents END)::int AS owed,
           sum(CASE WHEN kind IN ('payment', 'refund') THEN -gross_cents ELSE gross_cents END)::int AS open
      FROM ledger_entries WHERE ${bookingId ?? null}::uuid IS NULL OR booking_id = ${bookingId ?? null}::uuid
     GROUP BY booking_id
    HAVING ${show} = 'all' OR sum(CASE WHEN kind IN ('payment', 'refund') THEN -gross_cents ELSE gross_cents END) > 0),
  item AS (
    SELECT a.*, i.id AS invoice_id, i.reference AS number, i.due_on,
           CASE WHEN a.open > 0 THEN ${today}::date - i.due_on END AS days_overdue
      FROM account a
      LEFT JOIN LATERAL (
        SELECT id, reference, due_on FROM invoices i WHERE i.booking_id = a.booking_id AND i.kind = 'invoice'
           AND EXISTS (SELECT FROM invoice_entries x WHERE x.invoice_id = i.id AND standing_document(x.entry_id) = i.id)
         ORDER BY issued_at DESC, reference DESC LIMIT 1) i ON true
     WHERE ${show} <> 'overdue' OR i.due_on < ${today}::date
     ORDER BY days_overdue DESC NULLS LAST, a.open > 0 DESC, a.last_at DESC, a.booking_id LIMIT ${mostItems})
  SELECT b.id AS "bookingId", ${aboutBooking}, b.currency, f.texts -> ${locale} AS texts, item.owed AS "owedCents", item.open AS "openCents",
         item.days_overdue AS "daysOverdue", p.booking_id IS NOT NULL AS "canBeMailed",
         CASE WHEN item.invoice_id IS NOT NULL THEN
           jsonb_build_object('id', item.invoice_id, 'number', item.number, 'dueOn', item.due_on::text) END AS invoice,
         coalesce((SELECT jsonb_agg(jsonb_build_object('step', r.step, 'sentOn', r.sent_on::text) ORDER BY r.step)
                     FROM payment_reminders r WHERE r.invoice_id = item.invoice_id), '[]') AS reminded,
         EXISTS (SELECT FROM payments y WHERE y.booking_id = b.id AND y.state = 'processing') AS "underWay",
         EXISTS (SELECT FROM payment_exceptions e LEFT JOIN refunds r ON r.id = e.refund_id
                   JOIN payments y ON y.id = coalesce(e.payment_id, r.payment_id)
                  WHERE y.booking_id = b.id AND e.resolved_at IS NULL) AS disputed,
         EXISTS (SELECT FROM refunds r JOIN payments y ON y.id = r.payment_id
                  WHERE y.booking_id = b.id AND y.method = 'invoice' AND r.state = 'wanted') AS "transfersBack",
         coalesce((SELECT jsonb_agg(jsonb_build_object('id', y.id, 'grossCents', y.gross_cents, 'receivedOn', y.received_on::text,
                                                       'recordedAt', y.settled_at) ORDER BY y.settled_at)
                     FROM payments y WHERE y.booking_id = b.id AND y.method = 'invoice' AND y.state = 'paid'
                      AND NOT EXISTS (SELECT FROM refunds r WHERE r.occasion = 'withdrawn:' || y.id)), '[]') AS transfers
    FROM item JOIN bookings b ON b.id = item.booking_id ${joinedWithBooking} JOIN formats f ON f.id = g.format_id
   ORDER BY item.days_overdue DESC NULLS LAST, item.open > 0 DESC, item.last_at DESC, b.id`
