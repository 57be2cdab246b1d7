import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { differences } from "@/lib/differences"
import { type Outcome, refuse } from "@/lib/errors"
import { getReminderRules } from "./queries-reminders"
import type { ReminderRules } from "./rules-reminders"

/**
 * Sets when the people of a format are reminded and asked, in all its sessions to come. What would have been due before
 * is not made up for; saving what is saved has no effect. Refuses a format that is not there (`not_found`).
 */
export async function saveReminders(
  input: { formatId: string; rules: ReminderRules },
  by: By,
): Promise<Outcome<{ changed: boolean }, "not_found">> {
  const { formatId, rules } = input
  return transaction(async (tx, now) => {
    const [format] = await tx.$queryRaw<object[]>`
      SELECT id FROM formats WHERE id = ${formatId}::uuid AND kind = 'group' FOR NO KEY UPDATE`
    if (!format) return refuse("not_found")
    const { setAt: _, ...before } = await getReminderRules(formatId, tx)
    const changed = differences(before, rules)
    if (!changed) return { ok: true, changed: false }
    const set = { ...rules, setAt: now }
    await tx.formatReminders.upsert({ where: { formatId }, create: { formatId, ...set }, update: set })
    const detail = { formatId, ...changed }
    await recordActivity(tx, "format.reminders_set", { actor: by.actor, detail, at: now })
    return { ok: true, changed: true }
  }, by)
}
