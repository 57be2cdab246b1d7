import { cookies } from "next/headers"
import { env } from "@/lib/env"

/** Which subscription this browser may confirm or leave: the token of the mail, for an hour. */
const cookie = () => {
  const secure = env().PUBLIC_URL.startsWith("https:")
  return {
    name: secure ? "__Host-runde_subscription" : "runde_subscription",
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure, maxAge: 3_600 },
  }
}

export async function rememberSubscription(token: string): Promise<void> {
  const { name, options } = cookie()
  ;(await cookies()).set(name, token, options)
}

export const subscriptionInBrowser = async (): Promise<string> => (await cookies()).get(cookie().name)?.value ?? ""
