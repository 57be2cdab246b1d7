import { now as presentTime } from "@/lib/clock"
import { readCursor, writeCursor } from "@/lib/cursor"
import { db, type Tx } from "@/lib/db"
import { type AboutBooking, aboutBooking, joinedWithBooking } from "@/lib/payments/about-booking"
import type { Undecided } from "@/lib/payments/rules-vat"
import type { FormatText, Locale } from "@/lib/sessions/schema"
import type { Dunning } from "@/lib/sessions/schema-dunning"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import { Prisma } from "@/prisma/generated/client"
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
  /** Why the VAT of something is not known: what it comes to is not among what is owed then. */
  undecided: Undecided | null
  /** A payment is under way. */
  underWay: boolean
  /** Something about a payment waits for a person. */
  disputed: boolean
  /** Something is to be transferred back. */
  transfersBack: boolean
  /** What has come in by transfer and was not taken back. */
  transfers: { id: string; grossCents: number; receivedOn: string | null; recordedAt: Date }[]
}

type Row = Omit<OpenItem, "formatName" | "next" | "transfers"> & {
  texts: FormatText
  canBeMailed: boolean
  place: number
  weight: number
  lastAt: Date
  transfers: { id: string; grossCents: number; receivedOn: string | null; recordedAt: string }[]
}

/**
 * What is open by ledger and invoices, what is overdue first, and what nobody can say yet since its VAT is not decided;
 * with `all` also what is paid, as far as there was ever something to pay. `cursor` is the `nextCursor` of the page before.
 * @param locale of the names of formats
 */
export async function listOpenItems(
  locale: Locale,
  { show = "open", cursor, limit = 50 }: { show?: ItemChoice; cursor?: string; limit?: number } = {},
  now = presentTime(),
): Promise<{ items: OpenItem[]; nextCursor: string | null }> {
  const { timeZone, dunning } = await getSettings()
  const today = localDayOf(now, timeZone)
  const rows = await readItems(db, { locale, today, show, cursor, limit: limit + 1 })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const items = rows
    .slice(0, limit)
    .map(({ texts, canBeMailed, transfers, place: _, weight: __, lastAt: ___, ...row }) => ({
      ...row,
      formatName: texts.shortName,
      transfers: transfers.map(({ recordedAt, ...rest }) => ({ ...rest, recordedAt: new Date(recordedAt) })),
      next: canBeMailed ? upcoming(row, dunning, today) : null,
    }))
  return { items, nextCursor: last ? `${last.place}_${last.weight}_${writeCursor(last.lastAt, last.bookingId)}` : null }
}

/** What all items of a choice come to, by currency. */
export type OpenSum = {
  currency: string
  count: number
  openCents: number
  overdue: number
  overdueCents: number
  /** Of which nobody can say yet what they come to. */
  undecided: number
}

/** How much is open, and of it overdue, however many pages it takes to show it. */
export async function sumOpenItems({ show }: { show: ItemChoice }, now = presentTime()): Promise<OpenSum[]> {
  const today = localDayOf(now, (await getSettings()).timeZone)
  return db.$queryRaw<OpenSum[]>`
    WITH ${chosenItems({ today, show })}
    SELECT b.currency, (count(*) FILTER (WHERE item.open > 0))::int AS count,
           coalesce(sum(item.open) FILTER (WHERE item.open > 0), 0)::int AS "openCents",
           (count(*) FILTER (WHERE item.days_overdue > 0))::int AS overdue,
           coalesce(sum(item.open) FILTER (WHERE item.days_overdue > 0), 0)::int AS "overdueCents",
           (count(*) FILTER (WHERE item.undecided))::int AS undecided
      FROM item JOIN bookings b ON b.id = item.booking_id GROUP BY b.currency ORDER BY b.currency`
}

/** All bookings that somebody is to be reminded of now. */
export async function listDueReminders(now = presentTime()): Promise<{ bookingId: string }[]> {
  const { timeZone, dunning } = await getSettings()
  const today = localDayOf(now, timeZone)
  const rows = await readItems(db, { locale: "de", today, show: "overdue" })
  return rows
    .filter((row) => row.canBeMailed && upcoming(row, dunning, today)?.isDue)
    .map(({ bookingId }) => ({ bookingId }))
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

type Asked = { today: string; show: ItemChoice; bookingId?: string }

/** The accounts of a choice with the last invoice that stands; `place` and `weight` are where they come in the list. */
const chosenItems = ({ today, show, bookingId }: Asked) => Prisma.sql`
  line AS (
    SELECT booking_id, at, kind IN ('payment', 'refund') AS moved, gross_cents AS cents, false AS undecided
      FROM ledger_entries WHERE ${bookingId ?? null}::uuid IS NULL OR booking_id = ${bookingId ?? null}::uuid
    UNION ALL SELECT id, created_at, false, 0, true
      FROM bookings WHERE vat_undecided IS NOT NULL AND (${bookingId ?? null}::uuid IS NULL OR id = ${bookingId ?? null}::uuid)),
  account AS (
    SELECT booking_id, max(at) AS last_at, bool_or(undecided) AS undecided, sum(CASE WHEN moved THEN 0 ELSE cents END)::int AS owed,
           sum(CASE WHEN moved THEN -cents ELSE cents END)::int AS open
      FROM line GROUP BY booking_id
    HAVING ${show} = 'all' OR bool_or(undecided) OR sum(CASE WHEN moved THEN -cents ELSE cents END) > 0),
  item AS (
    SELECT a.*, i.id AS invoice_id, i.reference AS number, i.due_on,
           CASE WHEN a.open > 0 THEN ${today}::date - i.due_on END AS days_overdue,
           coalesce(CASE WHEN a.open > 0 THEN '2000-01-01'::date - i.due_on END, -1000000) AS place,
           CASE WHEN a.open > 0 THEN 2 WHEN a.undecided THEN 1 ELSE 0 END AS weight
      FROM account a
      LEFT JOIN LATERAL (
        SELECT id, reference, due_on FROM invoices i WHERE i.booking_id = a.booking_id AND i.kind = 'invoice'
           AND EXISTS (SELECT FROM invoice_entries x WHERE x.invoice_id = i.id AND standing_document(x.entry_id) = i.id)
         ORDER BY issued_at DESC, reference DESC LIMIT 1) i ON true
     WHERE ${show} <> 'overdue' OR a.open > 0 AND i.due_on < ${today}::date)`

/** Where a list of items goes on; null for anything that is no place in it. */
function readPlace(cursor = ""): { place: number; weight: number; at: Date; id: string } | null {
  const [, place = "", weight = "", behind] = /^(-?\d{1,7})_([012])_(.+)$/.exec(cursor) ?? []
  const row = readCursor(behind)
  return row && { place: Number(place), weight: Number(weight), ...row }
}

type Read = Asked & { locale: Locale; cursor?: string; limit?: number }

function readItems(tx: Tx, { locale, cursor, limit, ...asked }: Read): Promise<Row[]> {
  const behind = readPlace(cursor)
  return tx.$queryRaw<Row[]>`
  WITH ${chosenItems(asked)},
  page AS (
    SELECT * FROM item
     WHERE ${
       behind
         ? Prisma.sql`(place, weight, last_at, booking_id) < (${behind.place}, ${behind.weight}, ${behind.at}::timestamptz, ${behind.id}::uuid)`
         : Prisma.sql`true`
     }
     ORDER BY place DESC, weight DESC, last_at DESC, booking_id DESC LIMIT ${limit ?? null}::int)
  SELECT b.id AS "bookingId", ${aboutBooking}, b.currency, f.texts -> ${locale} AS texts, item.owed AS "owedCents", item.open AS "openCents",
         b.vat_undecided AS undecided, item.place, item.weight, item.last_at AS "lastAt",
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
    FROM page item JOIN bookings b ON b.id = item.booking_id ${joinedWithBooking} JOIN formats f ON f.id = g.format_id
   ORDER BY item.place DESC, item.weight DESC, item.last_at DESC, b.id DESC`
}
