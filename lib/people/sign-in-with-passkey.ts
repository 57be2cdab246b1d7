import { verifyAuthenticationResponse } from "@simplewebauthn/server"
import { transaction } from "@/lib/db"
import { type Outcome, refuse } from "@/lib/errors"
import { isFirst } from "./check-factor-code"
import { issueTicket } from "./issue-ticket"
import { boundToBrowser, findChallenge, relyingParty } from "./passkey-challenges"
import { hashSecret } from "./request-sign-in-code"
import type { PasskeyResponse } from "./schema"

/**
 * A passkey signs in by itself: it has recognised its owner (user verification), which with its possession is two
 * factors. Hands out a ticket (`redeemTicket`). Refuses a challenge that this browser was not given, that is too old or
 * was answered before (`passkey_expired`), and an unknown passkey, a wrong signature or a counter that has not gone up
 * (`passkey_invalid`).
 */
export async function signInWithPasskey(
  input: { secret: string; response: PasskeyResponse },
  by: { now?: Date } = {},
): Promise<Outcome<{ ticket: string }, "passkey_expired" | "passkey_invalid">> {
  const { secret, response } = input
  return transaction(async (tx, now) => {
    const asked = { response: response.response, purpose: "sign_in", boundTo: boundToBrowser(secret) } as const
    const challenge = await findChallenge(tx, asked, now)
    if (!challenge) return refuse("passkey_expired")
    // Locked, so that the counter is compared with the one before.
    const [passkey] = await tx.$queryRaw<Known[]>`
      SELECT p.id, p.team_member_id AS "teamMemberId", p.credential_id AS "credentialId", p.public_key AS "publicKey",
             p.counter::int8 AS counter
        FROM passkeys p JOIN team_members m ON m.id = p.team_member_id
       WHERE p.credential_id = ${response.id} AND m.removed_at IS NULL FOR NO KEY UPDATE OF p`
    const counter = passkey ? await verifySignature(response, challenge.challenge, passkey) : null
    if (!passkey || counter === null) return refuse("passkey_invalid")
    const { teamMemberId } = passkey
    const proof = { teamMemberId, kind: "passkey", passkeyChallengeId: challenge.id, at: now } as const
    if (!(await isFirst(tx, proof))) return refuse("passkey_expired")
    await tx.passkey.update({ where: { id: passkey.id }, data: { counter, lastUsedAt: now } })
    const { id: challengeId } = await tx.signInChallenge.create({
      data: { teamMemberId, browserHash: hashSecret(secret), usedAt: now, expiresAt: now, createdAt: now },
    })
    const ticket = await issueTicket(tx, { challengeId, secondFactor: "passkey" }, now)
    return ticket ? { ok: true, ticket } : refuse("passkey_expired")
  }, by)
}

type Known = { id: string; teamMemberId: string; credentialId: string; publicKey: Uint8Array; counter: bigint }

/** The new counter, or null. */
async function verifySignature(response: PasskeyResponse, expectedChallenge: string, passkey: Known) {
  const { rpID, origin } = relyingParty()
  const credential = {
    id: passkey.credentialId,
    publicKey: new Uint8Array(passkey.publicKey),
    counter: Number(passkey.counter),
  }
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as never,
      expectedChallenge,
      expectedRPID: rpID,
      expectedOrigin: origin,
      credential,
      requireUserVerification: true,
    })
    return verified ? authenticationInfo.newCounter : null
  } catch {
    // The library throws what is wrong; whoever sent it gets one answer for all of it.
    return null
  }
}
