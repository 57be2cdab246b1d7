import type { NextRequest } from "next/server"
import type { Locale } from "next-intl"
import { holderOf } from "@/lib/bookings/policy"
import { getHolderBooking } from "@/lib/bookings/queries"
import { findHolderEntry } from "@/lib/waitlist/queries"
import { rememberToken } from "../../../../booking-cookie"
import { seeOther } from "../../../../see-other"

type Context = { params: Promise<{ locale: string; token: string }> }

/** Where a mail may lead on to; the pages there ask before anything is given away. */
const ways = ["attendance", "billing", "other-date", "pledge", "rebook", "release", "room", "substitute"]
/** `?to=rebook&date=…`: to the page that moves the booking to this date. */
const slug = /^[a-z0-9-]{1,120}$/

/**
 * The link in every mail: exchanges its token for the cookie and goes on to the page. It changes nothing else,
 * because mail scanners open links too.
 */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { token, locale } = (await params) as { token: string; locale: Locale }
  const holder = await holderOf(token)
  if (holder?.purpose !== "manage") return seeOther("/booking?link=void", locale)
  const [booking, entry] = await Promise.all([getHolderBooking(holder, locale), findHolderEntry(holder, locale)])
  const to = request.nextUrl.searchParams.get("to")
  // Without a seat there is nothing to see but what is waited for.
  const reference = booking?.reference ?? entry?.reference
  if (!reference) return seeOther("/booking?link=void", locale)
  await rememberToken(token)
  if (entry && (to === "waiting" || !booking)) return seeOther(`/waiting/${reference}`, locale)
  const way = ways.find((each) => each === to)
  const date = way === "rebook" && slug.exec(request.nextUrl.searchParams.get("date") ?? "")?.[0]
  return seeOther(`/booking/${reference}${way ? `/${way}` : ""}${date ? `/${date}` : ""}`, locale)
}
