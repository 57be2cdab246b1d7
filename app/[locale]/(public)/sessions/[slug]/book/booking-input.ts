import { z } from "zod"
import { bookingInput, conditionsInput } from "@/lib/bookings/schema"
import { line } from "@/lib/input"
import { nested, typed } from "../../../../../form-answer"

/** What the form adds to a booking: the two ticks and what they were set beside. A page always says what it showed. */
const bookingForm = bookingInput
  .omit({ businessUseVersion: true, termsVersion: true })
  .extend({
    conditions: conditionsInput,
    legalVersion: line(40),
    businessUse: z.literal("on"),
    acceptTerms: z.literal("on"),
  })
  .transform(({ businessUse: _, acceptTerms: __, legalVersion, ...booking }) => ({
    ...booking,
    businessUseVersion: legalVersion,
    termsVersion: legalVersion,
  }))

/** Reads the booking form. Of somebody who books for themselves the hidden booker's fields do not count. */
export function readBooking(data: FormData) {
  const { forOther, ...fields } = typed(data)
  const booking = { participant: {}, ...nested(fields) }
  return bookingForm.safeParse({
    ...booking,
    calendarTitle: fields.calendarTitle ? "format" : "discreet",
    calendarFor: forOther ? fields.calendarFor : undefined,
    booker: forOther ? { name: fields["booker.name"] ?? "", email: fields["booker.email"] ?? "" } : undefined,
  })
}
