"use server"

import { z } from "zod"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { moneyPath } from "../money-places"

const chosenBooking = z.object({ bookingId: z.uuid() })

export const issueNowAction = deskAction(chosenBooking, keepsMoney, async (chosen, viewer) => {
  const outcome = await issueInvoice(chosen, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(moneyPath("invoices"), "invoiceIssued") : outcome
})
