import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { Prisma } from "@/prisma/generated/client"
import { definitionOf, factNames, facts, type NumberName, numberNames, span } from "./definitions"
import { type Reading, leadSteps } from "./rules"

/** Which sessions: those that begin in a span of instants, of one format, of one host. */
export type NumbersScope = { from: Date; until: Date; format?: string; hostId?: string }

/** A number that was read, with what its explanation needs. */
export type Counted = Reading & { name: NumberName; unit: "share" | "days" | "hours"; values: Record<string, number> }

/** All numbers at once, in one statement that goes through each of the facts once. */
export async function readNumbers(scope: NumbersScope, now = presentTime()): Promise<Record<NumberName, Counted>> {
  const totals = numberNames.flatMap((name) => {
    const { part, whole, median } = definitionOf(name)
    return [part, whole, median].map((total, index) => ({ ...total, column: column(name, index) }))
  })
  const sums = factNames.map((fact) => {
    const columns = totals.flatMap(({ over, value, column }) =>
      over === fact && value ? Prisma.sql`(${value})::float8 AS ${column}` : [],
    )
    return Prisma.sql`(SELECT ${Prisma.join(columns)} FROM ${Prisma.raw(fact)}) ${Prisma.raw(`${fact}_sums`)}`
  })
  const [row] = await db.$queryRaw<[Record<string, number | null>]>`
    WITH ${facts(scope, now)} SELECT * FROM ${Prisma.join(sums)}`
  const counted = (name: NumberName): Counted => {
    const { unit, values = {} } = definitionOf(name)
    const [part, whole, median] = [0, 1, 2].map((index) => row[`${name} ${index}`])
    return { name, unit, values, part: part ?? 0, whole: whole ?? 0, median: median ?? null }
  }
  return Object.fromEntries(numberNames.map((name) => [name, counted(name)])) as Record<NumberName, Counted>
}

// Names of our own code, never of an address.
const column = (name: NumberName, index: number) => Prisma.raw(`"${name} ${index}"`)

/** A session that took place, in numbers. */
export type SessionNumbers = {
  id: string
  startsAt: Date
  timeZone: string
  capacity: number
  confirmed: number
  attended: number
  excused: number
  absent: number
}

/** How full the last sessions were, the oldest first; as many as a picture can show, or all. */
export async function listSessionNumbers(
  scope: NumbersScope,
  limit: number | null,
  now = presentTime(),
): Promise<SessionNumbers[]> {
  return db.$queryRaw<SessionNumbers[]>`
    WITH ${span(scope, now)}, last AS (SELECT * FROM span WHERE held ORDER BY starts_at DESC, id LIMIT ${limit})
    SELECT last.id, last.starts_at AS "startsAt", last.time_zone AS "timeZone", last.capacity, n.*
      FROM last CROSS JOIN LATERAL (
        SELECT count(*)::int AS confirmed,
               count(*) FILTER (WHERE attendance = 'attended')::int AS attended,
               count(*) FILTER (WHERE attendance = 'excused')::int AS excused,
               count(*) FILTER (WHERE attendance = 'absent')::int AS absent
          FROM seats WHERE group_session_id = last.id AND state = 'confirmed') n
     ORDER BY last.starts_at, last.id`
}

/** How many bookings came how long before the start, in the steps of `leadSteps`. */
export async function countLeadTimes(scope: NumbersScope, now = presentTime()): Promise<number[]> {
  const bounds = leadSteps.slice(1).map(({ from }) => from)
  const rows = await db.$queryRaw<{ step: number; bookings: number }[]>`
    WITH ${facts(scope, now)}
    SELECT width_bucket(extract(epoch FROM starts_at - asked_at)::float8 / 86400, ${bounds}::float8[]) AS step,
           count(*)::int AS bookings
      FROM chair WHERE stayed AND NOT handed GROUP BY 1`
  return leadSteps.map((_, index) => rows.find(({ step }) => step === index)?.bookings ?? 0)
}

/** How often the people of a session have sat in an earlier one, by the id of their seat. */
export async function countEarlierVisits(
  sessionId: string,
  scope: { hostId?: string } = {},
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ seatId: string; visits: number }[]>`
    SELECT x.id AS "seatId", count(DISTINCT y.group_session_id)::int AS visits
      FROM seats x
      JOIN group_sessions here ON here.id = x.group_session_id
      JOIN seats y ON y.participant_id = x.participant_id AND y.state = 'confirmed'
       AND (y.attendance IS NULL OR y.attendance = 'attended')
      JOIN group_sessions s ON s.id = y.group_session_id AND s.ends_at <= here.starts_at
       ${scope.hostId ? Prisma.sql`AND s.host_id = ${scope.hostId}::uuid` : Prisma.empty}
     WHERE x.group_session_id = ${sessionId}::uuid AND x.state = 'confirmed' GROUP BY x.id`
  return new Map(rows.map(({ seatId, visits }) => [seatId, visits]))
}
