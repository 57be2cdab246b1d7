import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { type Outcome, refuse } from "@/lib/errors"
import { lockFactors } from "./lock-factors"
import type { Viewer } from "./policy"
import { isFresh } from "./rules"

/**
 * Removes one of the member's own factors: a passkey by its id, or the authenticator app. Refuses an old sign-in
 * (`not_fresh`) and, where a second factor is required, the last one (`last_factor`): another is set up first.
 */
export async function removeFactor(
  input: { viewer: Viewer; factor: { passkeyId: string } | "totp" },
  by: { now?: Date } = {},
): Promise<Outcome<object, "not_fresh" | "not_found" | "last_factor">> {
  const { viewer, factor } = input
  return transaction(async (tx, now) => {
    const { passkeys, totp } = await lockFactors(tx, viewer.id)
    if (!isFresh(viewer.signedInAt, now)) return refuse("not_fresh")
    const left = passkeys + Number(totp) - 1
    if (left === 0 && env().SECOND_FACTOR === "required") return refuse("last_factor")
    const removed =
      factor === "totp"
        ? await tx.totpApp.deleteMany({ where: { teamMemberId: viewer.id } })
        : await tx.passkey.deleteMany({ where: { id: factor.passkeyId, teamMemberId: viewer.id } })
    if (removed.count === 0) return refuse("not_found")
    if (factor === "totp")
      await tx.teamMember.update({ where: { id: viewer.id }, data: { totpGeneration: { increment: 1 } } })
    await recordActivity(tx, "team.factor_removed", {
      actor: { kind: "organizer", id: viewer.id },
      detail: { kind: factor === "totp" ? "totp" : "passkey", left },
      at: now,
    })
    return { ok: true }
  }, by)
}
