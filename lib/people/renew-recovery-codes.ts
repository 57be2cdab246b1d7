import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { lockFactors } from "./lock-factors"
import type { Viewer } from "./policy"
import { isFresh } from "./rules"

/** Makes ten new recovery codes and voids those before. Refuses an old sign-in (`not_fresh`), and who has no factor. */
export async function renewRecoveryCodes(
  input: { viewer: Viewer },
  by: { now?: Date } = {},
): Promise<Outcome<object, "not_fresh" | "not_found">> {
  const { viewer } = input
  return transaction(async (tx, now) => {
    const factors = await lockFactors(tx, viewer.id)
    if (!factors.any) return refuse("not_found")
    if (!isFresh(viewer.signedInAt, now)) return refuse("not_fresh")
    await tx.teamMember.update({
      where: { id: viewer.id },
      data: { recoveryGeneration: { increment: 1 }, recoveryKeptAt: null },
    })
    await recordActivity(tx, "team.recovery_codes_renewed", {
      actor: { kind: "organizer", id: viewer.id },
      at: now,
    })
    return { ok: true }
  }, by)
}
