"use server"

import type { FormAnswer } from "@/components/desk/form"
import { getViewer, signInWithTicket } from "@/lib/auth"
import { refuse } from "@/lib/errors"
import { requestSignInCode } from "@/lib/people/request-sign-in-code"
import { addressInput, signInCodeInput } from "@/lib/people/schema"
import { verifySignInCode } from "@/lib/people/verify-sign-in-code"
import { goTo, sayProblems, sayRefusal, typed } from "../desk-action"
import { forgetRequest, rememberedRequest, rememberRequest } from "./browser-cookie"
import { deskPath, signInPath } from "./paths"

export async function requestCodeAction(_: FormAnswer, data: FormData): Promise<FormAnswer> {
  const parsed = addressInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  await rememberRequest(await requestSignInCode(parsed.data), parsed.data.email)
  return goTo(signInPath(data.get("to")))
}

export async function enterCodeAction(_: FormAnswer, data: FormData): Promise<FormAnswer> {
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
}

export async function otherAddressAction(_: FormAnswer, data: FormData): Promise<FormAnswer> {
  await forgetRequest()
  return goTo(signInPath(data.get("to")))
}
