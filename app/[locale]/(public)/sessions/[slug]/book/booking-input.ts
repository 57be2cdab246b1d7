import { z } from "zod"
import { bookingInput } from "@/lib/bookings/schema"
import { nested, typed } from "../../../../../form-answer"
import { settings } from "../../../../../settings"

/** What the form adds to a booking: the two ticks. */
const bookingForm = bookingInput
  .extend({ businessUse: z.literal("on"), acceptTerms: z.literal("on") })
  .transform(({ businessUse: _, acceptTerms: __, ...booking }) => booking)

/** Reads the booking form. Of somebody who books for themselves the hidden booker's fields do not count. */
export async function readBooking(data: FormData) {
  const { legal } = await settings()
  const { forOther, ...fields } = typed(data)
  const booking = { participant: {}, ...nested(fields) }
  return bookingForm.safeParse({
    ...booking,
    booker: forOther ? { name: fields["booker.name"] ?? "", email: fields["booker.email"] ?? "" } : undefined,
    businessUseVersion: legal.version,
    termsVersion: legal.version,
  })
}
