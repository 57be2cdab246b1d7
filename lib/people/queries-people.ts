import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { isUuid } from "@/lib/input"
import {
  type Attendance,
  Prisma,
  type Locale,
  type ParticipantRole,
  type ReleaseReason,
  type SeatState,
} from "@/prisma/generated/client"
import { fullName } from "./rules"
import { isFreeMail } from "./rules-companies"

/** Whose people: of all sessions, or of those of one host. */
export type PeopleScope = { hostId?: string }

export type PersonKind = "participant" | "booker"

export type PersonEntry = {
  id: string
  kind: PersonKind
  name: string
  company: string | null
  role: ParticipantRole | null
  email: string
  /** Dates with a confirmed seat that are over, and the last of them. */
  sessions: number
  lastAt: Date | null
  /** The next date with a seat, or with a request for one. */
  nextAt: Date | null
  /** Bookings made for others. */
  bookedFor: number
}

const pageSize = 50

/**
 * Everybody who ever booked, by name; or with `query` who fits it, the best first (search_people in the migration).
 * `cursor` is the `nextCursor` of the page before; one that is not is the first page.
 */
export async function listPeople(
  options: PeopleScope & { query?: string; cursor?: string; limit?: number; now?: Date } = {},
): Promise<{ people: PersonEntry[]; nextCursor: string | null }> {
  const { query = "", hostId = null, limit = pageSize, now = presentTime() } = options
  const after = readCursor(options.cursor)
  const rows = await db.$queryRaw<(PersonEntry & Position & NameParts)[]>`
    SELECT f.kind, f.id, f.rank, f.sort_form AS "sortForm", coalesce(p.email, b.email) AS email,
           p.title, p.given_name AS "givenName", coalesce(p.family_name, b.name) AS "familyName",
           p.company_name AS company, p.role, s.sessions, s."lastAt", s."nextAt", coalesce(k."bookedFor", 0)::int AS "bookedFor"
      FROM search_people(${query}, ${hostId}::uuid, ${after?.rank ?? null}::int, ${after?.sortForm ?? null}, ${after?.id ?? null}::uuid, ${limit + 1}::int) f
      LEFT JOIN participants p ON p.id = f.id AND f.kind = 'participant'
      LEFT JOIN bookers b ON b.id = f.id AND f.kind = 'booker'
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE s.state = 'confirmed' AND g.starts_at <= ${now})::int AS sessions,
               max(g.starts_at) FILTER (WHERE s.state = 'confirmed' AND g.starts_at <= ${now}) AS "lastAt",
               min(g.starts_at) FILTER (WHERE s.state IN ('confirmed', 'requested') AND g.starts_at > ${now}) AS "nextAt"
          FROM seats s JOIN group_sessions g ON g.id = s.group_session_id
         WHERE s.participant_id = p.id AND (${hostId}::uuid IS NULL OR g.host_id = ${hostId}::uuid)) s
      LEFT JOIN LATERAL (
        SELECT count(*) AS "bookedFor" FROM bookings o
         WHERE o.booker_email = coalesce(p.email, b.email) AND o.verified_at IS NOT NULL AND o.email <> o.booker_email
           AND (${hostId}::uuid IS NULL OR EXISTS (
             SELECT FROM seats s JOIN group_sessions g ON g.id = s.group_session_id WHERE s.booking_id = o.id AND g.host_id = ${hostId}::uuid))) k ON true
     ORDER BY f.rank DESC, f.sort_form, f.id`
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    people: rows.slice(0, limit).map(({ rank: _, sortForm: __, title, givenName, familyName, ...row }) => ({
      ...row,
      name: fullName({ title, givenName, familyName }),
    })),
    nextCursor: last ? writeCursor(last) : null,
  }
}

type NameParts = { title: string | null; givenName: string; familyName: string }
type Position = { rank: number; sortForm: string; id: string }

const writeCursor = ({ rank, sortForm, id }: Position) =>
  Buffer.from(JSON.stringify([rank, sortForm, id])).toString("base64url")

function readCursor(cursor = ""): Position | null {
  try {
    const [rank, sortForm, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[]
    const whole = Number.isInteger(rank) && Math.abs(rank as number) < 10_000 && typeof sortForm === "string"
    if (!whole || sortForm.includes("\0") || typeof id !== "string" || !isUuid(id)) return null
    return { rank: rank as number, sortForm, id }
  } catch {
    return null
  }
}

export type Person = {
  id: string
  kind: PersonKind
  title: string | null
  givenName: string
  familyName: string
  name: string
  company: string | null
  role: ParticipantRole | null
  email: string
  phone: string | null
  locale: Locale | null
  emailVerifiedAt: Date | null
  createdAt: Date
  /** Counts the edits: the instant of the last one. */
  revision: number
  /** Addresses of those merged into this person; they go on working. */
  otherAddresses: string[]
}

/** Somebody by id; of who was merged, who they are now. Null when there is none in the scope, or they were erased. */
export async function findPerson(id: string, { hostId }: PeopleScope = {}): Promise<Person | null> {
  if (!isUuid(id)) return null
  const [row] = await db.$queryRaw<(Omit<Person, "revision" | "name"> & { updatedAt: Date })[]>`
    SELECT 'participant' AS kind, p.id, p.title, p.given_name AS "givenName", p.family_name AS "familyName",
           p.company_name AS company, p.role, p.email, p.phone, p.locale, p.email_verified_at AS "emailVerifiedAt",
           p.created_at AS "createdAt", p.updated_at AS "updatedAt",
           ARRAY(SELECT email FROM participants m WHERE m.merged_into_id = p.id ORDER BY email) AS "otherAddresses"
      FROM participants p WHERE p.id = (SELECT coalesce(merged_into_id, id) FROM participants WHERE id = ${id}::uuid)
       AND p.erased_at IS NULL ${hosted(hostId, Prisma.sql`p.id`)}
    UNION ALL
    SELECT 'booker', b.id, NULL, '', b.name, NULL, NULL, b.email, NULL, NULL, NULL, b.created_at, b.created_at, '{}'
      FROM bookers b WHERE b.id = ${id}::uuid AND b.erased_at IS NULL ${hosted(hostId, Prisma.sql`b.id`)}
    LIMIT 1`
  if (!row) return null
  const { updatedAt, ...person } = row
  return { ...person, name: fullName(person), revision: updatedAt.getTime() }
}

const hosted = (hostId: string | undefined, id: Prisma.Sql) =>
  hostId ? Prisma.sql`AND ${id} IN (SELECT people_of_host(${hostId}::uuid))` : Prisma.empty

export type PersonSeat = {
  seatId: string
  bookingId: string
  reference: string
  state: SeatState
  releaseReason: ReleaseReason | null
  /** Whether they were there, once that is recorded. */
  attendance: Attendance | null
  sessionId: string
  startsAt: Date
  timeZone: string
  formatTexts: Record<Locale, { shortName: string }>
  /** Who booked, where that was somebody else. */
  bookerName: string | null
  /** For whom, where this person is the one who booked. */
  bookedFor: string | null
}

/** The dates of somebody, the latest first: their own seats, and those they booked for others. */
export async function listPersonSeats(person: Person, { hostId }: PeopleScope = {}): Promise<PersonSeat[]> {
  return db.$queryRaw<PersonSeat[]>`
    SELECT s.id AS "seatId", b.id AS "bookingId", b.reference, s.state, s.release_reason AS "releaseReason",
           s.attendance, g.id AS "sessionId", g.starts_at AS "startsAt", g.time_zone AS "timeZone", f.texts AS "formatTexts",
           CASE WHEN b.booker_email <> b.email THEN b.booker_name END AS "bookerName",
           CASE WHEN s.participant_id IS DISTINCT FROM ${person.id}::uuid THEN concat_ws(' ', b.title, b.given_name, b.family_name) END AS "bookedFor"
      FROM seats s JOIN bookings b ON b.id = s.booking_id JOIN group_sessions g ON g.id = s.group_session_id JOIN formats f ON f.id = g.format_id
     WHERE s.id IN (
       SELECT id FROM seats WHERE participant_id = ${person.id}::uuid
       UNION SELECT made.id FROM bookings JOIN seats made ON made.booking_id = bookings.id
              WHERE bookings.booker_email = ANY(${addressesOf(person)}) AND bookings.verified_at IS NOT NULL)
       ${hostId ? Prisma.sql`AND g.host_id = ${hostId}::uuid` : Prisma.empty}
     ORDER BY g.starts_at DESC, s.created_at DESC, s.id LIMIT 200`
}

export const addressesOf = ({ email, otherAddresses }: Pick<Person, "email" | "otherAddresses">) => [
  email,
  ...otherAddresses,
]

export type Consent = {
  bookingId: string
  reference: string
  agreedAt: Date
  businessUseVersion: string
  termsVersion: string
}

/** Which texts somebody agreed to, and when: with each of their bookings. */
export async function listConsents(personId: string): Promise<Consent[]> {
  const bookings = await db.booking.findMany({
    where: { participantId: personId, verifiedAt: { not: null } },
    select: { id: true, reference: true, agreedAt: true, businessUseVersion: true, termsVersion: true },
    orderBy: [{ agreedAt: "desc" }, { id: "asc" }],
  })
  return bookings.map(({ id, ...consent }) => ({ bookingId: id, ...consent }))
}

export type Note = { id: string; text: string; authorName: string | null; createdAt: Date }

/** What the team has written down about somebody, the latest first. */
export async function listNotes(personId: string): Promise<Note[]> {
  const notes = await db.personNote.findMany({
    where: { OR: [{ participantId: personId }, { bookerId: personId }] },
    select: { id: true, text: true, createdAt: true, author: { select: { name: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  })
  return notes.map(({ author, ...note }) => ({ ...note, authorName: author?.name ?? null }))
}

/** Others with an address of the same house, by name; nobody where anybody can have one. */
export async function listColleagues(
  person: Person,
  { hostId }: PeopleScope = {},
): Promise<{ id: string; name: string }[]> {
  const domain = person.email.slice(person.email.lastIndexOf("@") + 1)
  if (isFreeMail(domain)) return []
  const rows = await db.$queryRaw<({ id: string } & NameParts)[]>`
    SELECT p.id, p.title, p.given_name AS "givenName", p.family_name AS "familyName" FROM participants p
     WHERE split_part(p.email, '@', 2) = ${domain} AND p.id <> ${person.id}::uuid AND p.merged_into_id IS NULL AND p.erased_at IS NULL
       ${hosted(hostId, Prisma.sql`p.id`)}
     ORDER BY p.sort_form, p.id LIMIT 20`
  return rows.map((row) => ({ id: row.id, name: fullName(row) }))
}
