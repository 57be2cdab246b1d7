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
  const lastModified = dated(feed.changedAt)
  const headers = {
    "Content-Type": "text/calendar; charset=utf-8; method=PUBLISH",
    // Kept by who reads it and by nobody on the way; asked for anew each time, with what is kept.
    "Cache-Control": "private, no-cache",
    ETag: feed.etag,
    ...(lastModified && { "Last-Modified": lastModified.toUTCString() }),
    ...unlisted,
  }
  return isKept(request.headers, feed.etag, lastModified)
    ? new Response(null, { status: 304, headers })
    : new Response(feed.body, { headers })
}

const unlisted = { "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer" }

/** A header has whole seconds: rounded up, and left out while the second may still bring another change. */
function dated(changedAt: Date): Date | null {
  const at = new Date(Math.ceil((changedAt.getTime() + 1) / 1000) * 1000)
  return at.getTime() <= Date.now() ? at : null
}

/** Whether the reader has it already (RFC 9110, section 13.2.2: a tag counts before a date). */
function isKept(asked: Headers, etag: string, lastModified: Date | null): boolean {
  const tags = asked.get("if-none-match")
  if (tags !== null) return tags.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, "")))
  const since = Date.parse(asked.get("if-modified-since") ?? "")
  return lastModified !== null && since >= lastModified.getTime()
}
