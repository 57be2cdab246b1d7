import { generateRegistrationOptions } from "@simplewebauthn/server"
import { transaction } from "@/lib/db"
import { algorithms, boundToSignIn, keepChallenge, relyingParty } from "./passkey-challenges"
import type { Viewer } from "./policy"
import { passkeyMs } from "./rules"

/**
 * What a browser needs to make a passkey, good for five minutes and this sign-in. The passkey has to recognise its
 * owner by itself (user verification): then it is two factors in one. It tells nothing of its maker (no attestation).
 */
export async function startAddingPasskey(
  viewer: Pick<Viewer, "id" | "authSessionId" | "email" | "name">,
  { house }: { house: string },
  by: { now?: Date } = {},
) {
  return transaction(async (tx, now) => {
    const known = await tx.passkey.findMany({ where: { teamMemberId: viewer.id } })
    const options = await generateRegistrationOptions({
      rpName: house,
      rpID: relyingParty().rpID,
      userName: viewer.email,
      userDisplayName: viewer.name,
      userID: new TextEncoder().encode(viewer.id),
      timeout: passkeyMs,
      attestationType: "none",
      supportedAlgorithmIDs: algorithms,
      excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    })
    const boundTo = boundToSignIn(viewer.authSessionId)
    await keepChallenge(tx, { purpose: "register", challenge: options.challenge, boundTo }, now)
    return options
  }, by)
}
