import type { By } from "@/lib/activity"
import { now as presentTime } from "@/lib/clock"
import { type Refusal, refuse } from "@/lib/errors"
import type { Retention } from "@/lib/sessions/schema"
import { getSettings, saveSettings } from "@/lib/sessions/settings"
import { countDue } from "./queries-retention"

/**
 * Sets how long personal data is kept. There is no way back from what is erased, so periods under which the next run
 * would erase people are refused (`erases_people`, with their number) until that number, or more, is agreed to.
 */
export async function changeRetention(
  input: { retention: Retention; agreed: number },
  by: By,
): Promise<{ ok: true } | (Refusal<"erases_people"> & { people: number })> {
  const { timeZone } = await getSettings()
  const { people } = await countDue(input.retention, timeZone, by.now ?? presentTime())
  if (people > input.agreed) return { ...refuse("erases_people"), people }
  await saveSettings({ retention: input.retention }, by)
  return { ok: true }
}
