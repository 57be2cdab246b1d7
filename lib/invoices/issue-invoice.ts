import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { enqueue } from "@/lib/jobs"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import type { InvoiceProfile } from "@/prisma/generated/client"
import { contentOf, type Facts, sellerGaps } from "./content"
import { readBalance, readContent, readOwed, readSupplied } from "./queries"
import { type Draft, draftsOf, grossOf, isLeitwegId, referenceOf } from "./rules"

export type IssuedDocument = { invoiceId: string; reference: string; kind: "invoice" | "credit_note" }
export type IssueRefusal =
  /** No such booking. */
  | "not_found"
  /** All that is owed stands on a document already, or comes to nothing. */
  | "nothing_to_invoice"
  | "billing_missing"
  /** A line without VAT: the organizer decides (lib/payments/rules-vat.ts). */
  | "vat_undecided"
  /** A debit is on its way: it would be asked for twice. */
  | "payment_under_way"
  /** Tax number, account, for an XRechnung a phone number. */
  | "seller_incomplete"

/**
 * Issues the documents of what a booking owes and what stands on none yet: new invoices, and credit notes for what was
 * taken back since. Whole or not at all; each number is taken in this transaction, so that none is missing. The files
 * are made afterwards. Asked twice, the second time there is nothing left (`nothing_to_invoice`).
 */
export async function issueInvoice(
  input: { bookingId: string; profile?: InvoiceProfile },
  by: By,
): Promise<Outcome<{ documents: IssuedDocument[] }, IssueRefusal>> {
  return transaction(async (tx, now) => {
    const issuer = await openBooking(tx, input, now)
    if (!issuer) return refuse("not_found")
    if (await isUnderWay(tx, input.bookingId)) return refuse("payment_under_way")
    const drafts = draftsOf(issuer.ledger)
    if (drafts.length === 0) return refuse("nothing_to_invoice")
    return issueDrafts(tx, issuer, drafts, { ...by, now })
  }, by)
}

/** Of a payment that takes days nobody knows yet whether a document says "paid" or "to be paid". */
export const isUnderWay = async (tx: Tx, bookingId: string) =>
  (await tx.payment.count({ where: { bookingId, state: "processing" } })) > 0

/** Locks a booking and reads what its documents are made of; null where there is none. */
export async function openBooking(
  tx: Tx,
  { bookingId, profile }: { bookingId: string; profile?: InvoiceProfile },
  now: Date,
): Promise<Issuer | null> {
  const [booking] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM bookings WHERE id = ${bookingId}::uuid FOR NO KEY UPDATE`
  return booking ? readIssuer(tx, { bookingId, profile }, now) : null
}

/** The same without a lock, to see what documents would say. */
export async function readIssuer(
  tx: Tx,
  { bookingId, profile }: { bookingId: string; profile?: InvoiceProfile },
  now: Date,
) {
  const booking = await tx.booking.findUnique({
    where: { id: bookingId },
    select: { reference: true, locale: true },
  })
  if (!booking) return null
  const settings = await getSettings(tx)
  return {
    ...{ bookingId, profile, settings, now, language: booking.locale, bookingReference: booking.reference },
    issuedOn: localDayOf(now, settings.timeZone),
    billing: await tx.billingProfile.findUnique({ where: { bookingId } }),
    ledger: await readOwed(tx, bookingId),
    supplied: await readSupplied(tx, bookingId, booking.locale),
    unpaidCents: Math.max(0, await readBalance(tx, bookingId)),
  }
}
export type Issuer = NonNullable<Awaited<ReturnType<typeof readIssuer>>>

/** Why drafts cannot be issued as things stand; null where they can. */
export function whyNotIssued({ billing, settings, profile }: Issuer, drafts: Draft[]): IssueRefusal | null {
  if (!billing) return "billing_missing"
  if (drafts.some(({ entries }) => entries.some(({ vatCategory }) => !vatCategory))) return "vat_undecided"
  const xrechnung = (profile ?? (isLeitwegId(billing.buyerReference ?? "") && "xrechnung")) === "xrechnung"
  return sellerGaps(settings, xrechnung ? "xrechnung" : "factur_x").length > 0 ? "seller_incomplete" : null
}

/** How much of each draft is paid: what is unpaid is unpaid on the last of them. */
export function splitPaid(issuer: Issuer, drafts: Draft[]): { draft: Draft; paidCents: number }[] {
  let { unpaidCents } = issuer
  return drafts.map((draft) => {
    const unpaid = Math.min(unpaidCents, draft.corrects ? 0 : grossOf(draft.entries))
    unpaidCents -= unpaid
    return { draft, paidCents: draft.corrects ? 0 : grossOf(draft.entries) - unpaid }
  })
}

/** Who issues, when, and of a Storno by hand why. */
type Issuing = By & { now: Date; reason?: string }

/** Writes drafts down, each with its number, its lines and what follows from it. */
export async function issueDrafts(
  tx: Tx,
  issuer: Issuer,
  drafts: Draft[],
  by: Issuing,
): Promise<Outcome<{ documents: IssuedDocument[] }, IssueRefusal>> {
  const { billing } = issuer
  const refusal = whyNotIssued(issuer, drafts)
  if (!billing || refusal) return refuse(refusal ?? "billing_missing")
  const documents: IssuedDocument[] = []
  for (const { draft, paidCents } of splitPaid(issuer, drafts))
    documents.push(await issueOne(tx, { ...issuer, billing }, draft, paidCents, by))
  return { ok: true, documents }
}

async function issueOne(
  tx: Tx,
  issuer: Issuer & Pick<Facts, "billing">,
  draft: Draft,
  paidCents: number,
  { actor, now, reason }: Issuing,
): Promise<IssuedDocument> {
  const { bookingId, issuedOn, settings } = issuer
  const kind = draft.corrects ? "credit_note" : "invoice"
  const series = settings.invoicing.series[draft.corrects ? "creditNote" : "invoice"]
  const year = Number(issuedOn.slice(0, 4))
  const [{ number }] = await tx.$queryRaw<[{ number: number }]>`SELECT take_number(${series}, ${year}::int) AS number`
  const reference = referenceOf(series, year, number)
  const corrected = draft.corrects ? await readContent(tx, draft.corrects) : null
  const recipients = draft.corrects ? await recipientsOf(tx, draft.corrects) : issuer.billing.emails
  const content = contentOf({ ...issuer, draft, reference, corrected, issuedAt: now, paidCents })
  const { netCents, vatCents, grossCents } = content.totals
  const { id: invoiceId } = await tx.invoice.create({
    data: {
      ...{ kind, series, year, number, reference, bookingId, correctsId: draft.corrects, currency: content.currency },
      ...{ netCents, vatCents, grossCents, profile: content.profile, content, recipients, issuedAt: now },
      ...{ issuedOn: new Date(issuedOn), dueOn: content.dueOn && new Date(content.dueOn) },
      entries: { create: draft.entries.map(({ id: entryId }) => ({ entryId })) },
    },
    select: { id: true },
  })
  const activity = kind === "invoice" ? "invoice.issued" : "invoice.credited"
  const detail = { invoiceId, reference, grossCents, ...(draft.corrects && reason && { reason }) }
  await recordActivity(tx, activity, { actor, bookingId, detail, at: now })
  await enqueue(tx, "make-document", { invoiceId })
  return { invoiceId, reference, kind }
}

const recipientsOf = async (tx: Tx, id: string): Promise<string[]> =>
  (await tx.invoice.findUniqueOrThrow({ where: { id }, select: { recipients: true } })).recipients
