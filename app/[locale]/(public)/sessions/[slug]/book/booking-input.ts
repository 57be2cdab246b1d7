import { z } from "zod"
import { bookingInput, conditionsInput } from "@/lib/bookings/schema"
import { line } from "@/lib/input"
import { askedBilling } from "../../../../../billing-input"
import { nested, typed } from "../../../../../form-answer"
import { askedGuest, guestOf } from "../../../../../guest-input"

/** What the form adds to a booking: the ticks and what they were set beside. A page always says what it showed. */
const bookingForm = (fields: Record<string, string>) =>
  bookingInput
    .omit({ businessUseVersion: true, termsVersion: true, noSalesVersion: true })
    .extend({ conditions: conditionsInput, participant: guestOf(fields), ...ticks(fields) })
    .transform(({ businessUse: _, acceptTerms: __, noSales, legalVersion, ...booking }) => ({
      ...booking,
      businessUseVersion: legalVersion,
      termsVersion: legalVersion,
      noSalesVersion: noSales && legalVersion,
    }))

/** What is agreed to; in a closed round also that nothing is sold there. */
export const ticks = ({ round }: Record<string, string>) => ({
  legalVersion: line(40),
  businessUse: z.literal("on"),
  acceptTerms: z.literal("on"),
  noSales: round === "closed" ? z.literal("on") : z.literal("on").optional(),
})

/** Whom a voucher spares all of it is not asked any more, or leaves all but the country empty. */
function readBilling(fields: Record<string, string>) {
  if (fields.shownFree) return undefined
  const said = Object.keys(fields).some((name) => name.startsWith("billing.") && name !== "billing.country")
  return said || !fields.voucher ? askedBilling(fields) : undefined
}

/** Reads the booking form. Of somebody who books for themselves the hidden booker's fields do not count. */
export function readBooking(data: FormData) {
  const { forOther, ...fields } = typed(data)
  return bookingForm(fields).safeParse({
    ...nested(fields),
    participant: askedGuest(fields),
    calendarTitle: fields.calendarTitle ? "format" : "discreet",
    calendarFor: forOther ? fields.calendarFor : undefined,
    billing: readBilling(fields),
    booker: forOther ? { name: fields["booker.name"] ?? "", email: fields["booker.email"] ?? "" } : undefined,
  })
}
