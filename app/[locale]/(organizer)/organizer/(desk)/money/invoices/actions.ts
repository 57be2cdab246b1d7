"use server"

import { z } from "zod"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { moneyPath } from "../money-places"

/** Of whoever gave a Leitweg-ID it is an XRechnung anyway. */
const chosenBooking = z.object({ bookingId: z.uuid(), profile: z.enum(["xrechnung"]).optional() })

export const issueNowAction = deskAction(chosenBooking, keepsMoney, async (chosen, viewer) => {
  const outcome = await issueInvoice(chosen, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(moneyPath("invoices"), "invoiceIssued") : outcome
})
