import { db } from "@/lib/db"
import { env } from "@/lib/env"
import { fullName } from "@/lib/people/rules"
import type { FormatText, Locale } from "@/lib/sessions/schema"
import { getSettings } from "@/lib/sessions/settings"
import type { GroupSessionStatus } from "@/prisma/generated/client"
import { calendarUid, type Standing } from "./calendar"
import type { FeedEntry } from "./calendar-feed"
import { chosenTitle, roomOf } from "./facts"
import { mailTranslator } from "./translator"

/** What is over stays in a feed for a while, so that it does not vanish from a calendar the moment it has been. */
const keptMs = 90 * 86_400_000

const since = (now: Date) => new Date(now.getTime() - keptMs)

/**
 * The bookings in the name of one mailbox, each under the UID of its mailed entry: confirmed, asked for (tentative), or
 * called off with its session. What was given back is gone.
 */
export async function listOwnEntries(email: string, now: Date): Promise<FeedEntry[]> {
  const bookings = await db.booking.findMany({
    where: { email, verifiedAt: { not: null }, participantId: { not: null } },
    include: {
      seats: { include: { groupSession: { include: { format: true } } }, orderBy: { createdAt: "desc" } },
    },
    orderBy: { createdAt: "asc" },
  })
  const changes = await lastChanges(bookings.map(({ id }) => id))
  const { organizer } = await getSettings()
  return bookings.flatMap((booking): FeedEntry[] => {
    const { seats, id: bookingId, reference, locale } = booking
    const confirmed = seats.find(({ state }) => state === "confirmed")
    const requested = seats.find(({ state }) => state === "requested")
    const calledOff = seats[0]?.releaseReason === "session_cancelled" ? seats[0] : undefined
    const seat = confirmed ?? requested ?? calledOff
    if (!seat || seat.groupSession.endsAt < since(now)) return []
    const { startsAt, endsAt, placeText, format } = seat.groupSession
    return [
      {
        ...{ bookingId, reference, locale, email, attendee: fullName(booking), place: format.place, placeText },
        ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
        sequence: Math.max(0, booking.calendarSequence - 1),
        status: seat === confirmed ? "confirmed" : seat === requested ? "tentative" : "cancelled",
        ...roomOf(format),
        title: chosenTitle(booking, format, locale),
        stamp: changes.get(bookingId) ?? booking.createdAt,
        organizer: { name: organizer.name, address: organizer.email },
      },
    ]
  })
}

/** When something last happened to these bookings themselves, or to the sessions they are in. */
async function lastChanges(ids: string[]): Promise<Map<string, Date>> {
  const rows = await db.$queryRaw<{ id: string; at: Date }[]>`
    SELECT b.id, greatest(b.created_at,
             (SELECT max(a.at) FROM activities a WHERE a.booking_id = b.id),
             (SELECT max(a.at) FROM seats s JOIN activities a ON a.group_session_id = s.group_session_id
               WHERE s.booking_id = b.id AND a.kind IN ('session.edited', 'session.moved', 'session.cancelled'))) AS at
      FROM bookings b WHERE b.id = ANY(${ids}::uuid[])`
  return new Map(rows.map(({ id, at }) => [id, at]))
}

type Row = {
  id: string
  status: GroupSessionStatus
  startsAt: Date
  endsAt: Date
  placeText: string | null
  place: "online" | "on_site"
  texts: Record<Locale, FormatText>
  capacity: number
  minimum: number
  confirmed: number
  requested: number
  changedAt: Date
}

const standing: Record<GroupSessionStatus, Standing> = {
  ...{ draft: "tentative", published: "confirmed", guaranteed: "confirmed", finished: "confirmed" },
  cancelled: "cancelled",
}

/** The sessions somebody runs, with how many are coming. Nobody in them is named: calendars are shared. */
export async function listDeskEntries(scope: { hostId?: string }, locale: Locale, now: Date): Promise<FeedEntry[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT g.id, g.status, g.starts_at AS "startsAt", g.ends_at AS "endsAt", g.place_text AS "placeText", f.place, f.texts,
           g.capacity, g.minimum,
           (SELECT count(*)::int FROM seats s WHERE s.group_session_id = g.id AND s.state = 'confirmed') AS confirmed,
           (SELECT count(*)::int FROM seats s WHERE s.group_session_id = g.id AND s.state = 'requested') AS requested,
           greatest(g.created_at, (SELECT max(a.at) FROM activities a WHERE a.group_session_id = g.id)) AS "changedAt"
      FROM group_sessions g JOIN formats f ON f.id = g.format_id
     WHERE g.ends_at > ${since(now)} AND (${scope.hostId ?? null}::uuid IS NULL OR g.host_id = ${scope.hostId ?? null}::uuid)
     ORDER BY g.starts_at, g.id`
  const { organizer } = await getSettings()
  const t = mailTranslator(locale)
  return rows.map((row): FeedEntry => {
    const { id, startsAt, endsAt, place, placeText, texts, capacity, minimum, confirmed, requested } = row
    const title = t("mail.feed.title", { format: texts[locale].shortName, confirmed, capacity })
    return {
      ...{ bookingId: id, reference: "", locale, email: "", attendee: "", place, placeText, title, sequence: 0 },
      ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), stamp: row.changedAt },
      status: standing[row.status],
      uid: calendarUid(id, "desk"),
      description: t("mail.feed.counts", { confirmed, requested, capacity, minimum }),
      url: `${env().PUBLIC_URL}${locale === "de" ? "" : "/en"}/organizer/sessions/${id}`,
      organizer: { name: organizer.name, address: organizer.email },
    }
  })
}
