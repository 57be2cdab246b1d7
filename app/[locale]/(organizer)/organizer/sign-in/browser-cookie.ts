import { cookies } from "next/headers"
import { z } from "zod"
import { ownCookie } from "@/lib/own-cookie"
import type { SignInRequest } from "@/lib/people/request-sign-in-code"
import { passkeyMs } from "@/lib/people/rules"

const content = z.object({ challengeId: z.uuid(), secret: z.string().max(64), email: z.string().max(254) })

const cookie = () => ownCookie("runde_sign_in")

/** Remembers in this browser that it asked for a code: without it the code is of no use. */
export async function rememberRequest(request: SignInRequest, email: string): Promise<void> {
  const { name, options } = cookie()
  const value = Buffer.from(JSON.stringify({ ...request, email })).toString("base64url")
  ;(await cookies()).set({ name, value, ...options, expires: request.expiresAt })
}

/** What this browser asked for, if it did. */
export async function rememberedRequest(): Promise<z.output<typeof content> | null> {
  const value = (await cookies()).get(cookie().name)?.value ?? ""
  try {
    return content.parse(JSON.parse(Buffer.from(value, "base64url").toString()))
  } catch {
    return null
  }
}

export async function forgetRequest(): Promise<void> {
  const { name, options } = cookie()
  ;(await cookies()).delete({ name, ...options })
}

const passkeyCookie = () => ownCookie("runde_passkey")

/** Remembers what binds a passkey's challenge to this browser. */
export async function rememberPasskey(secret: string): Promise<void> {
  const { name, options } = passkeyCookie()
  ;(await cookies()).set({ name, value: secret, ...options, maxAge: passkeyMs / 1000 })
}

/** It, and forgets it: a challenge is answered once. */
export async function takePasskeySecret(): Promise<string | null> {
  const { name, options } = passkeyCookie()
  const store = await cookies()
  const secret = store.get(name)?.value ?? null
  store.delete({ name, ...options })
  return secret
}

const knownCookie = () => ownCookie("runde_known")
const yearSeconds = 365 * 86_400

/** That somebody has signed in here: strangers who ask for codes in their name do not count for this browser. */
export async function keepBrowser(known: string): Promise<void> {
  const { name, options } = knownCookie()
  ;(await cookies()).set({ name, value: known, ...options, maxAge: yearSeconds })
}

export const keptBrowser = async (): Promise<string | undefined> => (await cookies()).get(knownCookie().name)?.value
