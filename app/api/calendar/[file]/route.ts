import { findFeed } from "@/lib/notifications/queries-feeds"
import { limitClient } from "@/lib/rate-limit"
import { requestContext } from "@/lib/request-context"

export const dynamic = "force-dynamic"

type Context = { params: Promise<{ file: string }> }

/**
 * A calendar that is read by itself: the one address with its secret in it, since calendars bring no cookie. It shows and
 * changes nothing; a void one is not there.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const limited = await limitClient("read", requestContext(request.headers).client)
  if (!limited.ok) return new Response(null, { status: 429, headers: { "Retry-After": String(limited.retryAfter) } })
  const feed = await findFeed((await params).file.replace(/\.ics$/, ""))
  if (!feed) return new Response(null, { status: 404, headers: { "Cache-Control": "no-store", ...unlisted } })
  const headers = {
    "Content-Type": "text/calendar; charset=utf-8; method=PUBLISH",
    "Cache-Control": "no-store",
    // Not a Last-Modified: what has left a feed makes it no newer.
    ETag: feed.etag,
    ...unlisted,
  }
  return isKept(request.headers, feed.etag)
    ? new Response(null, { status: 304, headers })
    : new Response(feed.body, { headers })
}

const unlisted = { "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer" }

/** Whether the reader has it already (RFC 9110, section 13.1.2). */
function isKept(asked: Headers, etag: string): boolean {
  const tags = asked.get("if-none-match")?.split(",") ?? []
  return tags.some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")))
}
