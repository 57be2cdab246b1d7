import type { Locale } from "next-intl"
import type { Holder } from "@/lib/bookings/policy"
import { getHolderBooking, type HolderBooking } from "@/lib/bookings/queries"
import { holderFor } from "./booking-cookie"
import { redirect } from "./i18n/navigation"

/**
 * The booking of that reference for the browser that asks. Whoever may not open it is led to the page where links are
 * asked for, whether it exists or not.
 */
export async function myBooking(
  reference: string,
  locale: Locale,
): Promise<{ holder: Holder; booking: HolderBooking }> {
  const holder = await holderFor(reference, "manage")
  const booking = holder && (await getHolderBooking(holder, locale))
  if (!booking) return redirect({ href: "/booking?link=void", locale })
  return { holder, booking }
}

/** As `myBooking`, for the way to another date: also for who had a seat in a session that was called off. */
export async function myMovableBooking(reference: string, locale: Locale) {
  const mine = await myBooking(reference, locale)
  if (!mine.booking.changeable && !mine.booking.calledOff) redirect({ href: `/booking/${reference}`, locale })
  return mine
}

/** As `myBooking`, for the pages that change it: once nothing can be changed, they lead back to the booking. */
export async function myChangeableBooking(reference: string, locale: Locale) {
  const mine = await myBooking(reference, locale)
  if (!mine.booking.changeable) redirect({ href: `/booking/${reference}`, locale })
  return mine
}
