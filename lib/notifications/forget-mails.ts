import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { getLimits } from "@/lib/sessions/settings"

/**
 * Forgets mails once the house no longer keeps them; those that are business letters stay as long as the law asks, and
 * what has still to be sent stays. How two of a closed round reach each other goes with what was said there in confidence.
 * Runs daily.
 * @returns how many are gone
 */
export async function forgetMails(by: { now?: Date } = {}): Promise<number> {
  const { mails, letters, rounds } = await getLimits(by.now ?? presentTime())
  return db.$executeRaw`
    DELETE FROM mails WHERE id IN (
      SELECT id FROM mails_to_forget(${mails}, ${letters})
      UNION SELECT m.id FROM mails m JOIN group_sessions g ON g.id = m.group_session_id
             WHERE m.kind = 'contact_exchanged' AND m.state NOT IN ('queued', 'sending') AND g.ends_at < ${rounds})`
}
