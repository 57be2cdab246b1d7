import { db } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import type { WishedTime } from "./rules-wishes"

type Row = Omit<WishedTime, "person"> & {
  participantId: string
  title: string | null
  givenName: string
  familyName: string
  company: string
}

/** The times everybody has wished for who waits and has proved their mailbox, in the order in which they came. */
export async function listWishes(): Promise<WishedTime[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT e.format_id AS "formatId", b.locale AS language, w.weekday, w.from_time AS "from", w.until_time AS "until",
           b.participant_id AS "participantId", b.title, b.given_name AS "givenName", b.family_name AS "familyName",
           b.company_name AS company
      FROM waitlist_wishes w
      JOIN waitlist_entries e ON e.id = w.entry_id AND e.state = 'waiting' AND e.queued_at IS NOT NULL
      JOIN bookings b ON b.id = e.booking_id AND b.participant_id IS NOT NULL
     ORDER BY e.queued_at, e.id, w.weekday, w.from_time`
  return rows.map(({ participantId, title, givenName, familyName, company, ...time }) => ({
    ...time,
    person: { participantId, name: fullName({ title, givenName, familyName }), company },
  }))
}

/** How many people wait for a date that nobody has made yet. */
export async function countWishing(): Promise<number> {
  const [{ people }] = await db.$queryRaw<[{ people: number }]>`
    SELECT count(DISTINCT b.participant_id)::int AS people
      FROM waitlist_entries e JOIN bookings b ON b.id = e.booking_id
     WHERE e.state = 'waiting' AND e.queued_at IS NOT NULL
       AND EXISTS (SELECT FROM waitlist_wishes w WHERE w.entry_id = e.id)`
  return people
}
