"use server"

import { resolveException } from "@/lib/payments/resolve-exception"
import { resolutionInput } from "@/lib/payments/schema-desk"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { moneyPath } from "../money-places"

export const resolveExceptionAction = deskAction(resolutionInput, keepsMoney, async (input, viewer) => {
  const outcome = await resolveException(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(moneyPath("exceptions"), "exceptionResolved") : outcome
})
