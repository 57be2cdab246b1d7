import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { containing, isUuid } from "@/lib/input"
import { Prisma } from "@/prisma/generated/client"

export type CompanyEntry = {
  id: string
  name: string
  groupId: string
  groupName: string
  /** How many companies its group has. */
  inGroup: number
  domains: string[]
  seatsAhead: number
}

const mostShown = 200

/** The companies that are known, by name; `query` looks in names and domains. */
export const listCompanies = ({ query }: { query?: string } = {}, now = presentTime()): Promise<CompanyEntry[]> =>
  selectCompanies(
    query
      ? Prisma.sql`c.name ILIKE ${containing(query)} OR g.name ILIKE ${containing(query)}
          OR EXISTS (SELECT FROM company_domains d WHERE d.company_id = c.id AND d.domain ILIKE ${containing(query)})`
      : Prisma.sql`true`,
    now,
  )

/** Seats x of bookings b in sessions s that a company has ahead in closed rounds. */
const areAhead = (now: Date) =>
  Prisma.sql`x.state = 'confirmed' AND x.company_group_id IS NOT NULL AND s.ends_at > ${now}`

const selectCompanies = (where: Prisma.Sql, now: Date): Promise<CompanyEntry[]> => db.$queryRaw`
  SELECT c.id, c.name, c.group_id AS "groupId", g.name AS "groupName",
         (SELECT count(*)::int FROM companies o WHERE o.group_id = c.group_id) AS "inGroup",
         ARRAY(SELECT d.domain FROM company_domains d WHERE d.company_id = c.id ORDER BY d.domain) AS domains,
         (SELECT count(*)::int FROM bookings b JOIN seats x ON x.booking_id = b.id JOIN group_sessions s ON s.id = x.group_session_id
           WHERE b.company_id = c.id AND ${areAhead(now)}) AS "seatsAhead"
    FROM companies c JOIN company_groups g ON g.id = c.group_id
   WHERE ${where} ORDER BY lower(c.name), c.id LIMIT ${mostShown}`

/** A company with its group, whom it does not sit with, and its seats that are still to come. */
export type CompanyDetails = CompanyEntry & {
  members: { id: string; name: string }[]
  conflicts: { groupId: string; name: string; note: string | null }[]
  seats: { seatId: string; person: string; startsAt: Date; timeZone: string }[]
}

export async function findCompany(id: string, now = presentTime()): Promise<CompanyDetails | null> {
  if (!isUuid(id)) return null
  const [company] = await selectCompanies(Prisma.sql`c.id = ${id}::uuid`, now)
  if (!company) return null
  const { groupId } = company
  const [members, conflicts, seats] = await Promise.all([
    db.company.findMany({ where: { groupId }, select: { id: true, name: true }, orderBy: { name: "asc" } }),
    db.companyConflict.findMany({
      where: { OR: [{ groupId }, { otherId: groupId }] },
      include: { group: true, other: true },
      orderBy: { addedAt: "asc" },
    }),
    db.$queryRaw<CompanyDetails["seats"]>`
      SELECT x.id AS "seatId", b.given_name || ' ' || b.family_name AS person, s.starts_at AS "startsAt", s.time_zone AS "timeZone"
        FROM bookings b JOIN seats x ON x.booking_id = b.id JOIN group_sessions s ON s.id = x.group_session_id
       WHERE b.company_id = ${id}::uuid AND ${areAhead(now)}
       ORDER BY s.starts_at, x.id`,
  ])
  const notWith = conflicts.map(({ group, other, note }) => {
    const they = group.id === groupId ? other : group
    return { groupId: they.id, name: they.name, note }
  })
  return { ...company, members, conflicts: notWith, seats }
}

/** The groups that have a company, to choose from. */
export const listGroups = (): Promise<{ id: string; name: string }[]> =>
  db.companyGroup.findMany({
    where: { companies: { some: {} } },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  })
