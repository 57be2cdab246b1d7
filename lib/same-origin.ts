/** Methods that promise to change nothing (RFC 9110, section 9.2.1). */
export const isSafeMethod = (method = "GET"): boolean => method === "GET" || method === "HEAD" || method === "OPTIONS"

/**
 * Whether a request that may change something comes from a page of ours. Decided by `Origin` alone: every browser
 * of today sends it with every POST, and our Referrer-Policy leaves it whole on our own. A missing one or "null" is
 * not a pass, and Sec-Fetch-Site does not replace it, since its "same-origin" says nothing that Origin does not.
 *
 * On a loopback PUBLIC_URL every loopback name with that port will do, provided it is the one that was addressed
 * (`host`): people type 127.0.0.1 for localhost.
 */
export function isSameOrigin(origin: string | undefined, host: string | undefined, publicUrl: URL): boolean {
  if (!origin) return false
  if (origin === publicUrl.origin) return true
  return isLoopback(publicUrl.hostname) && origin === `${publicUrl.protocol}//${host}` && isOwnHost(host, publicUrl)
}

/** Whether a Host header names this app: PUBLIC_URL's, or another loopback name with the same port. */
export function isOwnHost(host: string | undefined, publicUrl: URL): host is string {
  if (host === publicUrl.host) return true
  if (!host || !isLoopback(publicUrl.hostname)) return false
  const [, name = "", port = ""] = /^(\[[0-9a-f:]+\]|[\w.-]+)(?::(\d+))?$/i.exec(host) ?? []
  return isLoopback(name) && port === publicUrl.port
}

const isLoopback = (name: string) => name === "localhost" || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name)
