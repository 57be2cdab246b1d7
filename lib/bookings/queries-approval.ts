import { db } from "@/lib/db"
import { type Price, priceIn } from "@/lib/money"
import { fullName } from "@/lib/people/rules"
import { issueViewToken, isViewTokenValid, readViewToken } from "@/lib/secrets"
import { now as presentTime } from "@/lib/clock"
import { listPublicSessionsById, type PublicSession } from "@/lib/sessions/queries"
import type { Locale, Terms } from "@/lib/sessions/schema"
import { type Holder, ofGeneration } from "./policy"
import { type Deadline, deadlines } from "./rules"

/** The link for approval of a booking, for its holders, and why in their words; null while there is none. */
export async function findApprovalLink({
  bookingId,
  role,
  generation,
}: Omit<Holder, "purpose">): Promise<{ token: string; reason: string | null } | null> {
  const booking = await db.booking.findUnique({
    where: { id: bookingId, ...ofGeneration(role, generation) },
    select: { approvalOpen: true, approvalGeneration: true, approvalReason: true },
  })
  if (!booking?.approvalOpen) return null
  const token = issueViewToken("approval", bookingId, booking.approvalGeneration)
  return { token, reason: booking.approvalReason }
}

/** What somebody needs who says yes to it: who, why, when, what it costs and by which terms. No address of anybody. */
export type Approval = {
  reference: string
  participant: string
  company: string
  booker: string | null
  state: "requested" | "confirmed" | "released"
  decideAt: Date | null
  session: PublicSession
  price: Price | null
  terms: Terms
  deadlines: Deadline[]
  agreedAt: Date
  /** Why, in the words of whoever made the link. */
  reason: string | null
}

/** The page behind a link for approval; null for what is none, and for one that was ended or replaced. */
export async function findApproval(token: string, locale: Locale, now = presentTime()): Promise<Approval | null> {
  const bookingId = readViewToken(token)
  if (!bookingId) return null
  const booking = await db.booking.findUnique({
    where: { id: bookingId, approvalOpen: true, verifiedAt: { not: null } },
    include: { seats: { orderBy: { createdAt: "desc" } } },
  })
  if (!booking || !isViewTokenValid("approval", token, booking.approvalGeneration)) return null
  const withState = (state: string) => booking.seats.find((seat) => seat.state === state)
  const seat = withState("confirmed") ?? withState("requested") ?? booking.seats[0]
  const [session] = seat ? await listPublicSessionsById([seat.groupSessionId], locale, now) : []
  if (!seat || !session) return null
  const terms = booking.terms as Terms
  return {
    reference: booking.reference,
    participant: fullName(booking),
    company: booking.companyName,
    booker: booking.bookerName,
    state: seat.state === "confirmed" || seat.state === "requested" ? seat.state : "released",
    decideAt: seat.state === "requested" ? seat.decideAt : null,
    session,
    price: priceIn(booking),
    terms,
    deadlines: deadlines(terms, session.startsAt, session.timeZone),
    agreedAt: booking.agreedAt,
    reason: booking.approvalReason,
  }
}
