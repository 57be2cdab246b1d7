import { errorFacts, log } from "./log"

/**
 * For sweeps: does the work for each item by itself. One that fails is logged and left to the next run, so that it
 * cannot keep the others waiting.
 * @returns how many were done
 */
export async function oneByOne<Item extends object>(
  items: Item[],
  failed: string,
  work: (item: Item) => Promise<unknown>,
): Promise<number> {
  let done = 0
  for (const item of items) {
    try {
      await work(item)
      done++
    } catch (error) {
      log.error({ event: failed, ...item, ...errorFacts(error) })
    }
  }
  return done
}
