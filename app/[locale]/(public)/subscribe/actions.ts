"use server"

import { getLocale } from "next-intl/server"
import { requestSubscription } from "@/lib/subscriptions/request-subscription"
import { subscriptionInput } from "@/lib/subscriptions/schema"
import { sayProblems, typed } from "../../../form-answer"
import { redirect } from "../../../i18n/navigation"
import { publicAction } from "../../../public-action"
import { askAboutTypo } from "../../../typo-question"

/** The same answer whether the address is known or not. */
export const requestSubscriptionAction = publicAction("ask", async (data) => {
  const locale = await getLocale()
  const parsed = subscriptionInput.safeParse({ ...typed(data), locale })
  if (!parsed.success) return sayProblems(parsed.error, data)
  const question = await askAboutTypo(data, "email")
  if (question) return question
  await requestSubscription(parsed.data)
  return redirect({ href: "/subscribe?done=sent", locale })
})
