import { cookies } from "next/headers"
import { ownCookie } from "@/lib/own-cookie"
import { readViewToken } from "@/lib/secrets"

/*
 * Which pages for approval this browser may see, newest first. Apart from the cookie of bookings, since it opens none: an
 * assistant who looks at their own link keeps what they had.
 */

const most = 20
const days = 30

const cookie = () => ownCookie("runde_approvals", days * 86_400)

export async function approvalTokens(): Promise<string[]> {
  return ((await cookies()).get(cookie().name)?.value ?? "").split(".").filter((token) => readViewToken(token))
}

/** In place of an older link for the same booking. */
export async function rememberApproval(token: string): Promise<void> {
  const { name, options } = cookie()
  const others = (await approvalTokens()).filter((other) => readViewToken(other) !== readViewToken(token))
  ;(await cookies()).set(name, [token, ...others].slice(0, most).join("."), options)
}
