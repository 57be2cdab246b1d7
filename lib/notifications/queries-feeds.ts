import { createHash } from "node:crypto"
import { type Holder, ofGeneration } from "@/lib/bookings/policy"
import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { env } from "@/lib/env"
import { isViewTokenValid, issueViewToken, readViewToken } from "@/lib/secrets"
import { calendarFeed } from "./calendar-feed"
import { listDeskEntries, listOwnEntries } from "./feed-entries"
import { type FeedOwner, ownedBy } from "./rules-feeds"
import { mailTranslator } from "./translator"

/**
 * The mailbox behind a participant's link, as who owns a feed: the link went there and nowhere else. Null for an assistant,
 * who would see of the participant what others have booked for them.
 */
export async function mailboxOf({
  bookingId,
  role,
  generation,
}: Omit<Holder, "purpose">): Promise<Extract<FeedOwner, { bookingId: string }> | null> {
  if (role !== "participant") return null
  const booking = await db.booking.findUnique({
    where: {
      id: bookingId,
      verifiedAt: { not: null },
      participantId: { not: null },
      ...ofGeneration(role, generation),
    },
    select: { email: true },
  })
  const person = booking && (await db.participant.findUnique({ where: { email: booking.email }, select: { id: true } }))
  return person && { participantId: person.id, bookingId }
}

/** The address of somebody's feed; null while there is none. */
export async function findFeedAddress(owner: FeedOwner): Promise<string | null> {
  const feed = await db.calendarFeed.findUnique({ where: ownedBy(owner) })
  return feed && `${env().PUBLIC_URL}/api/calendar/${issueViewToken("feed", feed.id, feed.generation)}.ics`
}

export type Feed = { body: string; etag: string }

/**
 * What stands behind a feed's address now; null where there is none, or none any more. A mailbox has the bookings in its
 * own name, a member of the team all sessions, a host their own: in counts, never in names.
 */
export async function findFeed(token: string, now = presentTime()): Promise<Feed | null> {
  const id = readViewToken(token)
  const feed =
    id && (await db.calendarFeed.findUnique({ where: { id }, include: { participant: true, teamMember: true } }))
  if (!feed || !isViewTokenValid("feed", token, feed.generation)) return null
  const { participant, teamMember } = feed
  if (teamMember?.removedAt || participant?.erasedAt) return null
  const locale = (participant ?? teamMember)!.locale
  const entries = participant
    ? await listOwnEntries(participant.email, now)
    : await listDeskEntries(teamMember!.role === "host" ? { hostId: teamMember!.id } : {}, locale, now)
  const name = mailTranslator(locale)(participant ? "mail.feed.name" : "mail.feed.deskName")
  const body = calendarFeed({ name, locale, entries })
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`
  return { body, etag }
}
