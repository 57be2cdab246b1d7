import { isTransient } from "@/lib/errors"
import { errorFacts, log } from "@/lib/log"
import { takeSigned } from "@/lib/payments/take-stripe-event"
import { limitClient } from "@/lib/rate-limit"
import { requestContext } from "@/lib/request-context"

const statuses = { off: 404, not_genuine: 400 } as const

/** Where Stripe tells what happened. It learns whether it was believed; what could not be done is told again. */
export async function POST(request: Request): Promise<Response> {
  const { client, requestId } = requestContext(request.headers)
  const within = await limitClient("events", client)
  if (!within.ok) return say(429, { "Retry-After": String(within.retryAfter) })
  const body = Buffer.from(await request.arrayBuffer())
  try {
    const taken = await takeSigned({ body, signature: request.headers.get("stripe-signature") })
    return say(taken.ok ? 200 : statuses[taken.reason])
  } catch (error) {
    log.error({ event: "stripe_event.failed", requestId, ...errorFacts(error) })
    return say(isTransient(error) ? 503 : 500)
  }
}

const say = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { "Cache-Control": "no-store", ...headers } })
