import { addPasskey } from "@/lib/people/add-passkey"
import { addTeamMember } from "@/lib/people/add-team-member"
import { addTotp } from "@/lib/people/add-totp"
import { type Viewer } from "@/lib/people/policy"
import { findViewer } from "@/lib/people/queries"
import { redeemTicket } from "@/lib/people/redeem-ticket"
import { requestSignInCode } from "@/lib/people/request-sign-in-code"
import { factorCodeInput } from "@/lib/people/schema"
import { startAddingPasskey } from "@/lib/people/start-adding-passkey"
import { offeredSalt, totpOf } from "@/lib/people/totp"
import { verifySignInCode } from "@/lib/people/verify-sign-in-code"
import { deriveCode } from "@/lib/secrets"
import { authenticator } from "../support/authenticator"
import { renewOwnDatabase, type Without } from "../support/database"
import { done } from "../support/world"

export const now = new Date("2027-01-11T09:00:00Z")
export const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
export const email = "erika@runde.example"
export const typed = (code: string) => factorCodeInput.parse({ code }).code

/** The first step: a code by mail. */
export async function byMail(at = now) {
  const request = await requestSignInCode({ email }, { now: at })
  const code = deriveCode("sign-in", request.challengeId, 1)
  return { request, ...done(await verifySignInCode({ ...request, code }, { now: at })) }
}
export async function redeem(ticket: string | null, at = now): Promise<Viewer> {
  const { authSessionId } = done(await redeemTicket({ ticket: ticket ?? "", userAgent: "" }, { now: at }))
  return (await findViewer(authSessionId, at))!
}
export const signInByMail = async (at = now) => redeem((await byMail(at)).ticket, at)

export async function withPasskey(viewer: Viewer, device = authenticator(), at = now) {
  const options = await startAddingPasskey(viewer, { house: "Runde" }, { now: at })
  return { device, added: await addPasskey({ viewer, response: device.create(options), name: "Test" }, { now: at }) }
}
/** Sets up the app that the page offers; gives back how it makes codes. */
export async function withApp(viewer: Viewer, at = now) {
  const app = totpOf(viewer.id, offeredSalt(viewer.authSessionId, 0))
  done(await addTotp({ viewer, code: app.generate({ timestamp: at.getTime() }) }, { now: at }))
  return (when: Date) => app.generate({ timestamp: when.getTime() })
}
export async function erikaWithApp({ without }: Without = {}) {
  await fresh({ without })
  return withApp(await signInByMail())
}
export async function fresh({ without }: Without = {}) {
  await renewOwnDatabase({ without })
  const by = { actor: { kind: "system" as const }, now }
  return done(await addTeamMember({ email, name: "Erika", role: "owner" }, by)).teamMemberId
}
