import { timingSafeEqual } from "node:crypto"
import type { MailEvent } from "../schema-events"

/** A webhook call as it came: what is signed are the bytes, not what they are read as. */
export type Call = { headers: Pick<Headers, "get">; body: Buffer }

/** A service that delivers our mails and tells what became of them. */
export type Provider = {
  /** Whether the call comes from whoever shares this secret with us. */
  isGenuine: (call: Call, secret: string) => boolean
  /**
   * What it tells, as far as we act on it.
   * @throws z.ZodError, SyntaxError
   */
  read: (body: Buffer) => MailEvent[]
}

/** Compares without telling by its time where the first difference is. */
export function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
