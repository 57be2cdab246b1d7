import { db } from "@/lib/db"
import { groupBy } from "@/lib/group-by"
import type { Undecided } from "./rules-vat"
import { sumGross } from "./rules-ledger"
import { goesBack, listLeft } from "./what-goes-back"

/** What becomes of the money of a booking whose sure seat is called off, by its ledger and its documents; in cents. */
export type CalledOff = {
  bookingId: string
  currency: string
  /** What is owed for the seat and will be no more, with the VAT that it has. */
  netCents: number
  vatCents: number
  grossCents: number
  /** What was paid for the booking and has not gone back. */
  paidCents: number
  /** What goes back of it, and how much of that somebody has to transfer. */
  backCents: number
  byHandCents: number
  /** On its way here: it goes back once it has come. */
  underWayCents: number
  /** What invoices say of the seat and is credited. */
  creditedCents: number
  invoices: string[]
  /** Why its VAT is not known: it is in no ledger then. */
  undecided: Undecided | null
}

type Row = Omit<CalledOff, "backCents" | "byHandCents"> & { owedCents: number }

/** Bookings with one sure seat each, of those that have to do with money. Two queries, however many there are. */
export async function listCalledOff(bookingIds: string[]): Promise<CalledOff[]> {
  if (bookingIds.length === 0) return []
  const rows = await db.$queryRaw<Row[]>`
    SELECT b.id AS "bookingId", b.currency, b.vat_undecided AS undecided, a.*, d.*,
           coalesce((SELECT sum(gross_cents) FROM payments y WHERE y.booking_id = b.id AND y.state = 'processing'), 0)::int AS "underWayCents"
      FROM bookings b
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(net_cents) FILTER (WHERE kind IN ('price', 'discount')), 0)::int AS "netCents",
              coalesce(sum(vat_cents) FILTER (WHERE kind IN ('price', 'discount')), 0)::int AS "vatCents",
              coalesce(sum(gross_cents) FILTER (WHERE kind IN ('price', 'discount')), 0)::int AS "grossCents",
              coalesce(sum(gross_cents) FILTER (WHERE kind NOT IN ('payment', 'refund')), 0)::int AS "owedCents",
              coalesce(sum(gross_cents) FILTER (WHERE kind IN ('payment', 'refund')), 0)::int AS "paidCents"
         FROM ledger_entries e WHERE e.booking_id = b.id) a
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(e.gross_cents), 0)::int AS "creditedCents",
              coalesce(array_agg(DISTINCT i.reference ORDER BY i.reference), '{}') AS invoices
         FROM ledger_entries e JOIN invoices i ON i.id = standing_document(e.id)
        WHERE e.booking_id = b.id AND e.kind IN ('price', 'discount') AND e.reverses_id IS NULL
          AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.reverses_id = e.id)) d
     WHERE b.id = ANY(${bookingIds}::uuid[])`
  const left = groupBy(await listLeft(db, bookingIds), ({ bookingId }) => bookingId)
  return rows
    .filter((row) => row.grossCents !== 0 || row.paidCents !== 0 || row.underWayCents > 0 || row.undecided)
    .map(({ owedCents, ...row }) => {
      // A price that is in no ledger yet is taken back before it is ever owed.
      const back = goesBack(left.get(row.bookingId) ?? [], owedCents - row.grossCents)
      const byHand = back.filter(({ payment }) => payment.method === "invoice")
      return { ...row, backCents: sumGross(back), byHandCents: sumGross(byHand) }
    })
}
