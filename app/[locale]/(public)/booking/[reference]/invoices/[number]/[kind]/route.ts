import type { Locale } from "next-intl"
import { readersFor } from "@/lib/bookings/queries-payer"
import { openFile } from "@/lib/invoices/open-file"
import { payerFor } from "../../../../../../../booking-cookie"
import { downloadOf } from "../../../../../../../download"
import { seeOther } from "../../../../../../../see-other"

type Params = { reference: string; number: string; kind: string }
type Context = { params: Promise<Params & { locale: string }> }

/** One document of a booking as it is kept, for whoever holds the booking. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { locale, reference, number, kind } = (await params) as Params & { locale: Locale }
  const holder = await payerFor(reference)
  if (!holder) return seeOther("/booking?link=void", locale)
  const file = await openFile({
    bookingId: holder.bookingId,
    name: `${number}.${kind}`,
    readers: await readersFor(holder),
  })
  return downloadOf(file)
}
