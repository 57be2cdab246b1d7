import type { Actor } from "@/lib/activity"
import { db } from "@/lib/db"
import { NotFoundError } from "@/lib/errors"
import { isTokenValid, issueToken, readToken, type TokenPurpose, type TokenRole } from "@/lib/secrets"

/** Who holds a booking: what the holder may do follows from the purpose of the token. */
export type Holder = { bookingId: string; role: TokenRole; purpose: TokenPurpose; generation: number }

/** The holder as who does something. Whether the link still opens the booking is looked at once more under the lock. */
export const actorOf = ({ role, generation }: Pick<Holder, "role" | "generation">): Actor => ({
  kind: role,
  generation,
})

/** The condition that a booking is still of the generation of a link: what is read then is of the person who has it. */
export const ofGeneration = (role: TokenRole, generation: number) =>
  role === "booker" ? { bookerGeneration: generation } : { participantGeneration: generation }

/**
 * Whose token it is. It must be one of ours, of the present generation and of a role the booking has; everything
 * else is nobody.
 */
export const holderOf = (token: string): Promise<Holder | null> => holderAt(token, 0)

/**
 * Whose token it was until the generation last rose, which is what handing the seat over does. It opens nothing; it only
 * lets whoever did that hear once more what they were answered.
 */
export const formerHolderOf = (token: string): Promise<Holder | null> => holderAt(token, 1)

async function holderAt(token: string, generationsAgo: number): Promise<Holder | null> {
  const claim = readToken(token)
  if (!claim) return null
  const booking = await db.booking.findUnique({ where: { id: claim.bookingId }, select: generations })
  const present = booking && generationOf(booking, claim.role, claim.purpose)
  const generation = present && present - generationsAgo
  return generation && isTokenValid(token, generation) ? { ...claim, generation } : null
}

/** The holders behind several tokens (an assistant's cookie), in their order; void ones are left out. */
export async function holdersOf(tokens: string[]): Promise<Holder[]> {
  const holders = await Promise.all(tokens.map(holderOf))
  return holders.filter((holder) => holder !== null)
}

/** Those of them who manage a booking, each booking once. */
export const managersOf = (holders: Holder[]): Holder[] => [
  ...new Map(
    holders.filter(({ purpose }) => purpose === "manage").map((holder) => [holder.bookingId, holder]),
  ).values(),
]

/**
 * Manages a booking in the browser: the token in every mailed link and in the cookie it is exchanged for.
 * @param generation the one that was proved; where another person has the seat by now it opens nothing
 */
export const manageToken = (bookingId: string, role: TokenRole, generation?: number): Promise<string> =>
  tokenFor(bookingId, role, "manage", generation)

/** Manages a booking through the API. Every one is fresh. */
export const apiToken = (bookingId: string, role: TokenRole, generation?: number): Promise<string> =>
  tokenFor(bookingId, role, "api", generation)

/** Sees the state of a hold and may enter its code, no more: for the browser that typed the booking. */
export const holdToken = (bookingId: string, role: TokenRole): Promise<string> => tokenFor(bookingId, role, "hold")

/** Stands in the link beside the code and proves the mailbox as the code does, until a new code is asked for. */
export const verifyToken = (bookingId: string, role: TokenRole): Promise<string> => tokenFor(bookingId, role, "verify")

async function tokenFor(bookingId: string, role: TokenRole, purpose: TokenPurpose, proved?: number): Promise<string> {
  const booking = await db.booking.findUnique({ where: { id: bookingId }, select: generations })
  const present = booking && generationOf(booking, role, purpose)
  if (!present) throw new NotFoundError("booking")
  return issueToken({ purpose, role, bookingId }, proved ?? present)
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
