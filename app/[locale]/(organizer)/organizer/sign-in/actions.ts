"use server"

import { headers } from "next/headers"
import { getSignedIn, signInWithTicket } from "@/lib/auth"
import { refuse } from "@/lib/errors"
import { knownBrowser } from "@/lib/people/known-browser"
import { proveFactor } from "@/lib/people/prove-factor"
import { findTicketMember } from "@/lib/people/queries"
import { requestSignInCode } from "@/lib/people/request-sign-in-code"
import { addressInput, factorCodeInput, signInCodeInput } from "@/lib/people/schema"
import { signInWithPasskey } from "@/lib/people/sign-in-with-passkey"
import { startPasskeySignIn } from "@/lib/people/start-passkey-sign-in"
import { verifySignInCode } from "@/lib/people/verify-sign-in-code"
import { requestContext } from "@/lib/request-context"
import { typed } from "../../../../form-answer"
import { publicAction } from "../../../../public-action"
import { goTo, sayProblems, sayRefusal } from "../desk-action"
import { askPasskey, takeResponse } from "../passkey-answer"
import {
  forgetRequest,
  keepBrowser,
  keptBrowser,
  rememberedRequest,
  rememberPasskey,
  rememberRequest,
  takePasskeySecret,
} from "./browser-cookie"
import { deskPath, signInPath } from "./paths"

export const requestCodeAction = publicAction("ask", async (data) => {
  const parsed = addressInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  const asked = { ...parsed.data, client: requestContext(await headers()).client, browser: await keptBrowser() }
  await rememberRequest(await requestSignInCode(asked), parsed.data.email)
  return goTo(signInPath(data.get("to")))
})

export const enterCodeAction = publicAction("code", async (data) => {
  const parsed = signInCodeInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  // Sent twice: the first one has done it.
  if (await getSignedIn()) return goTo(deskPath(data.get("to")))
  const request = await rememberedRequest()
  const verified = request ? await verifySignInCode({ ...request, ...parsed.data }) : refuse("code_expired")
  if (!verified.ok) return sayRefusal(verified, data)
  // Who has a second factor is asked for it next.
  return verified.ticket ? enter(verified.ticket, data) : goTo(signInPath(data.get("to")))
})

export const enterFactorAction = publicAction("code", async (data) => {
  const parsed = factorCodeInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  if (await getSignedIn()) return goTo(deskPath(data.get("to")))
  const request = await rememberedRequest()
  const proved = request ? await proveFactor({ ...request, ...parsed.data }) : refuse("code_expired")
  return proved.ok ? enter(proved.ticket, data) : sayRefusal(proved, data)
})

export const passkeySignInAction = publicAction("code", async (data) => {
  const response = takeResponse(data)
  if (response === null) {
    const { options, secret } = await startPasskeySignIn({ signIn: await rememberedRequest() })
    await rememberPasskey(secret)
    return askPasskey(options, data)
  }
  const secret = await takePasskeySecret()
  if (!response || !secret) return sayRefusal(refuse("passkey_expired"), data)
  const proved = await signInWithPasskey({ secret, response })
  return proved.ok ? enter(proved.ticket, data) : sayRefusal(proved, data)
})

export const otherAddressAction = publicAction("write", async (data) => {
  await forgetRequest()
  return goTo(signInPath(data.get("to")))
})

async function enter(ticket: string, data: FormData) {
  if (!(await signInWithTicket(ticket))) return sayRefusal(refuse("code_expired"), data)
  const teamMemberId = await findTicketMember(ticket)
  if (teamMemberId) await keepBrowser(knownBrowser(teamMemberId))
  await forgetRequest()
  return goTo(deskPath(data.get("to")))
}
