import type { Locale } from "next-intl"
import { calendarFor } from "@/lib/notifications/calendar-for"
import { holderFor } from "../../../../../booking-cookie"
import { seeOther } from "../../../../../see-other"
import { download } from "../../../../../download"

type Context = { params: Promise<{ locale: string; reference: string }> }

/** The appointment as a file, for whoever would rather not wait for the mail. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { locale, reference } = (await params) as { locale: Locale; reference: string }
  const holder = await holderFor(reference, "manage")
  const file = holder && (await calendarFor(holder, locale))
  if (!file) return seeOther("/booking?link=void", locale)
  const name = locale === "de" ? "termin.ics" : "appointment.ics"
  return download(file, name, "text/calendar; charset=utf-8; method=PUBLISH")
}
