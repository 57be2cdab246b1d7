import type { By } from "@/lib/activity"
import { type Refusal, refuse } from "@/lib/errors"
import { contrastOnPaper, isReadable, nearestReadable } from "@/lib/palette"
import { saveSettings } from "./settings"

/**
 * Sets the one colour of pages and mails. Refuses what cannot be read on paper (`accent_pale`), with its contrast and the
 * nearest colour that can: it is offered and not taken in its place, so that nobody finds a colour they have not chosen.
 */
export async function chooseAccent(
  input: { accent: string },
  by: By,
): Promise<{ ok: true } | (Refusal<"accent_pale"> & { contrast: number; nearest: string })> {
  const { accent } = input
  if (!isReadable(accent))
    return { ...refuse("accent_pale"), contrast: contrastOnPaper(accent), nearest: nearestReadable(accent) }
  await saveSettings({ accent }, by)
  return { ok: true }
}
