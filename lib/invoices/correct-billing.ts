import { type By, recordActivity } from "@/lib/activity"
import type { BillingInput } from "@/lib/bookings/schema-billing"
import { transaction } from "@/lib/db"
import { type Outcome, type Refusal, refuse } from "@/lib/errors"
import { rateAnew } from "@/lib/payments/rate-anew"
import { settleBooking } from "@/lib/payments/settle-booking"
import { type IssueRefusal, openBooking } from "./issue-invoice"
import type { Recipient } from "./policy"
import { renewOutdated } from "./renew-invoices"

type Corrected = Outcome<{ renewed: boolean }, IssueRefusal | "vat_would_change">

/**
 * Who gets the invoices says whom they are for. What was issued is answered with a Storno and a new invoice in the same
 * transaction, so that no two of them say different things. The mailboxes stay, since a link shall not choose who reads
 * along; once something is issued country and VAT id do too, since the VAT hangs on them (`vat_would_change`). Refuses a
 * link that is void by now (`not_found`), and what cannot be issued anew.
 */
export async function correctBilling(
  { bookingId, generation, billing }: Recipient & { billing: BillingInput },
  by: By,
): Promise<Corrected> {
  const work = transaction(async (tx, now): Promise<Corrected> => {
    const issuer = await openBooking(tx, { bookingId }, now)
    const before = issuer?.billing
    if (!issuer || before?.linkGeneration !== generation) return refuse("not_found")
    const isIssued = (await tx.invoice.count({ where: { bookingId } })) > 0
    const sameVat = billing.country === before.country && (billing.vatId ?? null) === before.vatId
    if (isIssued && !sameVat) return refuse("vat_would_change")
    const said = JSON.stringify({ ...billing, company: billing.company ?? before.companyName, emails: before.emails })
    await tx.$executeRaw`SELECT save_billing(${bookingId}::uuid, ${said}::jsonb, ${now}::timestamptz)`
    if (!sameVat) await rateAnew(tx, { bookingId, now })
    await settleBooking(tx, { bookingId, now })
    await recordActivity(tx, "billing.changed", { actor: by.actor, bookingId, at: now })
    if (!isIssued) return { ok: true, renewed: false }
    const after = await tx.billingProfile.findUniqueOrThrow({ where: { bookingId } })
    const renewed = await renewOutdated(tx, { ...issuer, billing: after }, { ...by, now })
    if (!renewed.ok && renewed.reason !== "nothing_to_invoice") throw new NotRenewedError(renewed)
    return { ok: true, renewed: renewed.ok }
  }, by)
  return work.catch((error: unknown) => {
    if (error instanceof NotRenewedError) return error.refusal
    throw error
  })
}

/** Takes back what was said, too. */
class NotRenewedError extends Error {
  constructor(readonly refusal: Refusal<IssueRefusal>) {
    super(refusal.reason)
  }
}
