import { startDemoInstance } from "../../scripts/demo-instance"

/** Starts one demo for all journeys. `JOURNEYS_ORIGIN` names a running one to use instead, which is quicker at work. */
export default async function startDemo(): Promise<() => Promise<void>> {
  if (process.env.JOURNEYS_ORIGIN) return async () => {}
  // One mailbox signs in to the desk for all of them.
  const { origin, stop } = await startDemoInstance({ RATE_LIMIT: "20" })
  process.env.JOURNEYS_ORIGIN = origin
  return stop
}
