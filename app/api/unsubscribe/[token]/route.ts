import { limitClient } from "@/lib/rate-limit"
import { requestContext } from "@/lib/request-context"
import { leaveSubscription } from "@/lib/subscriptions/leave-subscription"
import { findSubscriptionLocale } from "@/lib/subscriptions/queries"
import { seeOther } from "../../../see-other"

type Context = { params: Promise<{ token: string }> }

/** A mail program that only opens addresses: a person with a button. Opening ends nothing. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { token } = await params
  return seeOther(`/subscription/${encodeURIComponent(token)}`, await findSubscriptionLocale(token))
}

/**
 * One click in a mail program (RFC 8058): ends every subscription of that mailbox, without a cookie and without a question.
 * Whoever has left has left, so the answer is always yes.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const within = await limitClient("unsubscribe", requestContext(request.headers).client)
  if (!within.ok) return say(429, { "Retry-After": String(within.retryAfter) })
  await leaveSubscription({ token: (await params).token, all: true })
  return say(200)
}

const say = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { "Cache-Control": "no-store", ...headers } })
