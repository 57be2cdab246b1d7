import { Prisma } from "@/prisma/generated/client"

/** A cancellation is late within so many hours before the start. */
export const lateHours = 48

/** Something counted over all rows of one of the facts below. */
export type Total = { over: Fact; value: Prisma.Sql }

/**
 * A number: what is counted (`part`) of how many (`whole`), or the median of something over so many. What it means is
 * said under its name in messages/…/numbers.json, with `values` filled in.
 */
type Definition = {
  unit: "share" | "days" | "hours"
  part?: Total
  whole: Total
  /** What the median is taken of; `whole` counts the same rows. */
  median?: Total
  values?: Record<string, number>
}

const { sql } = Prisma

export const factNames = ["span", "chair", "gap", "guest"] as const
type Fact = (typeof factNames)[number]
type Scope = { from: Date; until: Date; format?: string; hostId?: string }

const ofHost = ({ hostId }: Scope) => (hostId ? sql`AND s.host_id = ${hostId}::uuid` : Prisma.empty)

/** The first of the facts by itself. */
export const span = (scope: Scope, now: Date): Prisma.Sql => sql`
  span AS MATERIALIZED (
    SELECT s.id, s.starts_at, s.ends_at, s.time_zone, s.capacity, s.status <> 'cancelled' AS held
      FROM group_sessions s
     WHERE s.published_at IS NOT NULL AND s.ends_at <= ${now}
       AND s.starts_at >= ${scope.from} AND s.starts_at < ${scope.until} ${ofHost(scope)}
       ${scope.format ? sql`AND s.format_id = (SELECT id FROM formats WHERE slug = ${scope.format})` : Prisma.empty}
  )`

/**
 * What the definitions count, as parts of one statement:
 * `span`   sessions of the choice that were published and are over; `held` if they took place
 * `chair`  every seat that was ever confirmed in one that took place. `stayed`: still confirmed when it began;
 *          `given`: given back by the person; `left`: free again for another; `handed`: it came from the person before
 * `gap`    a chair that was left, with when it was taken again: each new confirmation takes the one that has been free longest
 * `guest`  a person who sat in one that took place, and how often until then; nobody has two seats in one session
 */
export const facts = (scope: Scope, now: Date): Prisma.Sql => sql`
  ${span(scope, now)}, chair AS MATERIALIZED (
    SELECT x.id, x.group_session_id, x.participant_id, x.attendance, x.confirmed_at, x.released_at, x.release_reason,
           span.starts_at, coalesce(x.requested_at, x.confirmed_at) AS asked_at,
           x.state = 'confirmed' AS stayed, coalesce(x.release_reason = 'cancelled', false) AS given,
           coalesce(x.release_reason IN ('cancelled', 'rebooked', 'organizer'), false) AS "left",
           (x.booking_id, x.group_session_id, x.confirmed_at) IN (
             SELECT o.booking_id, o.group_session_id, o.released_at FROM seats o
              WHERE o.release_reason = 'substituted' AND o.confirmed_at IS NOT NULL) AS handed
      FROM seats x JOIN span ON span.id = x.group_session_id AND span.held
     WHERE x.confirmed_at IS NOT NULL
  ), turn AS (
    SELECT group_session_id, released_at AS at, 1 AS step FROM chair WHERE "left"
    UNION ALL
    SELECT group_session_id, confirmed_at, -1 FROM chair
     WHERE NOT handed AND group_session_id IN (SELECT group_session_id FROM chair WHERE "left")
  ), walk AS (
    SELECT *, sum(step) OVER w AS height, row_number() OVER w AS place FROM turn
    WINDOW w AS (PARTITION BY group_session_id ORDER BY at, step DESC ROWS UNBOUNDED PRECEDING)
  ), low AS (
    -- How often nobody had left a chair: below zero the walk is at its lowest, and that confirmation took a new one.
    SELECT *, least(0, min(height) OVER w) AS lowest,
           least(0, min(height) OVER (PARTITION BY group_session_id ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS before
      FROM walk WINDOW w AS (PARTITION BY group_session_id ORDER BY place ROWS UNBOUNDED PRECEDING)
  ), freed AS (
    SELECT group_session_id, at, row_number() OVER (PARTITION BY group_session_id ORDER BY place) AS number FROM walk WHERE step = 1
  ), taken AS (
    SELECT group_session_id, at, row_number() OVER (PARTITION BY group_session_id ORDER BY place) AS number
      FROM low WHERE step = -1 AND lowest = coalesce(before, 0)
  ), gap AS MATERIALIZED (
    SELECT freed.at AS free_at, taken.at AS taken_at FROM freed LEFT JOIN taken USING (group_session_id, number)
  ), guest AS MATERIALIZED (
    SELECT y.participant_id, count(*) AS visits
      FROM seats y JOIN group_sessions s ON s.id = y.group_session_id
     WHERE y.state = 'confirmed' AND (y.attendance IS NULL OR y.attendance = 'attended')
       AND s.ends_at <= ${now} AND s.starts_at < ${scope.until} ${ofHost(scope)}
       AND y.participant_id IN (SELECT c.participant_id FROM chair c
                                 WHERE c.stayed AND (c.attendance IS NULL OR c.attendance = 'attended'))
     GROUP BY y.participant_id
  )`

/** How many rows there are, or how many of a kind. */
const count = (over: Fact, where = sql`true`): Total => ({ over, value: sql`count(*) FILTER (WHERE ${where})` })

const median = (over: Fact, of: Prisma.Sql, where: Prisma.Sql): Total => ({
  over,
  value: sql`percentile_cont(0.5) WITHIN GROUP (ORDER BY ${of}) FILTER (WHERE ${where})`,
})

/** Every number the desk knows, in the order in which they are shown. */
export const definitions = {
  fill: {
    unit: "share",
    part: count("chair", sql`stayed`),
    whole: { over: "span", value: sql`sum(capacity) FILTER (WHERE held)` },
  },
  attendance: {
    unit: "share",
    part: count("chair", sql`attendance = 'attended'`),
    whole: count("chair", sql`attendance IS NOT NULL`),
  },
  noShow: {
    unit: "share",
    part: count("chair", sql`attendance = 'absent'`),
    whole: count("chair", sql`attendance IS NOT NULL`),
  },
  lateCancellation: {
    unit: "share",
    part: count("chair", sql`given AND starts_at - released_at < make_interval(hours => ${lateHours}::int)`),
    whole: count("chair", sql`stayed OR given`),
    values: { hours: lateHours },
  },
  refill: {
    unit: "share",
    part: count("gap", sql`taken_at IS NOT NULL`),
    whole: count("gap"),
  },
  refillHours: {
    unit: "hours",
    median: median("gap", sql`extract(epoch FROM taken_at - free_at) / 3600`, sql`taken_at IS NOT NULL`),
    whole: count("gap", sql`taken_at IS NOT NULL`),
  },
  rescue: {
    unit: "share",
    part: count("chair", sql`release_reason IN ('rebooked', 'substituted')`),
    whole: count("chair", sql`release_reason IN ('rebooked', 'substituted', 'cancelled')`),
  },
  held: {
    unit: "share",
    part: count("span", sql`held`),
    whole: count("span"),
  },
  leadTime: {
    unit: "days",
    median: median("chair", sql`extract(epoch FROM starts_at - asked_at) / 86400`, sql`stayed AND NOT handed`),
    whole: count("chair", sql`stayed AND NOT handed`),
  },
  returning: {
    unit: "share",
    part: count("guest", sql`visits > 1`),
    whole: count("guest"),
  },
} satisfies Record<string, Definition>

export type NumberName = keyof typeof definitions
export const numberNames = Object.keys(definitions) as NumberName[]
export const definitionOf = (name: NumberName): Definition => definitions[name]
