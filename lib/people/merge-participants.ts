import { type By, recordActivity } from "@/lib/activity"
import { StaleReadError, transaction, type Tx } from "@/lib/db"
import { asRefusal, type Outcome, type Refusal, refuse } from "@/lib/errors"
import { type Collision, listCollisions } from "./queries-duplicates"
import { fullName } from "./rules"
import { addKnownAs } from "./rules-people"

type Ids = { keptId: string; absorbedId: string }
type MergeOutcome =
  Outcome<{ keptId: string }, "not_found" | "same_person"> | (Refusal<"seats_collide"> & { collisions?: Collision[] })

/**
 * Makes one person of two. Bookings, seats and notes go over to the one who is kept, whose own data stays; what they
 * lack of title and telephone comes from the other. The other's row stays and says who it is now: its mailbox goes on
 * proving the person. No booking, no link and no calendar entry changes. Merging the merged succeeds without effect.
 *
 * Refuses when a session would have two seats of the one person, or of a company group in a closed round
 * (`seats_collide`, with the sessions).
 */
export async function mergeParticipants(input: Ids, by: By): Promise<MergeOutcome> {
  if (input.keptId === input.absorbedId) return refuse("same_person")
  try {
    return await transaction((tx, now) => merge(tx, input, by, now), by)
  } catch (error) {
    return asRefusal(error, { seats_one_per_person: "seats_collide", seats_one_per_company_group: "seats_collide" })
  }
}

async function merge(tx: Tx, input: Ids, by: By, now: Date): Promise<MergeOutcome> {
  const { keptId, absorbedId } = input
  const people = await lockBoth(tx, input)
  const [kept, absorbed] = [people.get(keptId), people.get(absorbedId)]
  if (!kept || !absorbed) return refuse("not_found")
  if (absorbed.mergedIntoId === keptId) return { ok: true, keptId }
  if ([kept, absorbed].some(({ mergedIntoId, erasedAt }) => mergedIntoId ?? erasedAt)) return refuse("not_found")
  const collisions = await listCollisions(tx, input)
  if (collisions.length > 0) return { ...refuse("seats_collide"), collisions }

  await tx.participant.updateMany({ where: { mergedIntoId: absorbedId }, data: { mergedIntoId: keptId } })
  await tx.participant.update({
    where: { id: absorbedId },
    data: { mergedIntoId: keptId, mergedAt: now, alsoKnownAs: "" },
  })
  const { companyName, email, alsoKnownAs } = absorbed
  await tx.participant.update({
    where: { id: keptId },
    data: {
      ...{ title: kept.title ?? absorbed.title, phone: kept.phone ?? absorbed.phone, updatedAt: now },
      alsoKnownAs: addKnownAs(kept.alsoKnownAs, fullName(absorbed), companyName, email, alsoKnownAs),
    },
  })
  const moved = { where: { participantId: absorbedId }, data: { participantId: keptId } }
  const seats = await tx.seat.updateMany(moved)
  const bookings = await tx.booking.updateMany(moved)
  const notes = await tx.personNote.updateMany(moved)
  const detail = { keptId, absorbedId, seats: seats.count, bookings: bookings.count, notes: notes.count }
  await recordActivity(tx, "person.merged", { actor: by.actor, detail, at: now })
  return { ok: true, keptId }
}

/**
 * Locks in the one order: the sessions where either has a seat that counts, their seats, their bookings, themselves,
 * whoever was merged into them and the queue. Until it has the people, somebody may take one more seat; then it starts again.
 */
async function lockBoth(tx: Tx, { keptId, absorbedId }: Ids) {
  const ids = [keptId, absorbedId]
  const sessions = await activeSessions(tx, ids)
  await tx.$queryRaw`SELECT id FROM lock_sessions(${sessions}::uuid[])`
  await tx.$queryRaw`SELECT id FROM lock_seats_of_people(${ids}::uuid[])`
  await tx.$queryRaw`SELECT id FROM lock_bookings(ARRAY(SELECT id FROM bookings WHERE participant_id = ANY(${ids}::uuid[])))`
  await tx.$queryRaw`
    SELECT id FROM lock_people(ARRAY(SELECT id FROM participants WHERE id = ANY(${ids}::uuid[]) OR merged_into_id = ANY(${ids}::uuid[])))`
  // Whoever is offered a seat takes it by their booking alone.
  await tx.$executeRaw`SELECT lock_queue()`
  const after = await activeSessions(tx, ids)
  if (after.some((id) => !sessions.includes(id))) throw new StaleReadError()
  const rows = await tx.participant.findMany({ where: { id: { in: ids } } })
  return new Map(rows.map((row) => [row.id, row]))
}

async function activeSessions(tx: Tx, ids: string[]): Promise<string[]> {
  const seats = await tx.seat.findMany({
    where: { participantId: { in: ids }, state: { not: "released" } },
    select: { groupSessionId: true },
    distinct: ["groupSessionId"],
  })
  return seats.map(({ groupSessionId }) => groupSessionId)
}
