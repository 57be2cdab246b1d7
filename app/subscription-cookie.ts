import { cookies } from "next/headers"
import { ownCookie } from "@/lib/own-cookie"

/** Which subscription this browser may confirm or leave: the token of the mail, for an hour. */
const cookie = () => ownCookie("runde_subscription", 3_600)

export async function rememberSubscription(token: string): Promise<void> {
  const { name, options } = cookie()
  ;(await cookies()).set(name, token, options)
}

export const subscriptionInBrowser = async (): Promise<string> => (await cookies()).get(cookie().name)?.value ?? ""
