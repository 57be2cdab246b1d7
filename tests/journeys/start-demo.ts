import { startDemoInstance } from "../../scripts/demo-instance"

/** Starts one demo for all journeys. `JOURNEYS_ORIGIN` names a running one to use instead, which is quicker at work. */
export default async function startDemo(): Promise<() => Promise<void>> {
  if (process.env.JOURNEYS_ORIGIN) return async () => {}
  const { origin, stop } = await startDemoInstance()
  process.env.JOURNEYS_ORIGIN = origin
  return stop
}
