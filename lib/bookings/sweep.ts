import { carryOutChanges } from "./carry-out-changes"
import { carryOutDecisions } from "./carry-out-decisions"
import { finishSessions } from "./finish-sessions"
import { lapseHolds } from "./lapse-holds"

/** What time alone brings about. Runs at every full minute, which is when answers are due. */
export async function sweep(options: { now?: Date } = {}): Promise<void> {
  // Changes first: the answers of a paused session wait for them.
  await carryOutChanges(options)
  await carryOutDecisions(options)
  await lapseHolds(options)
  await finishSessions(options)
}
