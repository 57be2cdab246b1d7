import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockSessions } from "@/lib/sessions/lock-sessions"

/**
 * Takes back the question whether another date suits: from now on nobody can answer it. Who has moved stays moved. What
 * is over already stays as it was.
 */
export async function withdrawMerge(input: { questionId: string }, by: By): Promise<Outcome<object, "not_found">> {
  const where = { id: input.questionId }
  return transaction(async (tx, now) => {
    const asked = await tx.mergeQuestion.findUnique({ where, select: { groupSessionId: true } })
    if (!asked) return refuse("not_found")
    const sessionId = asked.groupSessionId
    // Whoever is answering holds this lock, too.
    await lockSessions(tx, [sessionId])
    const { count } = await tx.mergeQuestion.updateMany({ where: { ...where, endedAt: null }, data: { endedAt: now } })
    const detail = { questionId: where.id }
    if (count > 0) await recordActivity(tx, "merge.withdrawn", { actor: by.actor, sessionId, detail, at: now })
    return { ok: true }
  }, by)
}
