import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { once } from "@/lib/once"

/**
 * Writes down something about a person, for the team. The text stands in its own table and nowhere else: the log, which
 * nobody can erase from, says only that there is a note.
 */
export async function addNote(
  input: { requestId: string; personId: string; text: string },
  by: By,
): Promise<Outcome<{ noteId: string }, "not_found" | "request_id_reused">> {
  const { requestId, personId, text } = input
  return transaction(
    async (tx, now) =>
      once(tx, { verb: "add-note", requestId, payload: { personId, text }, now }, async () => {
        // Whoever is being erased or merged at this moment is waited for: no note outlives its person.
        await tx.$queryRaw`SELECT id FROM lock_people(ARRAY[${personId}::uuid])`
        await tx.$queryRaw`SELECT id FROM bookers WHERE id = ${personId}::uuid FOR NO KEY UPDATE`
        const participant = await tx.participant.count({ where: { id: personId, erasedAt: null, mergedIntoId: null } })
        const booker = participant ? 0 : await tx.booker.count({ where: { id: personId, erasedAt: null } })
        if (!participant && !booker) return refuse("not_found")
        const about = participant ? { participantId: personId } : { bookerId: personId }
        const { id } = await tx.personNote.create({
          data: { ...about, text, authorId: by.actor.id, createdAt: now },
          select: { id: true },
        })
        await recordActivity(tx, "person.note_added", { actor: by.actor, detail: { personId, noteId: id }, at: now })
        return { ok: true, noteId: id }
      }),
    by,
  )
}
