import { cookies } from "next/headers"
import { formerHolderOf, type Holder, holderOf, holdersOf } from "@/lib/bookings/policy"
import { findBookingId } from "@/lib/bookings/queries"
import { ownCookie } from "@/lib/own-cookie"
import { seesAccount } from "@/lib/bookings/queries-payer"
import { readToken, type TokenPurpose } from "@/lib/secrets"

/*
 * Which bookings this browser may open: the tokens themselves, newest first. Each is a MAC of its own, so the cookie
 * needs no signature, and each is revoked by the generation of its booking.
 */

/** An assistant has many bookings; a cookie has 4 KB. */
const most = 40
const days = 180

const cookie = () => ownCookie("runde_bookings", days * 86_400)

async function tokens(): Promise<string[]> {
  return ((await cookies()).get(cookie().name)?.value ?? "").split(".").filter((token) => readToken(token))
}

/** Adds what opens a booking, in place of what this browser had for the same booking, and of what is void by now. */
export async function rememberToken(token: string): Promise<void> {
  const { name, options } = cookie()
  const bookingId = readToken(token)?.bookingId
  const others: string[] = []
  for (const other of await tokens()) {
    if (readToken(other)?.bookingId !== bookingId && (await holderOf(other))) others.push(other)
  }
  ;(await cookies()).set(name, [token, ...others].slice(0, most).join("."), options)
}

/** This browser opens nothing any more. */
export async function forgetTokens(): Promise<void> {
  const { name, options } = cookie()
  ;(await cookies()).delete({ name, ...options })
}

/** The bookings this browser may open, newest first. */
export const holders = async (): Promise<Holder[]> => holdersOf(await tokens())

/** What this browser may do with the booking of that reference; null is also the answer for one that does not exist. */
export async function holderFor(reference: unknown, ...purposes: TokenPurpose[]): Promise<Holder | null> {
  const bookingId = typeof reference === "string" ? await findBookingId(reference) : null
  const claims = (await holders()).filter((holder) => holder.bookingId === bookingId)
  return claims.find(({ purpose }) => purposes.includes(purpose)) ?? null
}

/** Who manages that booking with this browser and may see and say what it costs (`seesAccount`). */
export async function payerFor(reference: unknown): Promise<Holder | null> {
  const holder = await holderFor(reference, "manage")
  return holder && (await seesAccount(holder)) ? holder : null
}

/** Who could manage that booking with this browser until the seat was handed over; see `formerHolderOf`. */
export async function formerHolderFor(reference: unknown): Promise<Holder | null> {
  const bookingId = typeof reference === "string" ? await findBookingId(reference) : null
  const former = await Promise.all((await tokens()).map(formerHolderOf))
  return former.find((holder) => holder?.bookingId === bookingId && holder?.purpose === "manage") ?? null
}

/** The token behind a claim, where the token itself is the proof. */
export async function tokenFor({ bookingId, purpose }: Holder): Promise<string | undefined> {
  return (await tokens()).find((token) => {
    const claim = readToken(token)
    return claim?.bookingId === bookingId && claim.purpose === purpose
  })
}
