import type { By } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { revisionOf } from "@/lib/revision"
import { type HouseData, houseInput } from "./schema"
import { defaultSettings, lockSettings, writeSettings } from "./settings"

/**
 * Saves who the house is. The edit names what it was made on (`houseRevision`): when somebody has saved something else
 * of it since it is refused as `stale_revision`. What other pages set, such as the colour, is no part of it.
 */
export async function editHouse(
  { revision, house }: { revision: string; house: HouseData },
  by: By,
): Promise<Outcome<object, "stale_revision">> {
  return transaction(async (tx, now) => {
    const before = await lockSettings(tx, now)
    if (houseRevision({ ...defaultSettings, ...before }) !== revision) return refuse("stale_revision")
    await writeSettings(tx, before, house, { ...by, now })
    return { ok: true }
  }, by)
}

/** Names what the form of the house shows. */
export const houseRevision = (settings: HouseData): string => revisionOf(houseInput.parse(settings))
