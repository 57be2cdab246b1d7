import type { By } from "@/lib/activity"
import { type Refusal, refuse } from "@/lib/errors"
import { assignCredit } from "./assign-credit"

/**
 * Takes several credits for transfers, each by itself: what is refused of one does not stop the others.
 * `credits_left` says how many were taken and how many are left.
 */
export async function assignCredits(
  picked: { creditId: string; bookingId: string }[],
  by: By,
): Promise<{ ok: true; taken: number } | (Refusal<"credits_left"> & { taken: number; left: number })> {
  let left = 0
  for (const one of picked) if (!(await assignCredit(one, by)).ok) left++
  const taken = picked.length - left
  return left === 0 ? { ok: true, taken } : { ...refuse("credits_left"), taken, left }
}
