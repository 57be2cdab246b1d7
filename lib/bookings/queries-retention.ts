import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { limitsOf } from "@/lib/sessions/rules-retention"
import type { Retention } from "@/lib/sessions/schema"

/** What the next run would forget under these periods. */
export type Due = { people: number; unconfirmed: number; mails: number; names: number }

/** Counts it, with the same functions of the database that the run asks. Nothing is changed. */
export async function countDue(retention: Retention, zone: string, now = presentTime()): Promise<Due> {
  const { people, unproved, mails, letters, day } = limitsOf(retention, zone, now)
  const [due] = await db.$queryRaw<[Due]>`
    SELECT (SELECT count(*)::int FROM people_to_erase(${people})) AS people,
           (SELECT count(*)::int FROM bookings_to_forget(${unproved})) AS unconfirmed,
           (SELECT count(*)::int FROM mails_to_forget(${mails}, ${letters})) AS mails,
           (SELECT count(*)::int FROM bookings WHERE name_kept_until < ${day}::date) AS names`
  return due
}
