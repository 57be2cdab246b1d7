import { createHmac } from "node:crypto"
import { Secret, TOTP } from "otpauth"
import { secretKey } from "@/lib/secrets"

// RFC 6238 with what every app knows: SHA-1, six digits, 30 seconds. The secret is derived from the server's and a
// salt, like every other secret here: a copy of the database makes no codes.

const period = 30
const secretBytes = 20

/**
 * The salt of the app that may be set up in one sign-in: only whoever has this sign-in has seen its secret. It changes
 * when an app is removed.
 */
export const offeredSalt = (authSessionId: string, totpGeneration: number): string =>
  `${authSessionId}:${totpGeneration}`

/** The app of a member, as it makes codes. */
export function totpOf(teamMemberId: string, salt: string, names = { issuer: "Runde", label: "" }): TOTP {
  const derived = createHmac("sha256", secretKey("totp")).update(`${teamMemberId}\0${salt}`).digest()
  const secret = new Secret({ buffer: new Uint8Array(derived.subarray(0, secretBytes)).buffer })
  return new TOTP({ ...names, algorithm: "SHA1", digits: 6, period, secret })
}

/** Which step of the clock a code is of; null for a code of none. One step early or late is right (RFC 6238, 5.2). */
export function stepOf(code: string, teamMemberId: string, salt: string, now: Date): number | null {
  const timestamp = now.getTime()
  const delta = totpOf(teamMemberId, salt).validate({ token: code, timestamp, window: 1 })
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta
}
