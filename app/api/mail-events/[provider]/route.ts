import { isTransient } from "@/lib/errors"
import { errorFacts, log } from "@/lib/log"
import { readMailEvents } from "@/lib/notifications/read-mail-events"
import { takeMailEvents } from "@/lib/notifications/take-mail-events"
import { limitClient } from "@/lib/rate-limit"
import { requestContext } from "@/lib/request-context"

const statuses = { not_found: 404, not_genuine: 401, malformed: 400 } as const

/** Where a mail service tells what became of mails. It learns whether it was believed, and nothing else. */
export async function POST(request: Request, { params }: { params: Promise<{ provider: string }> }): Promise<Response> {
  const { client, requestId } = requestContext(request.headers)
  const within = await limitClient("events", client)
  if (!within.ok) return say(429, { "Retry-After": String(within.retryAfter) })
  const body = Buffer.from(await request.arrayBuffer())
  const read = readMailEvents((await params).provider, { headers: request.headers, body })
  if (!read.ok) return say(statuses[read.reason])
  try {
    const { taken } = await takeMailEvents(read)
    log.info({ event: "mail_events.taken", provider: read.provider, told: read.events.length, taken })
    return say(200)
  } catch (error) {
    log.error({ event: "mail_events.failed", requestId, ...errorFacts(error) })
    return say(isTransient(error) ? 503 : 500)
  }
}

const say = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { "Cache-Control": "no-store", ...headers } })
