import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { getLimits } from "@/lib/sessions/settings"

/** Forgets what was asked for and never confirmed, once the house no longer keeps it. Runs daily. */
export async function forgetSubscriptions(options: { now?: Date } = {}): Promise<void> {
  const { unproved } = await getLimits(options.now ?? presentTime())
  await db.subscription.deleteMany({ where: { confirmedAt: null, createdAt: { lt: unproved } } })
}
