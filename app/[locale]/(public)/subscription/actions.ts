"use server"

import { getLocale } from "next-intl/server"
import { z } from "zod"
import { confirmSubscription } from "@/lib/subscriptions/confirm-subscription"
import { leaveSubscription } from "@/lib/subscriptions/leave-subscription"
import { sayProblems, typed } from "../../../form-answer"
import { redirect } from "../../../i18n/navigation"
import { publicAction } from "../../../public-action"
import { subscriptionInBrowser } from "../../../subscription-cookie"

/** The link from the mail is the proof. */
export const confirmSubscriptionAction = publicAction("write", async () => {
  const confirmed = await confirmSubscription({ token: await subscriptionInBrowser() })
  return redirect({ href: `/subscription?done=${confirmed.ok ? "confirmed" : "void"}`, locale: await getLocale() })
})

const leaveInput = z.object({ which: z.uuid().optional(), all: z.literal("1").optional() })

/** Whoever leaves what is left has left. */
export const leaveSubscriptionAction = publicAction("write", async (data) => {
  const parsed = leaveInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  const { which, all } = parsed.data
  await leaveSubscription({ token: await subscriptionInBrowser(), which, all: all === "1" })
  return redirect({ href: "/subscription?done=left", locale: await getLocale() })
})
