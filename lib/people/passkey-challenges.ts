import { decodeClientDataJSON } from "@simplewebauthn/server/helpers"
import type { Tx } from "@/lib/db"
import { env } from "@/lib/env"
import type { PasskeyPurpose } from "@/prisma/generated/client"
import { hashSecret } from "./request-sign-in-code"
import { passkeyMs } from "./rules"

/** For whom passkeys are made: this host and no other (WebAuthn, section 5.1.2: "RP ID"). */
export function relyingParty(): { rpID: string; origin: string } {
  const { hostname, origin } = new URL(env().PUBLIC_URL)
  return { rpID: hostname, origin }
}

/** Ed25519, ES256 and RS256: what authenticators have; named, since asking Node what else it knows makes it warn. */
export const algorithms = [-8, -7, -257]

/** A challenge is for the sign-in that adds a passkey, or for the browser that signs in with one. */
export const boundToSignIn = (authSessionId: string): string => `sign-in ${authSessionId}`
export const boundToBrowser = (secret: string): string => `browser ${hashSecret(secret)}`

/** Keeps what a passkey is asked to sign; forgets what is too old to matter. */
export async function keepChallenge(
  tx: Tx,
  { purpose, challenge, boundTo }: { purpose: PasskeyPurpose; challenge: string; boundTo: string },
  now: Date,
): Promise<void> {
  await tx.passkeyChallenge.deleteMany({ where: { createdAt: { lt: new Date(now.getTime() - 12 * passkeyMs) } } })
  const expiresAt = new Date(now.getTime() + passkeyMs)
  await tx.passkeyChallenge.create({ data: { purpose, challenge, boundTo, expiresAt, createdAt: now } })
}

/** The challenge that a response answers, if it was given to this browser for this purpose and still holds; else null. */
export async function findChallenge(
  tx: Tx,
  { response, purpose, boundTo }: { response: { clientDataJSON?: unknown }; purpose: PasskeyPurpose; boundTo: string },
  now: Date,
): Promise<{ id: string; challenge: string } | null> {
  const challenge = claimedChallenge(response.clientDataJSON)
  if (!challenge) return null
  return tx.passkeyChallenge.findFirst({
    where: { challenge, purpose, boundTo, expiresAt: { gt: now } },
    select: { id: true, challenge: true },
  })
}

function claimedChallenge(clientDataJSON: unknown): string | null {
  try {
    const { challenge } = decodeClientDataJSON(String(clientDataJSON))
    return typeof challenge === "string" && /^[\w-]{20,200}$/.test(challenge) ? challenge : null
  } catch {
    return null
  }
}
