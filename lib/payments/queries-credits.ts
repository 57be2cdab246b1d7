import { db } from "@/lib/db"
import { type AboutBooking, aboutBooking, joinedWithBooking } from "./about-booking"
import { matchCredits, type Payable, type Why } from "./rules-credits"

type ListedCredit = {
  id: string
  bookedOn: string
  cents: number
  currency: string
  payer: string
  remittance: string
}
type PayableItem = Payable & AboutBooking
export type ListedMatch = { credit: ListedCredit; match: { item: PayableItem; why: Why } | null }

/** As many as a page shows; what comes after them follows once these are dealt with. */
const mostCredits = 200

/** What has come in and nobody has dealt with, the oldest first, each with the booking it may be for. */
export async function listCredits(): Promise<
  { credit: ListedCredit; match: { item: PayableItem; why: Why } | null }[]
> {
  const credits = await db.$queryRaw<ListedCredit[]>`
    SELECT id, booked_on::text AS "bookedOn", cents, currency, coalesce(payer, '') AS payer,
           coalesce(remittance, '') AS remittance
      FROM bank_credits WHERE settled_at IS NULL ORDER BY booked_on, read_at, position, id LIMIT ${mostCredits}`
  return credits.length > 0 ? matchCredits(credits, await listPayable()) : []
}

const listPayable = (): Promise<PayableItem[]> => db.$queryRaw<PayableItem[]>`
  WITH account AS (
    SELECT booking_id, sum(CASE WHEN kind IN ('payment', 'refund') THEN -gross_cents ELSE gross_cents END)::int AS open
      FROM ledger_entries GROUP BY booking_id
    HAVING sum(CASE WHEN kind IN ('payment', 'refund') THEN -gross_cents ELSE gross_cents END) > 0
    UNION SELECT id, 0 FROM bookings WHERE vat_undecided IS NOT NULL)
  SELECT DISTINCT ON (b.created_at, b.id) b.id AS "bookingId", ${aboutBooking}, b.currency, account.open AS "openCents",
         b.vat_undecided IS NOT NULL AS undecided,
         b.reference || coalesce((SELECT array_agg(i.reference) FROM invoices i
                                   WHERE i.booking_id = b.id AND i.kind = 'invoice'), '{}') AS numbers
    FROM account JOIN bookings b ON b.id = account.booking_id ${joinedWithBooking}
   ORDER BY b.created_at, b.id, account.open DESC`
