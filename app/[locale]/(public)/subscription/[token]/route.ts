import type { Locale } from "next-intl"
import { readSubscriptionToken } from "@/lib/subscriptions/token"
import { seeOther } from "../../../../see-other"
import { rememberSubscription } from "../../../../subscription-cookie"

type Context = { params: Promise<{ locale: string; token: string }> }

/** The link in the mails of a subscription: leads to a page with buttons. Opening it confirms and ends nothing. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { token, locale } = (await params) as { token: string; locale: Locale }
  if (readSubscriptionToken(token)) await rememberSubscription(token)
  return seeOther("/subscription", locale)
}
