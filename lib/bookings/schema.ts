import { z } from "zod"
import { emailInput, line, phoneInput } from "@/lib/input"

export const participantRoles = [
  "owner",
  "managing_director",
  "board",
  "general_manager",
  "department_head",
  "other",
] as const

export const participantInput = z.object({
  givenName: line(80),
  familyName: line(80),
  title: line(40).optional(),
  company: line(160),
  role: z.enum(participantRoles),
  email: emailInput,
  phone: phoneInput.optional(),
})
export type ParticipantInput = z.output<typeof participantInput>

export const bookerInput = z.object({ name: line(160), email: emailInput })

/** A hold: who, for whom, agreed to what. Versions name the texts that were shown. */
export const bookingInput = z.object({
  requestId: z.uuid(),
  sessionId: z.uuid(),
  participant: participantInput,
  booker: bookerInput.optional(),
  locale: z.enum(["de", "en"]),
  businessUseVersion: line(40),
  termsVersion: line(40),
})
export type BookingInput = z.output<typeof bookingInput>

export const codeInput = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "code"),
})
