import { z } from "zod"
import { bookerInput, bookingInput } from "@/lib/bookings/schema"
import { guestInput } from "@/lib/people/schema"

/** So many sessions one entry may name. */
export const mostDates = 5

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time")

/** When a session would have to begin: a weekday (1 is Monday, ISO 8601) and a time of day, `until` exclusive. */
export const wishInput = z
  .object({ weekday: z.coerce.number().int().min(1).max(7), from: time, until: time })
  .refine(({ from, until }) => from < until, { path: ["until"], message: "order" })
export type Wish = z.output<typeof wishInput>

/** Joining: sessions of one format, or a format and the times that suit. Who and what was agreed to as in a booking. */
export const waitlistFields = z.object({
  requestId: z.uuid(),
  sessionIds: z.array(z.uuid()).max(mostDates).default([]),
  formatId: z.uuid().optional(),
  wishes: z.array(wishInput).max(20).default([]),
  participant: guestInput,
  booker: bookerInput.optional(),
  ...bookingInput.pick({
    locale: true,
    calendarFor: true,
    businessUseVersion: true,
    termsVersion: true,
    noSalesVersion: true,
  }).shape,
})
export type WaitlistInput = z.output<typeof waitlistFields>

export const declineInput = z.object({ scope: z.enum(["date", "all"]) })
