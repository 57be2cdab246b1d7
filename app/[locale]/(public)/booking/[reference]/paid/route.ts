import type { Locale } from "next-intl"
import { seePayment } from "@/lib/payments/see-payment"
import { holderFor } from "../../../../../booking-cookie"
import { recipientFor } from "../../../../../my-invoices"
import { seeOther } from "../../../../../see-other"

type Context = { params: Promise<{ locale: string; reference: string }> }

/** Where Stripe leads back to: Stripe is asked how it stands, whoever was faster. Whoever gets the invoices goes on to them. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { locale, reference } = (await params) as { locale: Locale; reference: string }
  const holder = await holderFor(reference, "manage")
  const payer = holder ?? (await recipientFor(reference))
  if (!payer) return seeOther("/booking?link=void", locale)
  const state = await seePayment({ bookingId: payer.bookingId })
  const page = holder ? "booking" : "invoices"
  return seeOther(`/${page}/${reference}${state === "paid" ? "?done=paid" : ""}`, locale)
}
