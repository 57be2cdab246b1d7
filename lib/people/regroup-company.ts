import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"

/** A seat that would be the second of its group in a session. */
export type CollidingSeat = { seatId: string; person: string; company: string; startsAt: Date; timeZone: string }

/**
 * Puts a company into another group, or into one of its own (null), on all its seats that are still to come as well. What
 * the organizer holds apart from the group it leaves alone behind comes along. Refuses what would leave two of one group
 * in a session (`would_collide`, with their seats).
 *
 * It locks every closed round ahead: a seat that is being confirmed at this moment reads the group of its company, and
 * would keep the former one.
 */
export async function regroupCompany(
  input: { companyId: string; groupId: string | null },
  by: By,
): Promise<
  Outcome<object, "not_found" | "same_group"> | { ok: false; reason: "would_collide"; seats: CollidingSeat[] }
> {
  return transaction(async (tx, now) => {
    await lockClosedRounds(tx, now)
    const company = await lockCompany(tx, input.companyId)
    if (!company) return refuse("not_found")
    const from = company.groupId
    if (input.groupId === from) return refuse("same_group")
    const alone = (await tx.company.count({ where: { groupId: from } })) === 1
    if (input.groupId === null && alone) return refuse("same_group")
    const into = input.groupId ?? (await tx.companyGroup.create({ data: { name: company.name, createdAt: now } })).id
    if (!(await tx.companyGroup.findUnique({ where: { id: into } }))) return refuse("not_found")
    const seats = await listColliding(tx, company.id, into, now)
    if (seats.length > 0) return { ok: false, reason: "would_collide" as const, seats }
    await tx.company.update({ where: { id: company.id }, data: { groupId: into } })
    await tx.$executeRaw`
      UPDATE seats x SET company_group_id = ${into}::uuid FROM bookings b, group_sessions s
       WHERE b.id = x.booking_id AND b.company_id = ${company.id}::uuid AND s.id = x.group_session_id AND s.ends_at > ${now}
         AND x.state = 'confirmed' AND x.company_group_id IS NOT NULL`
    if (alone) await leaveEmpty(tx, from, into)
    const detail = { companyId: company.id, before: from, after: into }
    await recordActivity(tx, "company.regrouped", { actor: by.actor, detail, at: now })
    return { ok: true as const }
  }, by)
}

/** Sessions first and by id, as everywhere. */
const lockClosedRounds = (tx: Tx, now: Date) => tx.$queryRaw`
  SELECT id FROM lock_sessions(ARRAY(
    SELECT s.id FROM group_sessions s JOIN formats f ON f.id = s.format_id
     WHERE f.round = 'closed' AND s.ends_at > ${now} AND s.status <> 'cancelled'))`

async function lockCompany(tx: Tx, id: string) {
  const [row] = await tx.$queryRaw<{ id: string; groupId: string; name: string }[]>`
    SELECT id, group_id AS "groupId", name FROM companies WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return row
}

const listColliding = (tx: Tx, companyId: string, into: string, now: Date) => tx.$queryRaw<CollidingSeat[]>`
  SELECT x.id AS "seatId", b.given_name || ' ' || b.family_name AS person, b.company_name AS company,
         s.starts_at AS "startsAt", s.time_zone AS "timeZone"
    FROM seats x JOIN bookings b ON b.id = x.booking_id JOIN group_sessions s ON s.id = x.group_session_id
   WHERE x.state = 'confirmed' AND x.company_group_id = ${into}::uuid AND s.ends_at > ${now}
     AND EXISTS (SELECT FROM seats y JOIN bookings o ON o.id = y.booking_id
                  WHERE y.group_session_id = s.id AND y.id <> x.id AND y.state = 'confirmed' AND o.company_id = ${companyId}::uuid)
   ORDER BY s.starts_at, x.id`

/** A group nobody is in any more: whom it did not sit with, the new one does not, and former seats keep its name. */
async function leaveEmpty(tx: Tx, from: string, into: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO company_conflicts (group_id, other_id, note, added_at, added_by)
    SELECT least(c.other, ${into}::uuid), greatest(c.other, ${into}::uuid), c.note, c.added_at, c.added_by
      FROM (SELECT CASE group_id WHEN ${from}::uuid THEN other_id ELSE group_id END AS other, note, added_at, added_by
              FROM company_conflicts WHERE ${from}::uuid IN (group_id, other_id)) c
     WHERE c.other <> ${into}::uuid
    ON CONFLICT DO NOTHING`
  await tx.companyConflict.deleteMany({ where: { OR: [{ groupId: from }, { otherId: from }] } })
  if ((await tx.seat.count({ where: { companyGroupId: from } })) === 0)
    await tx.companyGroup.delete({ where: { id: from } })
}
