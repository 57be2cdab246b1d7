/** A file whose address says what is in it: it never changes, and browsers and proxies may keep it. */
export const forEver = (body: BodyInit | null, type: string): Response =>
  body === null
    ? new Response(null, { status: 404, headers: { "Cache-Control": "no-store" } })
    : new Response(body, { headers: { "Content-Type": type, "Cache-Control": "public, max-age=31536000, immutable" } })
