import type { NextRequest } from "next/server"
import type { Locale } from "next-intl"
import { holderOf } from "@/lib/bookings/policy"
import { findHold } from "@/lib/bookings/queries"
import { findTypedEntry } from "@/lib/waitlist/queries"
import { rememberToken } from "../../../../booking-cookie"
import { seeOther } from "../../../../see-other"

type Context = { params: Promise<{ locale: string; token: string }> }

/** The link beside the code: leads to a page with a button. Opening it confirms nothing. */
export async function GET(_: NextRequest, { params }: Context): Promise<Response> {
  const { token, locale } = (await params) as { token: string; locale: Locale }
  const holder = await holderOf(token)
  const typed =
    holder?.purpose === "verify"
      ? ((await findTypedEntry(holder.bookingId)) ?? (await findHold(holder.bookingId, locale)))
      : null
  if (!typed) return seeOther("/booking?link=void", locale)
  await rememberToken(token)
  return seeOther(`/verify?booking=${typed.reference}`, locale)
}
