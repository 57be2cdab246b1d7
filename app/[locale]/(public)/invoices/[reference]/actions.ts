"use server"

import { getLocale } from "next-intl/server"
import { redirect as leave } from "next/navigation"
import { z } from "zod"
import { billingInput } from "@/lib/bookings/schema-billing"
import { refuse } from "@/lib/errors"
import { correctBilling } from "@/lib/invoices/correct-billing"
import { actorOfRecipients } from "@/lib/invoices/policy"
import { startPayment } from "@/lib/payments/start-payment"
import { billingIn } from "../../../../billing-input"
import { sayProblems, sayRefusal, typed } from "../../../../form-answer"
import { redirect } from "../../../../i18n/navigation"
import { recipientFor } from "../../../../my-invoices"
import { publicAction } from "../../../../public-action"

const input = z.object({ billing: billingInput })

/** Says whom the invoices are for; what is issued already is issued anew. */
export const correctBillingAction = publicAction("write", async (data) => {
  const parsed = input.safeParse({ billing: billingIn(typed(data)) })
  if (!parsed.success) return sayProblems(parsed.error, data)
  const recipient = await recipientFor(data.get("booking"))
  const corrected = recipient
    ? await correctBilling({ ...recipient, ...parsed.data }, { actor: actorOfRecipients })
    : refuse("not_found")
  if (!corrected.ok) return sayRefusal(corrected, data)
  const done = corrected.renewed ? "renewed" : "changed"
  return redirect({ href: `/invoices/${String(data.get("booking"))}?done=${done}`, locale: await getLocale() })
})

/** Leads to the page on which is paid. */
export const payInvoiceAction = publicAction("write", async (data) => {
  const recipient = await recipientFor(data.get("booking"))
  const started = recipient
    ? await startPayment({ bookingId: recipient.bookingId }, { actor: actorOfRecipients })
    : refuse("not_found")
  return started.ok ? leave(started.url) : sayRefusal(started, data)
})
