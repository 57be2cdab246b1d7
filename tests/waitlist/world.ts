import { randomUUID } from "node:crypto"
import type { ParticipantInput } from "@/lib/people/schema"
import { db } from "@/lib/db"
import { deriveCode } from "@/lib/secrets"
import { joinWaitlist } from "@/lib/waitlist/join-waitlist"
import type { WaitlistInput, Wish } from "@/lib/waitlist/schema"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { ofCompany } from "../round/closed-world"
import { type anke, done, monday } from "../support/world"

export type WorldEntry = { entryId: string; bookingId: string }
type JoinOptions = {
  now?: Date
  booker?: typeof anke
  calendarFor?: WaitlistInput["calendarFor"]
  wishes?: Wish[]
  formatId?: string
}

export const entryInput = (
  participant: ParticipantInput,
  sessions: { id: string }[],
  { booker, calendarFor, wishes = [], formatId }: JoinOptions = {},
): WaitlistInput => ({
  ...{
    requestId: randomUUID(),
    sessionIds: sessions.map(({ id }) => id),
    formatId,
    wishes,
    // What a closed round asks; an open one keeps nothing of it.
    participant: { ...participant, ...ofCompany },
    booker,
    calendarFor,
  },
  ...{ locale: "de", businessUseVersion: "test", termsVersion: "test", noSalesVersion: "test" },
})

/** Types an entry. */
export const join = async (participant: ParticipantInput, sessions: { id: string }[], options: JoinOptions = {}) =>
  done(await joinWaitlist(entryInput(participant, sessions, options), { now: options.now ?? monday }))

/** Types an entry and the code from the mail. */
export async function wait(
  participant: ParticipantInput,
  sessions: { id: string }[],
  options: JoinOptions = {},
): Promise<WorldEntry> {
  const { entryId, bookingId } = await join(participant, sessions, options)
  const proof = { code: deriveCode("booking", bookingId, 1) }
  done(await verifyEntry({ entryId, proof }, { now: options.now ?? monday }))
  return { entryId, bookingId }
}

/** Whom a session's seats are offered to, by e-mail, and how every entry stands. */
export async function offeredIn({ id }: { id: string }): Promise<string[]> {
  const seats = await db.seat.findMany({ where: { groupSessionId: id, state: "offered" }, include: { booking: true } })
  return seats.map(({ booking }) => booking.email).sort()
}

export const stateOf = async ({ entryId }: WorldEntry): Promise<string> =>
  (await db.waitlistEntry.findUniqueOrThrow({ where: { id: entryId } })).state
