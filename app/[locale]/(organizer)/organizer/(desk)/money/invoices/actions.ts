"use server"

import { z } from "zod"
import { issueCreditNote } from "@/lib/invoices/issue-credit-note"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { reissueInvoice } from "@/lib/invoices/reissue-invoice"
import { stornoInput } from "@/lib/invoices/schema-storno"
import { recordVatCheck } from "@/lib/payments/record-vat-check"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { moneyPath } from "../money-places"

const chosenStorno = stornoInput.extend({ as: z.enum(["anew", "xrechnung", "only"]) })

export const takeBackInvoiceAction = deskAction(chosenStorno, keepsMoney, async ({ as, ...chosen }, viewer) => {
  const by = { actor: actorOf(viewer) }
  const outcome =
    as === "only"
      ? await issueCreditNote(chosen, by)
      : await reissueInvoice({ ...chosen, profile: as === "xrechnung" ? as : undefined }, by)
  return outcome.ok ? goTo(moneyPath("invoices"), as === "only" ? "invoiceTakenBack" : "invoiceIssuedAnew") : outcome
})

/** What somebody of the team has read at the register. */
const checkedVatId = z.object({ bookingId: z.uuid(), vatId: z.string(), answer: z.enum(["valid", "invalid"]) })

export const recordVatCheckAction = deskAction(checkedVatId, keepsMoney, async ({ answer, ...checked }, viewer) => {
  const outcome = await recordVatCheck({ ...checked, valid: answer === "valid" }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(moneyPath("invoices"), "vatIdChecked") : outcome
})

/** Of whoever gave a Leitweg-ID it is an XRechnung anyway. */
const chosenBooking = z.object({ bookingId: z.uuid(), profile: z.enum(["xrechnung"]).optional() })

export const issueNowAction = deskAction(chosenBooking, keepsMoney, async (chosen, viewer) => {
  const outcome = await issueInvoice(chosen, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(moneyPath("invoices"), "invoiceIssued") : outcome
})
