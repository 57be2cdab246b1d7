import type { Actor } from "@/lib/activity"
import type { Tx } from "@/lib/db"
import { priceIn } from "@/lib/money"
import type { TokenRole } from "@/lib/secrets"
import type { LockedSession } from "@/lib/sessions/lock-sessions"
import type { LockedBookingRow } from "./lock-booking"
import { exceedsAgreed, lacksBilling } from "./queries-payer"
import type { BillingInput } from "./schema-billing"

export type BillingRefusal = "billing_needed" | "paid_by_other_company"

/**
 * Sees to it that somebody is billed for a seat in a locked session, before a locked booking takes it: who is known, or who
 * is said now, by invoice. Nobody is asked twice, so who is known stays.
 *
 * Refuses where nobody is known or said (`billing_needed`), and where another company pays for whoever acts and the seat
 * costs more than it has agreed to (`paid_by_other_company`): nothing is written then.
 */
export async function billBooking(
  tx: Tx,
  { id: bookingId }: Pick<LockedBookingRow, "id">,
  session: LockedSession,
  billing: BillingInput | undefined,
  { actor, now }: { actor: Actor; now: Date },
): Promise<BillingRefusal | null> {
  const seat = { bookingId, role: roleOf(actor), ...pricedAt(session) }
  if (await exceedsAgreed(seat, tx)) return "paid_by_other_company"
  if (!(await lacksBilling(seat, tx))) return null
  if (!billing) return "billing_needed"
  await tx.$executeRaw`SELECT save_billing(${bookingId}::uuid, ${JSON.stringify(billing)}::jsonb, ${now}::timestamptz)`
  // Nor by a voucher that takes nothing off this price.
  const unsaid = { id: bookingId, OR: [{ pays: null }, { pays: "voucher" as const }] }
  await tx.booking.updateMany({ where: unsaid, data: { pays: "invoice" } })
  return null
}

/** Whether a seat in a locked session is too dear for whoever acts, as `billBooking` refuses it. */
export const isTooDear = (tx: Tx, bookingId: string, session: LockedSession, actor: Actor): Promise<boolean> =>
  exceedsAgreed({ bookingId, role: roleOf(actor), ...pricedAt(session) }, tx)

const roleOf = ({ kind }: Actor): TokenRole => (kind === "booker" ? "booker" : "participant")

const pricedAt = (session: LockedSession) => ({ formatId: session.formatId, price: priceIn(session) })
