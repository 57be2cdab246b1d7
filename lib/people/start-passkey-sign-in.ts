import { randomBytes } from "node:crypto"
import { generateAuthenticationOptions } from "@simplewebauthn/server"
import { transaction } from "@/lib/db"
import { boundToBrowser, keepChallenge, relyingParty } from "./passkey-challenges"
import { openSignIn } from "./prove-factor"
import { passkeyMs } from "./rules"

/**
 * What a browser needs to sign in with a passkey, and the secret that it keeps meanwhile. Where a code by mail was right
 * already the passkeys of that member are named, so that one which is kept on a stick is found too; a stranger is told
 * of none.
 */
export async function startPasskeySignIn(
  input: { signIn: { challengeId: string; secret: string } | null },
  by: { now?: Date } = {},
) {
  return transaction(async (tx, now) => {
    const open = input.signIn && (await tx.signInChallenge.findFirst({ where: openSignIn(input.signIn, now) }))
    const known = open?.teamMemberId
      ? await tx.passkey.findMany({ where: { teamMemberId: open.teamMemberId }, orderBy: { createdAt: "asc" } })
      : []
    const options = await generateAuthenticationOptions({
      rpID: relyingParty().rpID,
      timeout: passkeyMs,
      userVerification: "required",
      allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    })
    const secret = randomBytes(16).toString("base64url")
    const boundTo = boundToBrowser(secret)
    await keepChallenge(tx, { purpose: "sign_in", challenge: options.challenge, boundTo }, now)
    return { options, secret }
  }, by)
}
