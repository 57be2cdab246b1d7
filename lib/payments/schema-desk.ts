import { z } from "zod"
import { paragraphs } from "@/lib/input"

/** A transfer as the organizer has seen it at the bank. */
export const transferInput = z.object({
  requestId: z.uuid(),
  bookingId: z.uuid(),
  grossCents: z.int().min(1).max(100_000_000),
  /** The day that the bank says. */
  receivedOn: z.iso.date(),
})
export type TransferInput = z.output<typeof transferInput>

export const resolutions = ["seat_given", "paid_back", "paid_again", "nothing"] as const

/** How somebody has dealt with an exception. */
export const resolutionInput = z.object({
  exceptionId: z.uuid(),
  resolution: z.enum(resolutions),
  note: paragraphs(500).optional(),
})
export type ResolutionInput = z.output<typeof resolutionInput>
