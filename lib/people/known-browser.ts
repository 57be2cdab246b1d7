import { randomBytes, timingSafeEqual } from "node:crypto"
import { secretHash } from "@/lib/secrets"

/**
 * A browser in which a member has signed in before. What it keeps is "member.random.mac": it says that whoever asks is
 * no stranger, so that strangers cannot use up the codes of this member, and it opens nothing.
 */
export function knownBrowser(teamMemberId: string, random = randomBytes(16).toString("base64url")): string {
  return `${teamMemberId}.${random}.${secretHash("known-browser", `${teamMemberId}\0${random}`)}`
}

/** The name under which a browser's requests are counted, if it is one of this member's; null for a stranger's. */
export function browserName(kept: string | undefined, teamMemberId: string | undefined): string | null {
  const [memberId = "", random = ""] = kept?.split(".") ?? []
  if (!kept || !teamMemberId || memberId !== teamMemberId) return null
  const [given, right] = [Buffer.from(kept), Buffer.from(knownBrowser(teamMemberId, random))]
  return given.length === right.length && timingSafeEqual(given, right) ? secretHash("browser-name", random) : null
}
