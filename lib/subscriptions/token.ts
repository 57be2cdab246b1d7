import { createHmac, timingSafeEqual } from "node:crypto"
import { secretKey } from "@/lib/secrets"

/**
 * What a mail of a subscription opens it by: its id and 128 bits of MAC, base64url, 43 characters. It goes to the mailbox
 * alone, so it proves that mailbox; it is derived when it is sent, ends with the row, and opens nothing else.
 */
export function subscriptionToken(id: string): string {
  const bytes = Buffer.from(id.replaceAll("-", ""), "hex")
  return Buffer.concat([bytes, mac(bytes)]).toString("base64url")
}

/** The subscription a token was issued for; null for what was not issued here. */
export function readSubscriptionToken(token: string): string | null {
  if (!/^[\w-]{43}$/.test(token)) return null
  const bytes = Buffer.from(token, "base64url")
  const id = bytes.subarray(0, 16)
  if (!timingSafeEqual(bytes.subarray(16), mac(id))) return null
  return id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

const mac = (id: Buffer) => createHmac("sha256", secretKey("subscription")).update(id).digest().subarray(0, 16)
