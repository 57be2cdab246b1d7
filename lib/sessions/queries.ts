import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { NotFoundError } from "@/lib/errors"
import { isUuid } from "@/lib/input"
import type { Admission } from "@/lib/people/rules-admission"
import { type Price, priceIn } from "@/lib/money"
import { Prisma } from "@/prisma/generated/client"
import { deskCondition, type DeskScope, type SessionCursor } from "./queries-desk"
import { type Decided, decideBy } from "./rules-viability"
import type { FormatText, GuaranteeRule, Locale, Terms, WayToPay } from "./schema"

/** What anybody may know of a session: nothing of the people in it but how many seats are free. */
export type PublicSession = {
  id: string
  slug: string
  status: "published" | "guaranteed" | "cancelled" | "finished"
  language: Locale
  startsAt: Date
  endsAt: Date
  timeZone: string
  placeText: string | null
  capacity: number
  minimum: number
  /** By when it is decided whether it takes place; null once it is, or when that day has passed. */
  decideBy: Date | null
  seatsFree: number
  /** Open, in the future, not full and not paused. */
  bookable: boolean
  /** Booking is interrupted, because a change of the session is about to take effect. */
  pausedUntil: Date | null
  updatedAt: Date
  format: {
    id: string
    slug: string
    lengthMinutes: number
    place: "online" | "on_site"
    admission: "instant" | "reviewed"
    decisionTimes: string[]
    decideNextMinute: boolean
  } & Admission
  /** Null is free of charge. */
  price: Price | null
  /** How its format can be paid for. */
  payBy: WayToPay[]
  terms: Terms
  /** Names what a seat is agreed under: time, price and terms. Who agrees sends along the name of what they were shown. */
  conditions: string
  texts: FormatText
}

/** The upcoming sessions people can see, by date. `after` continues behind the last one of an earlier list. */
export async function listPublicSessions(
  locale: Locale,
  options: { format?: string; language?: Locale; after?: SessionCursor; limit?: number; now?: Date } = {},
): Promise<PublicSession[]> {
  const { format, language, after, limit = 200, now = presentTime() } = options
  return selectPublic(
    locale,
    now,
    Prisma.sql`s.status IN ('published', 'guaranteed') AND s.starts_at > ${now} AND ${isShown(now)}
      ${format ? Prisma.sql`AND f.slug = ${format}` : Prisma.empty}
      ${language ? Prisma.sql`AND s.language = ${language}::locale` : Prisma.empty}
      ${after ? Prisma.sql`AND (s.starts_at, s.id) > (${after.startsAt}, ${after.id}::uuid)` : Prisma.empty}
      ORDER BY s.starts_at, s.id LIMIT ${limit}`,
  )
}

/** What took place or was called off, newest first. */
export async function listPastSessions(
  locale: Locale,
  options: { limit?: number; now?: Date } = {},
): Promise<PublicSession[]> {
  const { limit = 50, now = presentTime() } = options
  return selectPublic(
    locale,
    now,
    Prisma.sql`s.status <> 'draft' AND s.starts_at <= ${now} AND ${isShown(now)} ORDER BY s.starts_at DESC, s.id LIMIT ${limit}`,
  )
}

/** These sessions, by date, whatever became of them: for the bookings in them. */
export const listPublicSessionsById = (ids: string[], locale: Locale, now = presentTime()): Promise<PublicSession[]> =>
  selectPublic(locale, now, Prisma.sql`s.status <> 'draft' AND s.id = ANY(${ids}::uuid[]) ORDER BY s.starts_at, s.id`)

/** One session by its slug or id, past and cancelled ones too; drafts are nobody's. */
export async function findPublicSession(
  by: { slug: string } | { id: string },
  locale: Locale,
  now = presentTime(),
): Promise<PublicSession | null> {
  const key = "slug" in by ? Prisma.sql`s.slug = ${by.slug}` : Prisma.sql`s.id = ${by.id}::uuid`
  if ("slug" in by ? !/^[a-z0-9-]{1,120}$/.test(by.slug) : !isUuid(by.id)) return null
  const [found] = await selectPublic(locale, now, Prisma.sql`s.status <> 'draft' AND ${isShown(now)} AND ${key}`)
  return found ?? null
}

/** As findPublicSession. @throws NotFoundError */
export async function getPublicSession(
  by: { slug: string } | { id: string },
  locale: Locale,
  now?: Date,
): Promise<PublicSession> {
  const found = await findPublicSession(by, locale, now)
  if (!found) throw new NotFoundError("session")
  return found
}

/** During its first access a session is nobody else's, and one that was called off in it never was. */
const isShown = (now: Date) =>
  Prisma.sql`(s.first_access_until IS NULL OR s.first_access_until <= ${now} AND s.status <> 'cancelled')`

type Row = Omit<PublicSession, "format" | "price" | "bookable" | "decideBy"> &
  PublicSession["format"] &
  Decided & {
    formatId: string
    formatSlug: string
    priceNetCents: number | null
    vatRateBasisPoints: number
    currency: string
  }

/** What `decideBy` asks for, of `group_sessions s`. */
const decidedFields = Prisma.sql`s.decision_working_days AS "decisionWorkingDays", s.published_at AS "publishedAt",
  (SELECT h.data ->> 'region' FROM settings h) AS region`

/**
 * One statement, because the list is the page that is asked for most. An unswept hold that has run out is free; an offer
 * that has goes to the next who waits, and is for everybody else what it was before.
 */
async function selectPublic(locale: Locale, now: Date, where: Prisma.Sql): Promise<PublicSession[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.id, s.slug, s.status, s.language, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.time_zone AS "timeZone",
           s.place_text AS "placeText", s.capacity, s.minimum, s.updated_at AS "updatedAt",
           ${decidedFields},
           s.paused_until AS "pausedUntil",
           s.capacity - s.seats_taken + (SELECT count(*) FROM seats x WHERE x.group_session_id = s.id
             AND x.state = 'held' AND x.expires_at <= ${now})::int AS "seatsFree",
           f.id AS "formatId", f.slug AS "formatSlug", f.length_minutes AS "lengthMinutes", f.place, f.admission, f.round, f.roles::text[] AS roles,
           f.decision_times AS "decisionTimes", f.decide_next_minute AS "decideNextMinute",
           f.price_net_cents AS "priceNetCents", f.vat_rate_basis_points AS "vatRateBasisPoints", f.currency,
           f.pay_by::text[] AS "payBy", f.terms, conditions_of(s.starts_at, f) AS conditions, f.texts -> ${locale} AS texts
      FROM group_sessions s JOIN formats f ON f.id = s.format_id
     WHERE ${where}`
  return rows.map((row) => toPublicSession(row, now))
}

function toPublicSession(row: Row, now: Date): PublicSession {
  const { formatId, formatSlug, lengthMinutes, place, admission, round, roles, decisionTimes, ...rest } = row
  const {
    decideNextMinute,
    priceNetCents,
    vatRateBasisPoints,
    currency,
    decisionWorkingDays,
    publishedAt,
    region,
    ...session
  } = rest
  const open = session.status === "published" || session.status === "guaranteed"
  const by = decideBy({ ...session, decisionWorkingDays, publishedAt, region })
  return {
    ...session,
    decideBy: session.status === "published" && by > now ? by : null,
    bookable: open && session.startsAt > now && session.seatsFree > 0 && session.pausedUntil === null,
    format: {
      ...{ id: formatId, slug: formatSlug, lengthMinutes, place, admission, round, roles },
      ...{ decisionTimes, decideNextMinute },
    },
    price: priceIn({ priceNetCents, vatRateBasisPoints, currency }),
  }
}

/** Formats to filter by or to offer, in their order. */
export async function listFormats(locale: Locale, kind?: "group" | "individual") {
  const formats = await db.format.findMany({ where: { kind }, orderBy: [{ position: "asc" }, { slug: "asc" }] })
  return formats.map(({ texts, terms, ...format }) => ({
    ...format,
    terms: terms as Terms,
    texts: (texts as Record<Locale, FormatText>)[locale],
  }))
}

/** A format with its texts in both languages, for editing it. */
export async function findFormat(id: string) {
  const format = isUuid(id) ? await db.format.findUnique({ where: { id } }) : null
  return (
    format && {
      ...format,
      currency: "EUR" as const,
      terms: format.terms as Terms,
      texts: format.texts as Record<Locale, FormatText>,
    }
  )
}

/** A session as the desk sees it. */
export type DeskSession = {
  id: string
  slug: string
  seriesId: string | null
  status: "draft" | PublicSession["status"]
  language: Locale
  startsAt: Date
  endsAt: Date
  localStart: string
  timeZone: string
  placeText: string | null
  capacity: number
  minimum: number
  /** By when it is decided whether it takes place. */
  decideBy: Date
  /** Until then it is for those alone who have wished for such a date. */
  firstAccessUntil: Date | null
  revision: number
  hostId: string | null
  hostName: string | null
  cancelMessage: string | null
  pausedUntil: Date | null
  seats: { confirmed: number; requested: number; offered: number; held: number; free: number }
  format: {
    id: string
    slug: string
    name: string
    lengthMinutes: number
    place: "online" | "on_site"
    admission: "instant" | "reviewed"
    round: "open" | "closed"
    guarantee: GuaranteeRule
  }
  price: Price | null
}

/** The organizer's list: what is to come by date first, then what is over, newest first. */
export async function listSessions(locale: Locale, scope: DeskScope = {}, now = presentTime()): Promise<DeskSession[]> {
  if (scope.ids?.length === 0) return []
  const limit = scope.limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${scope.limit}`
  // A list of one kind has one direction, which an index gives without sorting.
  const order =
    scope.show === "past"
      ? Prisma.sql`s.starts_at DESC, s.id DESC`
      : scope.show || scope.during
        ? Prisma.sql`s.starts_at, s.id`
        : Prisma.sql`s.ends_at <= ${now}, extract(epoch FROM s.starts_at) * CASE WHEN s.ends_at > ${now} THEN 1 ELSE -1 END, s.id`
  const rows = await db.$queryRaw<DeskRow[]>`
    WITH page AS MATERIALIZED (
      SELECT s.*, row_number() OVER (ORDER BY ${order}) AS place_in_list
        FROM group_sessions s JOIN formats f ON f.id = s.format_id LEFT JOIN team_members h ON h.id = s.host_id
       WHERE ${deskCondition(scope, locale, now)} ORDER BY ${order} ${limit})
    SELECT s.id, s.slug, s.series_id AS "seriesId", s.status, s.language, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
           s.local_start AS "localStart", s.time_zone AS "timeZone", s.place_text AS "placeText", s.capacity, s.minimum, ${decidedFields},
           s.first_access_until AS "firstAccessUntil", s.revision, s.paused_until AS "pausedUntil", s.host_id AS "hostId", h.name AS "hostName", s.cancel_message AS "cancelMessage",
           n.confirmed, n.requested, n.offered, n.held, f.id AS "formatId", f.slug AS "formatSlug",
           f.texts -> ${locale} ->> 'shortName' AS name, f.length_minutes AS "lengthMinutes", f.place, f.admission, f.round, f.guarantee,
           f.price_net_cents AS "priceNetCents", f.vat_rate_basis_points AS "vatRateBasisPoints", f.currency
      FROM page s JOIN formats f ON f.id = s.format_id LEFT JOIN team_members h ON h.id = s.host_id
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE x.state = 'confirmed')::int AS confirmed,
               count(*) FILTER (WHERE x.state = 'requested')::int AS requested,
               count(*) FILTER (WHERE x.state = 'offered')::int AS offered,
               count(*) FILTER (WHERE x.state = 'held' AND x.expires_at > ${now})::int AS held
          FROM seats x WHERE x.group_session_id = s.id AND x.state <> 'released') n
     ORDER BY s.place_in_list`
  return rows.map(toDeskSession)
}

type DeskRow = Omit<DeskSession, "format" | "price" | "seats" | "decideBy"> &
  Decided &
  Omit<DeskSession["format"], "id" | "slug"> &
  Omit<DeskSession["seats"], "free"> &
  Pick<Row, "formatId" | "formatSlug" | "priceNetCents" | "vatRateBasisPoints" | "currency">

function toDeskSession(row: DeskRow): DeskSession {
  const { formatId, formatSlug, name, lengthMinutes, place, admission, round, guarantee, ...others } = row
  const { confirmed, requested, offered, held, decisionWorkingDays, publishedAt, region, ...rest } = others
  const { priceNetCents, vatRateBasisPoints, currency, ...session } = rest
  const free = session.capacity - confirmed - requested - offered - held
  return {
    ...session,
    decideBy: decideBy({ ...session, decisionWorkingDays, publishedAt, region }),
    seats: { confirmed, requested, offered, held, free },
    format: { id: formatId, slug: formatSlug, name, lengthMinutes, place, admission, round, guarantee },
    price: priceIn({ priceNetCents, vatRateBasisPoints, currency }),
  }
}

/** One session for the desk; null when there is none in the scope. */
export async function findDeskSession(
  id: string,
  locale: Locale,
  scope: { hostId?: string } = {},
  now?: Date,
): Promise<DeskSession | null> {
  if (!isUuid(id)) return null
  return (await listSessions(locale, { ...scope, id }, now))[0] ?? null
}
