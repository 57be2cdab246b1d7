import { decode } from "next-auth/jwt"
import { env } from "./env"
import { secretKey } from "./secrets"

/** `__Host-` binds a cookie to this host, this path and https; browsers refuse it on plain http (RFC 6265bis, 4.1.3.2). */
export function authCookie(name: string) {
  const secure = env().PUBLIC_URL.startsWith("https:")
  return {
    name: secure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  }
}

/** The cookie of somebody of the team. */
export const signInCookie = () => authCookie("runde_desk")

/** What next-auth encrypts it with. */
export const signInSecret = (): string => secretKey("next-auth").toString("base64url")

/**
 * Whether a request brings a sign-in that is ours and has not run out. Whether it was revoked only the database knows:
 * this is for what has to be known before anybody is asked.
 */
export async function bringsSignIn(cookies = ""): Promise<boolean> {
  const start = `${signInCookie().name}=`
  const cookie = cookies.split(/;\s*/).find((each) => each.startsWith(start))
  if (!cookie) return false
  const token = await decode({ token: cookie.slice(start.length), secret: signInSecret() }).catch(() => null)
  return typeof token?.authSessionId === "string"
}
