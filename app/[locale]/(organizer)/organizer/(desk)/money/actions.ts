"use server"

import { z } from "zod"
import { number } from "@/lib/input"
import { remindPayment } from "@/lib/invoices/remind-payment"
import { dunningSteps } from "@/lib/invoices/rules-dunning"
import { hundredths } from "@/lib/money"
import { recordTransfer } from "@/lib/payments/record-transfer"
import { transferInput } from "@/lib/payments/schema-desk"
import { withdrawTransfer } from "@/lib/payments/withdraw-transfer"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../desk-action"
import { itemsPath, showInput } from "./money-places"

const typedTransfer = transferInput.extend({
  grossCents: z.string().transform(hundredths).pipe(transferInput.shape.grossCents),
  show: showInput,
})

export const recordTransferAction = deskAction(typedTransfer, keepsMoney, async ({ show, ...transfer }, viewer) => {
  const outcome = await recordTransfer(transfer, { actor: actorOf(viewer) })
  if (!outcome.ok) return outcome
  const { undecided, openCents } = outcome
  return goTo(itemsPath(show), undecided ? "transferKept" : openCents < 0 ? "transferTooMuch" : "transferRecorded")
})

const chosenTransfer = z.object({
  ...{ paymentId: z.uuid(), show: showInput },
  nothingSent: z.literal("on").optional(),
})

export const withdrawTransferAction = deskAction(chosenTransfer, keepsMoney, async ({ show, ...chosen }, viewer) => {
  const nothingSent = chosen.nothingSent === "on"
  const outcome = await withdrawTransfer({ ...chosen, nothingSent }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(itemsPath(show), "transferWithdrawn") : outcome
})

const chosenReminder = z.object({ bookingId: z.uuid(), step: number(z.literal(dunningSteps)), show: showInput })

export const remindPaymentAction = deskAction(chosenReminder, keepsMoney, async ({ show, ...chosen }, viewer) => {
  const outcome = await remindPayment(chosen, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(itemsPath(show), outcome.reminded ? "reminderSent" : "reminderAlready") : outcome
})
