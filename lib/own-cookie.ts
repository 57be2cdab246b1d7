import { env } from "./env"

/**
 * A cookie of ours, for pages alone. `__Host-` binds it to this host, this path and https; browsers refuse it on plain
 * http (RFC 6265bis, 4.1.3.2).
 * @param maxAge seconds; without it the caller says how long
 */
export function ownCookie(name: string, maxAge?: number) {
  const secure = env().PUBLIC_URL.startsWith("https:")
  return {
    name: secure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure, ...(maxAge && { maxAge }) },
  }
}
