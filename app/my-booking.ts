import type { Locale } from "next-intl"
import type { Holder } from "@/lib/bookings/policy"
import { getHolderBooking, type HolderBooking } from "@/lib/bookings/queries"
import { now } from "@/lib/clock"
import { findOwnCard } from "@/lib/round/queries-roster"
import { findHolderEntry, type HolderEntry } from "@/lib/waitlist/queries"
import { holderFor } from "./booking-cookie"
import { redirect } from "./i18n/navigation"

/**
 * The booking of that reference for the browser that asks. What only waits is led to its own page, whoever may not open it
 * to the page where links are asked for, whether it exists or not.
 */
export async function myBooking(
  reference: string,
  locale: Locale,
): Promise<{ holder: Holder; booking: HolderBooking }> {
  const holder = await holderFor(reference, "manage")
  const booking = holder && (await getHolderBooking(holder, locale))
  if (booking) return { holder, booking }
  const waits = holder && (await findHolderEntry(holder, locale))
  return redirect({ href: waits ? `/waiting/${reference}` : "/booking?link=void", locale })
}

/** What the booking of that reference waits for, or last waited for, with its seat if it has one; as `myBooking`. */
export async function myEntry(
  reference: string,
  locale: Locale,
): Promise<{ holder: Holder; entry: HolderEntry; booking: HolderBooking | null }> {
  const holder = await holderFor(reference, "manage")
  const entry = holder && (await findHolderEntry(holder, locale))
  if (entry) return { holder, entry, booking: await getHolderBooking(holder, locale) }
  return redirect({ href: holder ? `/booking/${reference}` : "/booking?link=void", locale })
}

/** As `myEntry`, for the pages that answer the offer; without one that still stands they lead back. */
export async function myOffer(reference: string, locale: Locale) {
  const { entry, ...mine } = await myEntry(reference, locale)
  const { offer } = entry
  if (!offer || offer.expiresAt < now()) return redirect({ href: `/waiting/${reference}`, locale })
  return { ...mine, entry, offer }
}

/** As `myBooking`, for the way to another date: also for who had a seat in a session that was called off. */
export async function myMovableBooking(reference: string, locale: Locale) {
  const mine = await myBooking(reference, locale)
  if (!mine.booking.changeable && !mine.booking.calledOff) redirect({ href: `/booking/${reference}`, locale })
  return mine
}

/**
 * As `myBooking`, for the pages of a closed round: only for the person on a confirmed seat of one. Who booked for them is led
 * back to the booking, as from a page that is not there.
 */
export async function myPlace(reference: string, locale: Locale) {
  const mine = await myBooking(reference, locale)
  const card = await findOwnCard(mine.holder)
  return card ? { ...mine, card } : redirect({ href: `/booking/${reference}`, locale })
}

/** As `myBooking`, for the pages that change it: once nothing can be changed, they lead back to the booking. */
export async function myChangeableBooking(reference: string, locale: Locale) {
  const mine = await myBooking(reference, locale)
  if (!mine.booking.changeable) redirect({ href: `/booking/${reference}`, locale })
  return mine
}
