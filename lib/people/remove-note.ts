import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"

/** Takes a note away for good. */
export async function removeNote(
  input: { noteId: string },
  by: By,
): Promise<Outcome<{ personId: string }, "not_found">> {
  return transaction(async (tx, now) => {
    const note = await tx.personNote.findUnique({ where: { id: input.noteId } })
    if (!note) return refuse("not_found")
    const { count } = await tx.personNote.deleteMany({ where: { id: note.id } })
    if (count === 0) return refuse("not_found")
    const personId = (note.participantId ?? note.bookerId)!
    await recordActivity(tx, "person.note_removed", { actor: by.actor, detail: { personId, noteId: note.id }, at: now })
    return { ok: true, personId }
  }, by)
}
