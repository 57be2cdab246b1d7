import { createHmac, timingSafeEqual } from "node:crypto"
import { secretKey } from "@/lib/secrets"

export const recoveryCodeCount = 10

const letters = "abcdefghijklmnopqrstuvwxyz234567"

/**
 * The recovery codes of a member: ten of 80 bits each, "abcd-efgh-ijkl-mnop". They are derived, so the database holds
 * not even their hashes; raising the generation makes others and voids these. That one was used is a `FactorProof`.
 */
export const recoveryCodesOf = (teamMemberId: string, generation: number): string[] =>
  Array.from({ length: recoveryCodeCount }, (_, number) => grouped(recoveryCode(teamMemberId, generation, number)))

/** Which of a member's codes this is, without its hyphens; null for none of them. Takes as long for each. */
export function recoveryNumberOf(code: string, teamMemberId: string, generation: number): number | null {
  if (generation === 0 || code.length !== 16) return null
  const given = Buffer.from(code)
  let found: number | null = null
  for (let number = 0; number < recoveryCodeCount; number++) {
    const right = Buffer.from(recoveryCode(teamMemberId, generation, number))
    if (given.length === right.length && timingSafeEqual(given, right)) found = number
  }
  return found
}

function recoveryCode(teamMemberId: string, generation: number, number: number): string {
  const mac = createHmac("sha256", secretKey("recovery-code")).update(`${teamMemberId}\0${generation}\0${number}`)
  // Five bits a letter: 16 of them are 80 bits, and no byte is split unevenly.
  return Array.from(mac.digest().subarray(0, 16), (byte) => letters[byte & 31]).join("")
}

const grouped = (code: string) => code.replace(/(.{4})(?!$)/g, "$1-")
