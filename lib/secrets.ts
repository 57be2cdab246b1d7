import { createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from "node:crypto"
import { env } from "./env"

/**
 * Links, codes and tokens are derived, never stored: an HMAC of the server's secret over purpose, booking, role and
 * a generation number. Raising the generation voids them; the database, jobs, outbox and journal hold none.
 */
export type TokenPurpose = "hold" | "verify" | "manage" | "api"
export type TokenRole = "participant" | "booker"
export type TokenClaim = { purpose: TokenPurpose; role: TokenRole; bookingId: string }

const purposes: TokenPurpose[] = ["hold", "verify", "manage", "api"]
const roles: TokenRole[] = ["participant", "booker"]
const macBytes = 16

const keys = new Map<string, Buffer>()
/** A key of its own for each use of APP_SECRET (RFC 5869). */
export function secretKey(use: string): Buffer {
  let key = keys.get(use)
  if (!key) keys.set(use, (key = Buffer.from(hkdfSync("sha256", env().APP_SECRET, "runde", use, 32))))
  return key
}

const mac = (use: string, ...parts: (string | Buffer)[]) => {
  const hmac = createHmac("sha256", secretKey(use))
  for (const part of parts) hmac.update(part).update("\0")
  return hmac.digest()
}

/**
 * A token of one booking and one role: 128 bits of MAC behind purpose, role, id and a salt, base64url, 56 characters.
 * The same claim gives the same token, so that a mail sent twice carries one link; API tokens are salted, each fresh.
 */
export function issueToken(claim: TokenClaim, generation: number): string {
  const head = Buffer.concat([
    Buffer.from([purposes.indexOf(claim.purpose), roles.indexOf(claim.role)]),
    Buffer.from(claim.bookingId.replaceAll("-", ""), "hex"),
    claim.purpose === "api" ? randomBytes(8) : Buffer.alloc(8),
  ])
  return Buffer.concat([head, mac("token", head, String(generation)).subarray(0, macBytes)]).toString("base64url")
}

/** What a token claims to be; null when it is not one. Believe it only after `isTokenValid`. */
export function readToken(token: string): TokenClaim | null {
  if (!/^[\w-]{56}$/.test(token)) return null
  const bytes = Buffer.from(token, "base64url")
  const purpose = purposes[bytes[0] ?? -1]
  const role = roles[bytes[1] ?? -1]
  if (!purpose || !role) return null
  return { purpose, role, bookingId: asUuid(bytes.subarray(2, 18).toString("hex")) }
}

/** Whether a token was issued here for that generation. */
export function isTokenValid(token: string, generation: number): boolean {
  const bytes = Buffer.from(token, "base64url")
  const head = bytes.subarray(0, 26)
  const given = bytes.subarray(26)
  return (
    given.length === macBytes && timingSafeEqual(given, mac("token", head, String(generation)).subarray(0, macBytes))
  )
}

/**
 * What a link may show without opening a booking: its page for approval, its invoices, or a calendar that reads by
 * itself.
 */
type View = "approval" | "feed" | "invoice"
const viewHeadBytes = 16

/** The token of a link that opens no booking: an id and 128 bits of MAC, base64url, 43 characters. */
export function issueViewToken(view: View, id: string, generation: number): string {
  const head = Buffer.from(id.replaceAll("-", ""), "hex")
  return Buffer.concat([head, viewMac(view, head, generation)]).toString("base64url")
}

/** Whose token it claims to be; null when it is not one. Believe it only after `isViewTokenValid`. */
export function readViewToken(token: string): string | null {
  if (!/^[\w-]{43}$/.test(token)) return null
  const hex = Buffer.from(token, "base64url").subarray(0, viewHeadBytes).toString("hex")
  return asUuid(hex)
}

export function isViewTokenValid(view: View, token: string, generation: number): boolean {
  const bytes = Buffer.from(token, "base64url")
  const given = bytes.subarray(viewHeadBytes)
  const right = viewMac(view, bytes.subarray(0, viewHeadBytes), generation)
  return given.length === macBytes && timingSafeEqual(given, right)
}

const viewMac = (view: View, head: Buffer, generation: number) =>
  mac(`view:${view}`, head, String(generation)).subarray(0, macBytes)

const asUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")

/** Digits that prove a mailbox, six unless more are asked for. */
export function deriveCode(use: "booking" | "sign-in", id: string, generation: number, length = 6): string {
  const number = BigInt(`0x${mac(`code:${use}`, id, String(generation)).toString("hex")}`)
  return (number % 10n ** BigInt(length)).toString().padStart(length, "0")
}

export function isCodeRight(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** A name for something that nobody shall read from it, such as an address on the network. */
export const secretHash = (use: string, text: string): string =>
  createHmac("sha256", secretKey(use)).update(text).digest("base64url")

// Without 0/O, 1/I/L and U: read out on the telephone, and no words.
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

/** A human reference such as "R-7KQ4-M2XB": 39 bits, a name and not a secret. */
export function newReference(): string {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join("")
  return `R-${letters.slice(0, 4)}-${letters.slice(4)}`
}
