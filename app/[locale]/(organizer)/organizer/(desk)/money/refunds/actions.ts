"use server"

import { z } from "zod"
import { completeRefund } from "@/lib/payments/complete-refund"
import { retryRefund } from "@/lib/payments/retry-refund"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { moneyPath } from "../money-places"

const chosenRefund = z.object({ refundId: z.uuid() })

export const completeRefundAction = deskAction(chosenRefund, keepsMoney, async (chosen, viewer) => {
  const outcome = await completeRefund(chosen, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(moneyPath("refunds"), "refundCompleted") : outcome
})

export const retryRefundAction = deskAction(chosenRefund, keepsMoney, async (chosen, viewer) => {
  const outcome = await retryRefund(chosen, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(moneyPath("refunds"), "refundRetried") : outcome
})
