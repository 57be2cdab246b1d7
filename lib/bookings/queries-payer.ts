import { db, type Tx } from "@/lib/db"
import { moneyOf, type Price } from "@/lib/money"
import { isAmong } from "@/lib/people/rules-companies"
import type { TokenRole } from "@/lib/secrets"
import { priceOf } from "./agreed-price"
import { type AgreedPrice, agreedPrice, isFor, netLeft, priceLeft, usedVoucher } from "./rules-price"

type Viewer = { bookingId: string; role: TokenRole }

/**
 * Whether the account and the invoices of a booking are for its holder to see. They are of who is billed: somebody from
 * another company who has taken the seat over sits there at its expense, and learns neither its address nor its mailboxes,
 * until they are billed themselves. Whoever books for others is part of it, unless it was they who have named them.
 */
export async function seesAccount(viewer: Viewer, tx: Tx = db): Promise<boolean> {
  const outsider = await outsiderOf(viewer, tx)
  if (!outsider) return true
  const { bookingId } = viewer
  const billed = await tx.billingProfile.findUnique({ where: { bookingId }, select: { emails: true } })
  return !billed || isAmong(billed.emails, outsider)
}

/** The mailboxes whose documents a holder may see; null for all. Who has come from another company sees their own. */
export async function readersFor(viewer: Viewer): Promise<string[] | null> {
  const outsider = await outsiderOf(viewer)
  return outsider ? [outsider] : null
}

/** The mailbox of a holder who has come to a booking from another company than it was made for; null for everybody else. */
async function outsiderOf({ bookingId, role }: Viewer, tx: Tx = db): Promise<string | null> {
  const came = await tx.substitution.findFirst({
    where: { bookingId, state: "accepted" },
    select: { closedAt: true, booking: { select: { email: true, bookerEmail: true } } },
    orderBy: { closedAt: "asc" },
  })
  if (!came) return null
  const { email, bookerEmail } = came.booking
  if (role === "participant") return email
  const named = {
    bookingId,
    kind: "booking.booker_changed",
    actorKind: "participant",
    at: { gte: came.closedAt! },
  } as const
  return (await tx.activity.count({ where: named })) > 0 ? bookerEmail : null
}

/**
 * Whether a seat would cost more than was agreed with another company, which pays for the booking of this holder: it has
 * agreed to no more. What a voucher takes off is counted.
 */
export async function exceedsAgreed(
  { price, formatId, ...viewer }: Viewer & { price: Price | null; formatId: string },
  tx: Tx = db,
): Promise<boolean> {
  if (!price || (await seesAccount(viewer, tx))) return false
  const [now, then] = [await priceAt({ ...viewer, price, formatId }, tx), (await priceOf(tx, viewer.bookingId)).price]
  const [costs, agreed] = [now, then].map((each) => moneyOf(priceLeft(each) ?? { ...price, netCents: 0 }))
  return costs!.netCents > agreed!.netCents || costs!.grossCents > agreed!.grossCents
}

/**
 * Whether a booking has to say who is billed before it takes a seat at a price: not where a voucher leaves nothing to pay.
 * @param seat `formatId`: that of the seat, where the booking has none of it yet
 */
export async function lacksBilling(seat: Seat, tx: Tx = db): Promise<boolean> {
  if (!seat.price) return false
  const { bookingId } = seat
  if ((await tx.billingProfile.count({ where: { bookingId } })) > 0) return false
  return netLeft(await priceAt(seat, tx)) > 0
}

type Seat = { bookingId: string; price: Price | null; formatId?: string }

/** A price with what the voucher of the booking takes off it. */
async function priceAt({ bookingId, price, formatId }: Seat, tx: Tx): Promise<AgreedPrice | null> {
  const use = await tx.voucherUse.findUnique({ where: { bookingId }, include: { voucher: true } })
  const used = usedVoucher(use)
  return agreedPrice(price, used && (!formatId || isFor(used, formatId)) ? used : null)
}
