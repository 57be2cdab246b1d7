import { decode } from "next-auth/jwt"
import { ownCookie } from "./own-cookie"
import { secretKey } from "./secrets"

/** The cookie of somebody of the team. */
export const signInCookie = () => ownCookie("runde_desk")

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
