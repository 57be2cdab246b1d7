import { addDays } from "@/lib/time-zone"

export const dunningSteps = [1, 2, 3] as const
export type DunningStep = (typeof dunningSteps)[number]

/** What the list of open items can show. */
export const itemChoices = ["open", "overdue", "all"] as const
export type ItemChoice = (typeof itemChoices)[number]

/** What was sent of an invoice already; days as "2027-01-14". */
export type SentStep = { step: number; sentOn: string }

/**
 * The next step of an unpaid invoice and the day from which on it is due; null after the last. A step that was sent late
 * moves the next one along: between two lies at least as long as the house has set.
 * @param days after the due day, ascending
 */
export function nextStep(
  dueOn: string,
  sent: SentStep[],
  days: readonly [number, number, number],
): { step: DunningStep; from: string } | null {
  const last = sent.toSorted((a, b) => a.step - b.step).at(-1)
  const step = dunningSteps.find((each) => each > (last?.step ?? 0))
  if (!step) return null
  const from = addDays(dueOn, days[step - 1]!)
  if (!last) return { step, from }
  const atLeast = addDays(last.sentOn, days[step - 1]! - days[step - 2]!)
  return { step, from: from > atLeast ? from : atLeast }
}
