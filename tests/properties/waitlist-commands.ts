import type { By } from "@/lib/activity"
import { db } from "@/lib/db"
import { deriveCode } from "@/lib/secrets"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { joinWaitlist } from "@/lib/waitlist/join-waitlist"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { closeEntries, passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { pinEntry } from "@/lib/waitlist/pin-entry"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { billed } from "../support/world"
import { entryInput } from "../waitlist/world"
import { type Answer, type Ask, nth, type World } from "./world"

type Numbers = { session: number; booking: number; person: number; amount: number }
type Verb = (world: World, numbers: Numbers, by: By) => Promise<Answer | undefined>

/** What people do who wait. `asked` asks twice at once, as a double click does. */
export const waitlistVerbs = (asked: (world: World, ask: Ask) => Promise<Answer>) =>
  ({
    join: async (world, { session, person, amount }) => {
      const input = entryInput(nth(world.people, person)!, [{ id: nth(world.sessions, session)! }])
      const other = [nth(world.sessions, session + 1)!]
      if (amount === 1) input.booker = { name: "Assistenz", email: nth(world.people, person + 1)!.email }
      const answer = await asked(world, (requestId, differently) =>
        joinWaitlist({ ...input, requestId, ...(differently && { sessionIds: other }) }, { now: world.now }),
      )
      if (answer.ok) world.entries.push((answer as unknown as { entryId: string }).entryId)
      return answer
    },
    joinVerified: async (world, { booking }) => {
      const entryId = recent(world, booking)
      const entry =
        entryId && (await db.waitlistEntry.findUnique({ where: { id: entryId }, include: { booking: true } }))
      if (!entry) return
      const code = deriveCode("booking", entry.bookingId, entry.booking.codeGeneration)
      return verifyEntry({ entryId, proof: { code } }, { now: world.now })
    },
    waitFor: async (world, { booking, session }, by) => {
      const bookingId = nth(world.bookings, booking)
      return bookingId ? waitForSession({ bookingId, sessionId: nth(world.sessions, session)! }, by) : undefined
    },
    accept: async (world, { booking }, by) => {
      const entryId = (await offered(world, booking)) ?? recent(world, booking)
      return entryId ? acceptOffer({ entryId, billing: billed }, by) : undefined
    },
    declineOffer: async (world, { booking, amount }, by) => {
      const entryId = (await offered(world, booking)) ?? recent(world, booking)
      return entryId ? declineOffer({ entryId, scope: amount === 1 ? "all" : "date" }, by) : undefined
    },
    leave: async (world, { booking, amount }, by) => {
      const entryId = amount === 0 ? recent(world, booking) : undefined
      return entryId ? leaveWaitlist({ entryId }, by) : undefined
    },
    pin: async (world, { booking, amount }, by) => {
      const entryId = recent(world, booking)
      return entryId ? pinEntry({ entryId, pinned: amount % 2 === 0 }, by) : undefined
    },
    passOn: async ({ now }) => {
      await passOnSeats({ now })
      await closeEntries({ now })
      return undefined
    },
  }) satisfies Record<string, Verb>

const recent = ({ entries }: World, index: number): string | undefined => nth(entries.slice(-4), index)

/** One of the offers of this story: those of earlier ones stay open, and may be nobody's to accept any more. */
async function offered({ entries, bookings }: World, index: number): Promise<string | undefined> {
  const open = await db.seatOffer.findMany({
    where: { state: "open", entry: { OR: [{ id: { in: entries } }, { bookingId: { in: bookings } }] } },
    orderBy: { offeredAt: "asc" },
    select: { entryId: true },
  })
  return nth(open, index)?.entryId
}
