import { cookies } from "next/headers"
import { ownCookie } from "@/lib/own-cookie"
import { readViewToken } from "@/lib/secrets"

/*
 * Which pages for approval and which invoices this browser may see, newest first. Apart from the cookie of bookings, since
 * these open none: an assistant who looks at their own link keeps what they had.
 */

type View = "approvals" | "invoices"

const most = 20
const days = 30

const cookie = (view: View) => ownCookie(`runde_${view}`, days * 86_400)

export async function viewTokens(view: View): Promise<string[]> {
  return ((await cookies()).get(cookie(view).name)?.value ?? "").split(".").filter((token) => readViewToken(token))
}

/** In place of an older link for the same booking. */
export async function rememberView(view: View, token: string): Promise<void> {
  const { name, options } = cookie(view)
  const others = (await viewTokens(view)).filter((other) => readViewToken(other) !== readViewToken(token))
  ;(await cookies()).set(name, [token, ...others].slice(0, most).join("."), options)
}
