import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { getLimits } from "@/lib/sessions/settings"

/**
 * Forgets mails once the house no longer keeps them; those that are business letters stay as long as the law asks, and
 * what has still to be sent stays. Runs daily.
 * @returns how many are gone
 */
export async function forgetMails(by: { now?: Date } = {}): Promise<number> {
  const { mails, letters } = await getLimits(by.now ?? presentTime())
  return db.$executeRaw`DELETE FROM mails WHERE id IN (SELECT id FROM mails_to_forget(${mails}, ${letters}))`
}
