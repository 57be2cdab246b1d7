import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import type { AddFactorRefusal } from "./add-passkey"
import { isFirst } from "./check-factor-code"
import { completeSignIn } from "./complete-sign-in"
import { lockFactors } from "./lock-factors"
import { isComplete, type Viewer } from "./policy"
import { isFresh } from "./rules"
import { offeredSalt, stepOf } from "./totp"

/**
 * Adds the authenticator app that was offered in this sign-in (`findTotpOffer`), once it has shown a right code.
 * Refuses as `addPasskey` does, a wrong code (`factor_invalid`), and a second app (`factor_exists`).
 */
export async function addTotp(
  input: { viewer: Viewer; code: string },
  by: { now?: Date } = {},
): Promise<Outcome<object, AddFactorRefusal | "factor_invalid" | "factor_exists">> {
  const { viewer, code } = input
  return transaction(async (tx, now) => {
    const { totp, any: hasSecondFactor } = await lockFactors(tx, viewer.id)
    if (!isComplete({ ...viewer, hasSecondFactor }, "offered")) return refuse("factor_first")
    if (!isFresh(viewer.signedInAt, now)) return refuse("not_fresh")
    if (totp) return refuse("factor_exists")
    const { totpGeneration } = await tx.teamMember.findUniqueOrThrow({ where: { id: viewer.id } })
    const salt = offeredSalt(viewer.authSessionId, totpGeneration)
    const step = stepOf(code, viewer.id, salt, now)
    if (step === null) return refuse("factor_invalid")
    await tx.totpApp.create({ data: { teamMemberId: viewer.id, salt, createdAt: now } })
    // What proves the app does not sign in as well.
    await isFirst(tx, { teamMemberId: viewer.id, kind: "totp", totpStep: step, at: now })
    if (!hasSecondFactor) await completeSignIn(tx, viewer, "totp", now)
    await recordActivity(tx, "team.factor_added", {
      actor: { kind: "organizer", id: viewer.id },
      detail: { kind: "totp" },
      at: now,
    })
    return { ok: true }
  }, by)
}
