import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { type Outcome, refuse } from "@/lib/errors"
import { hourlyTests } from "./rules"

/**
 * Asks for a mail to the member's own address, on the way that all mails go. Refuses more than five within an hour
 * (`rate_limited`).
 * @returns the id of the activity, by which `findTestMail` knows the mail
 */
export async function requestTestMail(
  input: { teamMemberId: string },
  by: By,
): Promise<Outcome<{ activityId: string }, "rate_limited">> {
  const { teamMemberId } = input
  return transaction(async (tx, now) => {
    // Two at once would both see one too few.
    await tx.$queryRaw`SELECT id FROM team_members WHERE id = ${teamMemberId}::uuid FOR NO KEY UPDATE`
    const since = new Date(now.getTime() - 60 * 60_000)
    const asked = await tx.activity.count({ where: { actorId: teamMemberId, kind: "mail.tested", at: { gt: since } } })
    const limit = hourlyTests * env().RATE_LIMIT
    if (limit > 0 && asked >= limit) return refuse("rate_limited")
    const activityId = await recordActivity(tx, "mail.tested", { actor: by.actor, at: now })
    return { ok: true, activityId }
  }, by)
}
