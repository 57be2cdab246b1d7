import { db } from "@/lib/db"
import { NotFoundError } from "@/lib/errors"
import { isTokenValid, issueToken, readToken, type TokenPurpose, type TokenRole } from "@/lib/secrets"

/** Who holds a booking: what the holder may do follows from the purpose of the token. */
export type Holder = { bookingId: string; role: TokenRole; purpose: TokenPurpose }

/**
 * Whose token it is. It must be one of ours, of the present generation and of a role the booking has; everything
 * else is nobody.
 */
export async function holderOf(token: string): Promise<Holder | null> {
  const claim = readToken(token)
  if (!claim) return null
  const booking = await db.booking.findUnique({ where: { id: claim.bookingId }, select: generations })
  const generation = booking && generationOf(booking, claim.role, claim.purpose)
  return generation && isTokenValid(token, generation) ? claim : null
}

/** The holders behind several tokens (an assistant's cookie), in their order; void ones are left out. */
export async function holdersOf(tokens: string[]): Promise<Holder[]> {
  const holders = await Promise.all(tokens.map(holderOf))
  return holders.filter((holder) => holder !== null)
}

/** Manages a booking in the browser: the token in every mailed link and in the cookie it is exchanged for. */
export const manageToken = (bookingId: string, role: TokenRole): Promise<string> => tokenFor(bookingId, role, "manage")

/** Manages a booking through the API. Every one is fresh. */
export const apiToken = (bookingId: string, role: TokenRole): Promise<string> => tokenFor(bookingId, role, "api")

/** Sees the state of a hold and may enter its code, no more: for the browser that typed the booking. */
export const holdToken = (bookingId: string, role: TokenRole): Promise<string> => tokenFor(bookingId, role, "hold")

/** Stands in the link beside the code and proves the mailbox as the code does, until a new code is asked for. */
export const verifyToken = (bookingId: string, role: TokenRole): Promise<string> => tokenFor(bookingId, role, "verify")

async function tokenFor(bookingId: string, role: TokenRole, purpose: TokenPurpose): Promise<string> {
  const booking = await db.booking.findUnique({ where: { id: bookingId }, select: generations })
  const generation = booking && generationOf(booking, role, purpose)
  if (!generation) throw new NotFoundError("booking")
  return issueToken({ purpose, role, bookingId }, generation)
}

const generations = {
  codeGeneration: true,
  participantGeneration: true,
  bookerGeneration: true,
  bookerEmail: true,
  verifiedAt: true,
} as const
type Generations = {
  codeGeneration: number
  participantGeneration: number
  bookerGeneration: number
  bookerEmail: string | null
  verifiedAt: Date | null
}

/** Null where there is nothing to hold: no booker, or nothing to manage before a mailbox is verified. */
function generationOf(booking: Generations, role: TokenRole, purpose: TokenPurpose): number | null {
  if (role === "booker" && !booking.bookerEmail) return null
  if (purpose === "verify") return booking.codeGeneration
  if (purpose !== "hold" && !booking.verifiedAt) return null
  return role === "booker" ? booking.bookerGeneration : booking.participantGeneration
}
