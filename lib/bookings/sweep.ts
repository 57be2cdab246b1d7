import { forgetFormerLinks } from "@/lib/sessions/forget-former-links"
import { carryOutChanges } from "./carry-out-changes"
import { carryOutDecisions } from "./carry-out-decisions"
import { finishSessions } from "./finish-sessions"
import { lapseHolds } from "./lapse-holds"

/** What time alone brings about. Runs at every full minute, which is when answers are due. */
export async function sweep(options: { now?: Date } = {}): Promise<void> {
  // First what is over: after a standstill nobody gets a seat in yesterday's session.
  await finishSessions(options)
  // Changes first: the answers of a paused session wait for them.
  await carryOutChanges(options)
  await carryOutDecisions(options)
  await lapseHolds(options)
  await forgetFormerLinks(options)
}
