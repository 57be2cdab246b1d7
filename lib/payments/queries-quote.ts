import { readsFees, termsToLeave } from "@/lib/bookings/after-roster"
import { priceOf } from "@/lib/bookings/agreed-price"
import { exceedsAgreed, seesAccount } from "@/lib/bookings/queries-payer"
import { deadlines, feeDue } from "@/lib/bookings/rules"
import { agreedPrice, isFor, priceLeft, usedVoucher } from "@/lib/bookings/rules-price"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import { type Money, negated, priceIn, sumOf } from "@/lib/money"
import type { TokenRole } from "@/lib/secrets"
import { type Entry, readLedger, type UndecidedLines } from "./read-ledger"
import { balanceOf, type Fact, isMoved } from "./rules-ledger"

export type QuotedAction = "release" | "rebooking"

/** What giving a seat back, or moving it, would come to at this moment. */
export type Quote = {
  fee: Money
  feePercent: number
  /** What is owed more by it, fee included; less than nothing where it is less. */
  change: Money
  /** Goes back to where it came from. */
  refundCents: number
  /** Is to be paid then. */
  dueCents: number
  /** What is to be paid beside, of which nobody knows the VAT yet. */
  undecided: UndecidedLines | null
  /** Until when that holds; null is until a session begins, the one that is left or the one that is taken. */
  deadlineAt: Date | null
  /** The fee comes back when somebody else takes the seat. */
  waivedWhenRefilled: boolean
  /** Another company pays: what it owes and gets back is not said, and is nothing here. */
  paidElsewhere: boolean
  /** It would cost more than that company has agreed to, and is refused (`paid_by_other_company`). */
  exceedsAgreed: boolean
  timeZone: string
}

type Asked = { bookingId: string; role?: TokenRole; action: QuotedAction; sessionId?: string }

/**
 * The same lines that the ledger would get, without writing them. Null where the booking has no seat to give back, or
 * there is no session to move to.
 * @param asked `role`: of the holder who asks
 */
export async function findQuote(
  { bookingId, role = "participant", action, sessionId }: Asked,
  now = presentTime(),
): Promise<Quote | null> {
  const booking = await db.booking.findUnique({ where: { id: bookingId }, include: { ...seats, voucherUse } })
  const seat = (["confirmed", "requested", "held"] as const)
    .map((state) => booking?.seats.find((each) => each.state === state))
    .find(Boolean)
  if (!booking || !seat) return null
  const target = action === "rebooking" ? await findTarget(sessionId) : null
  if (action === "rebooking" && !target) return null
  const way = action === "release" ? "release" : "rebook"
  const { startsAt, timeZone } = seat.groupSession
  const terms = await termsToLeave(db, seat.id, role, booking.terms)
  const { price } = await priceOf(db, bookingId)
  const asked = seat.state === "confirmed" ? priceLeft(price) : null
  const { percent, netCents } = feeDue(terms, asked, startsAt, timeZone, now, way)
  const left = { seatId: seat.id, feeNetCents: netCents, at: now }
  const used = usedVoucher(booking.voucherUse)
  const voucher = used && target && isFor(used, target.format.id) ? used : null
  const fact: Fact = target
    ? {
        ...left,
        kind: "moved",
        seatId: "target",
        fromSeatId: seat.id,
        price: agreedPrice(priceIn(target.format), voucher),
      }
    : { ...left, kind: "released" }
  const place = target && { seatId: "target", place: target.format.place }
  const { written, missing, undecided } = await readLedger(db, bookingId, { facts: [fact], place: place ?? undefined })
  const paidElsewhere = !(await seesAccount({ bookingId, role }))
  const before = await readLedger(db, bookingId)
  const owed = (entries: Entry[]) => entries.filter((entry) => !isMoved(entry))
  // What was owed before is in the balance, too.
  const silent = paidElsewhere || !(await readsFees({ bookingId, role }))
  const change = silent
    ? []
    : [...owed([...written, ...missing]), ...owed([...before.written, ...before.missing]).map(negated)]
  const openCents = silent ? 0 : balanceOf([...written, ...missing]).openCents
  const step = asked && deadlines(terms, startsAt, timeZone, way).find(({ until }) => until === null || now < until)
  const begins = target && target.startsAt < startsAt ? target.startsAt : startsAt
  return {
    fee: sumOf(
      missing.filter(({ occasion }) => occasion === `fee:${seat.id}`),
      booking.currency,
    ),
    change: sumOf(change, booking.currency),
    feePercent: percent,
    refundCents: Math.max(-openCents, 0),
    dueCents: Math.max(openCents, 0),
    undecided: silent ? null : undecided,
    deadlineAt: step?.until && step.until < begins ? step.until : null,
    waivedWhenRefilled: netCents > 0 && terms.waivedWhenRefilled,
    paidElsewhere,
    exceedsAgreed:
      target !== null &&
      (await exceedsAgreed({ bookingId, role, price: priceIn(target.format), formatId: target.format.id })),
    timeZone,
  }
}

const seats = { seats: { where: { state: { not: "released" } }, include: { groupSession: true } } } as const
const voucherUse = { include: { voucher: true } } as const

const findTarget = async (sessionId?: string) =>
  sessionId && isUuid(sessionId)
    ? db.groupSession.findFirst({
        where: { id: sessionId, status: { in: ["published", "guaranteed"] } },
        include: { format: true },
      })
    : null
