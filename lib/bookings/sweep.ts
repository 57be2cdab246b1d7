import { carryOutDecisions } from "./carry-out-decisions"
import { finishSessions } from "./finish-sessions"
import { lapseHolds } from "./lapse-holds"

/** What time alone brings about. Runs at every full minute, which is when answers are due. */
export async function sweep(options: { now?: Date } = {}): Promise<void> {
  await carryOutDecisions(options)
  await lapseHolds(options)
  await finishSessions(options)
}
