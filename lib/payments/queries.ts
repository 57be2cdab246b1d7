import { priceOf } from "@/lib/bookings/agreed-price"
import type { BillingInput } from "@/lib/bookings/schema-billing"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { type Money, sumOf } from "@/lib/money"
import { readContent } from "@/lib/sessions/queries-formats"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import type { BillingProfile, PaymentMethod, VatCheck } from "@/prisma/generated/client"
import { onlineWay } from "./policy"
import { readLedger, type UndecidedLines } from "./read-ledger"
import { dueOn } from "./rules-due"
import { balanceOf, type Fact, isMoved } from "./rules-ledger"

/** How a booking stands: what is owed, what was paid, and what is still to do. */
export type Account = {
  pays: PaymentMethod | null
  owed: Money
  paidCents: number
  /** What has gone back already. */
  refundedCents: number
  /** Still to be paid; less than zero is on its way back. */
  openCents: number
  /** What is owed beside, of which nobody knows the VAT yet; until then nothing can be paid. */
  undecided: UndecidedLines | null
  /** The day on which the rest is due; null where nothing is open, it is on its way, or the seat is not sure yet. */
  dueOn: string | null
  /** Of a seat that is sure once it is paid: until when it is held. */
  payUntil: Date | null
  /** A payment is under way, such as a debit that takes days. */
  underWay: boolean
  /** Somebody can pay now, by card or as was chosen. */
  payable: boolean
  billing: (BillingInput & { company: string; emails: string[]; vatCheck: VatCheck }) | null
  /** Nothing is issued yet. */
  billingOpen: boolean
}

/** The account of a booking for whoever holds it; null where nothing was ever to be paid. */
export async function findAccount(bookingId: string, now = presentTime()): Promise<Account | null> {
  const booking = await db.booking.findUnique({ where: { id: bookingId }, include })
  if (!booking) return null
  const seat = booking.seats.find(({ state }) => state === "confirmed" || state === "held")
  const held = seat?.state === "held" && booking.verifiedAt ? seat : undefined
  const { price } = await priceOf(db, bookingId)
  const wouldBe: Fact[] = held ? [{ kind: "confirmed", seatId: held.id, price, at: now }] : []
  const { written, missing, undecided } = await readLedger(db, bookingId, { facts: wouldBe })
  const entries = [...written, ...missing]
  const isAsked = price && booking.seats.some(({ state }) => state === "requested")
  if (entries.length === 0 && !undecided && !isAsked) return null
  const { paidCents, openCents } = balanceOf(entries)
  const owed = entries.filter((entry) => !isMoved(entry))
  const refundedCents = await refundedOf(bookingId)
  return {
    ...{ pays: booking.pays, owed: sumOf(owed, booking.currency), openCents },
    ...{ paidCents: paidCents + refundedCents, refundedCents },
    undecided,
    dueOn:
      openCents > 0 && !held && booking.payments.length === 0
        ? dueOf(booking, owed.at(-1)!.at, (await getSettings()).timeZone)
        : null,
    payUntil: held?.expiresAt ?? null,
    payable: isPayable(booking) && !undecided && openCents > 0 && (!held || held.expiresAt! > now),
    underWay: booking.payments.length > 0,
    billing: booking.billingProfile && billingOf(booking.billingProfile),
    billingOpen: booking.invoices.length === 0,
  }
}

const include = {
  seats: { include: { groupSession: true, formatVersion: true }, orderBy: { createdAt: "desc" } },
  billingProfile: true,
  invoices: { where: { kind: "invoice" }, orderBy: { issuedAt: "desc" }, take: 1 },
  payments: { where: { state: "processing" } },
} as const

/** A transfer that was taken back has not gone back, nor has what a bank has fetched back. */
async function refundedOf(bookingId: string): Promise<number> {
  const { _sum } = await db.refund.aggregate({
    where: {
      ...{ payment: { bookingId }, state: "succeeded" },
      NOT: [{ occasion: { startsWith: "withdrawn:" } }, { occasion: { startsWith: "disputed:" } }],
    },
    _sum: { grossCents: true },
  })
  return _sum.grossCents ?? 0
}

const isPayable = ({ pays, payments, seats }: Payable): boolean =>
  payments.length === 0 && onlineWay(pays, seats[0] && readContent(seats[0].formatVersion.content).payBy) !== null
type Payable = { pays: PaymentMethod | null; payments: object[]; seats: { formatVersion: { content: unknown } }[] }

type Due = {
  seats: { groupSession: { startsAt: Date; timeZone: string }; formatVersion: { content: unknown } }[]
  invoices: { dueOn: Date | null }[]
}

/** As the last invoice says; before there is one, as it would. */
function dueOf({ seats, invoices }: Due, askedAt: Date, houseZone: string): string | null {
  const [invoice, seat] = [invoices[0], seats[0]]
  if (invoice?.dueOn) return invoice.dueOn.toISOString().slice(0, 10)
  if (!seat) return null
  const { startsAt, timeZone } = seat.groupSession
  const { invoiceDays = 14 } = readContent(seat.formatVersion.content)
  return dueOn(localDayOf(askedAt, houseZone), invoiceDays, localDayOf(startsAt, timeZone))
}

/** Who is billed, as forms and the API name it. */
export const billingOf = (profile: Omit<BillingProfile, "bookingId" | "vatAnswer">) => ({
  ...{ company: profile.companyName, street: profile.street, postalCode: profile.postalCode, city: profile.city },
  ...{ country: profile.country, emails: profile.emails, vatCheck: profile.vatCheck },
  ...{ vatId: profile.vatId ?? undefined, poNumber: profile.poNumber ?? undefined },
  ...{ costCentre: profile.costCentre ?? undefined, buyerReference: profile.buyerReference ?? undefined },
})
