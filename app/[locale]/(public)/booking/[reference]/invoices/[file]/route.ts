import type { Locale } from "next-intl"
import { openFile } from "@/lib/invoices/open-file"
import { holderFor } from "../../../../../../booking-cookie"
import { downloadOf } from "../../../../../../download"
import { seeOther } from "../../../../../../see-other"

type Context = { params: Promise<{ locale: string; reference: string; file: string }> }

/** One document of a booking as it is kept, for whoever holds the booking. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { locale, reference, file: name } = (await params) as { locale: Locale; reference: string; file: string }
  const holder = await holderFor(reference, "manage")
  if (!holder) return seeOther("/booking?link=void", locale)
  const file = await openFile({ bookingId: holder.bookingId, name })
  return downloadOf(file)
}
