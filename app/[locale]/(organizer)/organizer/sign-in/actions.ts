"use server"

import { getViewer, signInWithTicket } from "@/lib/auth"
import { refuse } from "@/lib/errors"
import { requestSignInCode } from "@/lib/people/request-sign-in-code"
import { addressInput, signInCodeInput } from "@/lib/people/schema"
import { verifySignInCode } from "@/lib/people/verify-sign-in-code"
import { typed } from "../../../../form-answer"
import { publicAction } from "../../../../public-action"
import { goTo, sayProblems, sayRefusal } from "../desk-action"
import { forgetRequest, rememberedRequest, rememberRequest } from "./browser-cookie"
import { deskPath, signInPath } from "./paths"

export const requestCodeAction = publicAction("ask", async (data) => {
  const parsed = addressInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  await rememberRequest(await requestSignInCode(parsed.data), parsed.data.email)
  return goTo(signInPath(data.get("to")))
})

export const enterCodeAction = publicAction("code", async (data) => {
  const parsed = signInCodeInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  // Sent twice: the first one has done it.
  if (await getViewer()) return goTo(deskPath(data.get("to")))
  const request = await rememberedRequest()
  const verified = request ? await verifySignInCode({ ...request, ...parsed.data }) : refuse("code_expired")
  if (!verified.ok) return sayRefusal(verified, data)
  if (!(await signInWithTicket(verified.ticket))) return sayRefusal(refuse("code_expired"), data)
  await forgetRequest()
  return goTo(deskPath(data.get("to")))
})

export const otherAddressAction = publicAction("write", async (data) => {
  await forgetRequest()
  return goTo(signInPath(data.get("to")))
})
