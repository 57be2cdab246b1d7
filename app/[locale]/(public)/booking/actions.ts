"use server"

import { getLocale } from "next-intl/server"
import { z } from "zod"
import { requestLinks } from "@/lib/bookings/request-links"
import { emailInput } from "@/lib/input"
import { forgetTokens } from "../../../booking-cookie"
import { sayProblems, typed } from "../../../form-answer"
import { redirect } from "../../../i18n/navigation"
import { publicAction } from "../../../public-action"

const linksInput = z.object({ email: emailInput })

/** The same answer whether anything is known of the address or not. */
export const requestLinksAction = publicAction("ask", async (data) => {
  const parsed = linksInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  await requestLinks(parsed.data)
  return redirect({ href: "/booking?done=sent", locale: await getLocale() })
})

/** This browser opens nothing any more; the bookings stay, and so do the links in the mails. */
export const forgetAction = publicAction("write", async () => {
  await forgetTokens()
  return redirect({ href: "/booking", locale: await getLocale() })
})
