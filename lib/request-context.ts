/**
 * What the gate has found out about a request, handed on in headers of its own names. It overwrites whatever a
 * client sends under them, so behind the gate they can be believed.
 */
export const contextHeaders = { requestId: "x-request-id", client: "x-runde-client", path: "x-runde-path" } as const

export type RequestContext = {
  requestId: string
  /** Who asks, for limits: a network, with "proxy " before it where a trusted proxy speaks for itself. */
  client: string
  /** What was asked for, with what follows the question mark. */
  path: string
}

/** Reads it from a request's headers (`await headers()` in a page or an action). */
export function requestContext(headers: Pick<Headers, "get">): RequestContext {
  const requestId = headers.get(contextHeaders.requestId) ?? crypto.randomUUID()
  const client = headers.get(contextHeaders.client) ?? "unknown"
  return { requestId, client, path: headers.get(contextHeaders.path) ?? "/" }
}
