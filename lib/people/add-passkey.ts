import { verifyRegistrationResponse } from "@simplewebauthn/server"
import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isFirst } from "./check-factor-code"
import { completeSignIn } from "./complete-sign-in"
import { lockFactors } from "./lock-factors"
import { algorithms, boundToSignIn, findChallenge, relyingParty } from "./passkey-challenges"
import { isComplete, type Viewer } from "./policy"
import { isFresh } from "./rules"
import type { PasskeyResponse } from "./schema"

export type AddFactorRefusal = "not_fresh" | "factor_first"

/**
 * Adds a passkey for the member who is signed in. Refuses when the sign-in is older than ten minutes (`not_fresh`) or
 * lacks the factor that the member has in the meantime (`factor_first`), a challenge that is not this sign-in's, is too
 * old or was answered before (`passkey_expired`), and what does not verify (`passkey_invalid`).
 */
export async function addPasskey(
  input: { viewer: Viewer; response: PasskeyResponse; name: string },
  by: { now?: Date } = {},
): Promise<Outcome<object, AddFactorRefusal | "passkey_expired" | "passkey_invalid">> {
  const { viewer, response, name } = input
  return transaction(async (tx, now) => {
    const { any: hasSecondFactor } = await lockFactors(tx, viewer.id)
    if (!isComplete({ ...viewer, hasSecondFactor }, "offered")) return refuse("factor_first")
    if (!isFresh(viewer.signedInAt, now)) return refuse("not_fresh")
    const boundTo = boundToSignIn(viewer.authSessionId)
    const challenge = await findChallenge(tx, { response: response.response, purpose: "register", boundTo }, now)
    if (!challenge) return refuse("passkey_expired")
    const made = await verifyRegistration(response, challenge.challenge)
    if (!made) return refuse("passkey_invalid")
    const proof = { teamMemberId: viewer.id, kind: "passkey", passkeyChallengeId: challenge.id, at: now } as const
    if (!(await isFirst(tx, proof))) return refuse("passkey_expired")
    const { credential } = made
    const { count } = await tx.passkey.createMany({
      data: {
        teamMemberId: viewer.id,
        credentialId: credential.id,
        publicKey: credential.publicKey,
        counter: credential.counter,
        transports: credential.transports ?? [],
        name,
        createdAt: now,
      },
      skipDuplicates: true,
    })
    if (count === 0) return refuse("passkey_invalid")
    if (!hasSecondFactor) await completeSignIn(tx, viewer, "passkey", now)
    await recordActivity(tx, "team.factor_added", {
      actor: { kind: "organizer", id: viewer.id },
      detail: { kind: "passkey", name },
      at: now,
    })
    return { ok: true }
  }, by)
}

async function verifyRegistration(response: PasskeyResponse, expectedChallenge: string) {
  const { rpID, origin } = relyingParty()
  const expected = { expectedChallenge, expectedRPID: rpID, expectedOrigin: origin }
  const demanded = { requireUserVerification: true, supportedAlgorithmIDs: algorithms }
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: response as never,
      ...expected,
      ...demanded,
    })
    return registrationInfo ?? null
  } catch {
    // The library throws what is wrong; whoever sent it gets one answer for all of it.
    return null
  }
}
