import { db, type Tx } from "@/lib/db"
import { Prisma } from "@/prisma/generated/client"
import { fullName } from "./rules"
import { compareLikeness, type LikenessReason, likelyFrom, sharedBoxes } from "./rules-people"

export type Half = { id: string; name: string; company: string; email: string; bookings: number; since: Date }

/** Two who may be one; the first has booked more, or is known for longer. */
export type Duplicate = { kept: Half; absorbed: Half; score: number; reasons: LikenessReason[] }

const mostShown = 50

/** Who may be in the list twice, the likeliest first; with an id only who may be that person. */
export async function listDuplicates(personId?: string): Promise<Duplicate[]> {
  const of = personId ? Prisma.sql`AND a.id = ${personId}::uuid` : Prisma.sql`AND a.id < b.id`
  // The likeliest of all pairs before the list is cut off: among many namesakes they are few.
  const pairs = await db.$queryRaw<{ a: string; b: string }[]>`
    WITH pair AS (
      SELECT a.id AS a, b.id AS b,
             CASE WHEN split_part(a.email, '@', 1) = split_part(b.email, '@', 1) OR a.phone = b.phone THEN 1
                  -- What begins differently is not alike, and is not worth comparing in full.
                  WHEN split_part(a.company_form, ' ', 1) = split_part(b.company_form, ' ', 1)
                    OR left(split_part(a.email, '@', 2), 3) = left(split_part(b.email, '@', 2), 3)
                  THEN greatest(similarity(a.company_form, b.company_form), similarity(split_part(a.email, '@', 2), split_part(b.email, '@', 2))) END AS likeness
        FROM participants a JOIN participants b ON b.name_form = a.name_form AND b.id <> a.id
       WHERE a.merged_into_id IS NULL AND a.erased_at IS NULL AND b.merged_into_id IS NULL AND b.erased_at IS NULL ${of}
      UNION ALL
      SELECT a.id, b.id, similarity(a.company_form, b.company_form)
        FROM participants a JOIN participants b ON split_part(b.email, '@', 1) = split_part(a.email, '@', 1) AND b.id <> a.id
       WHERE a.merged_into_id IS NULL AND a.erased_at IS NULL AND b.merged_into_id IS NULL AND b.erased_at IS NULL ${of}
         AND split_part(a.email, '@', 1) <> ALL (${[...sharedBoxes]}::text[])
    )
    SELECT a, b FROM pair WHERE likeness > 0.4 GROUP BY a, b ORDER BY max(likeness) DESC, a, b LIMIT 500`
  const people = await readHalves([...new Set(pairs.flatMap(({ a, b }) => [a, b]))])
  return pairs
    .map(({ a, b }) => pair(people.get(a)!, people.get(b)!))
    .filter(({ score }) => score >= likelyFrom)
    .sort((one, other) => other.score - one.score || one.kept.name.localeCompare(other.kept.name))
    .slice(0, mostShown)
}

type Row = Half & { nameForm: string; phone: string | null }

function pair(a: Row, b: Row): Duplicate {
  const aFirst = a.bookings - b.bookings || +b.since - +a.since || (a.id < b.id ? 1 : -1)
  const [kept, absorbed] = aFirst > 0 ? [a, b] : [b, a]
  return { kept: half(kept), absorbed: half(absorbed), ...compareLikeness(a, b) }
}

const half = ({ nameForm: _, phone: __, ...rest }: Row): Half => rest

async function readHalves(ids: string[]): Promise<Map<string, Row>> {
  const rows = await db.$queryRaw<
    (Omit<Row, "name"> & { title: string | null; givenName: string; familyName: string })[]
  >`
    SELECT p.id, p.title, p.given_name AS "givenName", p.family_name AS "familyName", p.company_name AS company, p.email, p.phone,
           p.name_form AS "nameForm", p.created_at AS since,
           (SELECT count(*)::int FROM bookings b WHERE b.participant_id = p.id) AS bookings
      FROM participants p WHERE p.id = ANY(${ids}::uuid[])`
  return new Map(
    rows.map(({ title, givenName, familyName, ...row }) => [
      row.id,
      { ...row, name: fullName({ title, givenName, familyName }) },
    ]),
  )
}

export type Collision = { sessionId: string; startsAt: Date; timeZone: string; why: "person" | "company" }

/**
 * The sessions that stand against a merge: where both have a seat, and closed rounds where one of them sits beside
 * somebody of the other's company group. Sessions that are over count: their confirmed seats are the record.
 */
export async function listCollisions(client: Tx, ids: { keptId: string; absorbedId: string }): Promise<Collision[]> {
  const both = [ids.keptId, ids.absorbedId]
  return client.$queryRaw<Collision[]>`
    SELECT g.id AS "sessionId", g.starts_at AS "startsAt", g.time_zone AS "timeZone", min(c.why) AS why FROM (
      SELECT a.group_session_id AS id, 'person' AS why FROM seats a JOIN seats b ON b.group_session_id = a.group_session_id
       WHERE a.participant_id = ${ids.keptId}::uuid AND a.state IN ('requested', 'offered', 'confirmed')
         AND b.participant_id = ${ids.absorbedId}::uuid AND b.state IN ('requested', 'offered', 'confirmed')
      UNION ALL
      SELECT mine.group_session_id, 'company' FROM seats mine JOIN seats other ON other.group_session_id = mine.group_session_id
       WHERE mine.participant_id = ANY(${both}::uuid[]) AND mine.state = 'confirmed' AND mine.company_group_id IS NOT NULL
         AND other.participant_id <> ALL(${both}::uuid[]) AND other.state = 'confirmed'
         AND other.company_group_id IN (SELECT company_group_id FROM seats WHERE participant_id = ANY(${both}::uuid[]) AND state = 'confirmed')
    ) c JOIN group_sessions g ON g.id = c.id GROUP BY g.id ORDER BY g.starts_at, g.id`
}

export type MergePreview = {
  /** What goes over to the one who is kept. */
  moved: { bookings: number; seats: number; notes: number; addresses: number }
  collisions: Collision[]
}

/** What a merge would do, without doing it. */
export async function previewMerge(ids: { keptId: string; absorbedId: string }): Promise<MergePreview> {
  const [[moved], collisions] = await Promise.all([
    db.$queryRaw<[MergePreview["moved"]]>`
      SELECT (SELECT count(*)::int FROM bookings WHERE participant_id = ${ids.absorbedId}::uuid) AS bookings,
             (SELECT count(*)::int FROM seats WHERE participant_id = ${ids.absorbedId}::uuid) AS seats,
             (SELECT count(*)::int FROM person_notes WHERE participant_id = ${ids.absorbedId}::uuid) AS notes,
             (SELECT 1 + count(*)::int FROM participants WHERE merged_into_id = ${ids.absorbedId}::uuid) AS addresses`,
    listCollisions(db, ids),
  ])
  return { moved, collisions }
}
