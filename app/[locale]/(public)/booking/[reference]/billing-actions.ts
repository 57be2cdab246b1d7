"use server"

import { getLocale } from "next-intl/server"
import { z } from "zod"
import { actorOf } from "@/lib/bookings/policy"
import { billingInput } from "@/lib/bookings/schema-billing"
import { refuse } from "@/lib/errors"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { saveBillingProfile } from "@/lib/payments/save-billing-profile"
import { billingIn } from "../../../../billing-input"
import { payerFor } from "../../../../booking-cookie"
import { sayProblems, sayRefusal, typed } from "../../../../form-answer"
import { redirect } from "../../../../i18n/navigation"
import { publicAction } from "../../../../public-action"

const input = z.object({ billing: billingInput })

/** Says who is billed. */
export const saveBillingAction = publicAction("write", async (data) => {
  const parsed = input.safeParse({ billing: billingIn(typed(data)) })
  if (!parsed.success) return sayProblems(parsed.error, data)
  const holder = await payerFor(data.get("booking"))
  const saved = holder
    ? await saveBillingProfile({ ...parsed.data, bookingId: holder.bookingId }, { actor: actorOf(holder) })
    : refuse("not_found")
  if (!saved.ok) return sayRefusal(saved, data)
  return redirect({ href: `/booking/${String(data.get("booking"))}?done=billed`, locale: await getLocale() })
})

/** Has the invoice issued at once. */
export const requestInvoiceAction = publicAction("write", async (data) => {
  const holder = await payerFor(data.get("booking"))
  const issued = holder
    ? await issueInvoice({ bookingId: holder.bookingId }, { actor: actorOf(holder) })
    : refuse("not_found")
  if (!issued.ok) return sayRefusal(issued, data)
  return redirect({ href: `/booking/${String(data.get("booking"))}?done=invoiced`, locale: await getLocale() })
})
