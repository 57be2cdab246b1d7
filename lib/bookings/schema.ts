import { z } from "zod"
import { emailInput, line, phoneInput } from "@/lib/input"
import { groupSessionInput } from "@/lib/sessions/schema"

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

export const calendarTitles = ["discreet", "format"] as const

/** The name of the time, price and terms that somebody was shown (`conditions_of`). */
export const conditionsInput = z.string().regex(/^[0-9a-f]{16}$/)

export const bookerInput = z.object({ name: line(160), email: emailInput })

/**
 * A hold: who, for whom, agreed to what. Versions name the texts that were shown, `conditions` the time, price and
 * terms; a program that shows none leaves them out.
 */
export const bookingInput = z.object({
  requestId: z.uuid(),
  sessionId: z.uuid(),
  participant: participantInput,
  booker: bookerInput.optional(),
  locale: z.enum(["de", "en"]),
  conditions: conditionsInput.optional(),
  calendarTitle: z.enum(calendarTitles).optional(),
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

const { localStart, timeZone, capacity, language, placeText, minimum, hostId } = groupSessionInput.shape

/** A change of a session as it is planned. */
export const sessionChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("move"), localStart, timeZone }),
  z.object({ kind: z.literal("cancel") }),
  z.object({ kind: z.literal("capacity"), capacity }),
  z.object({ kind: z.literal("edit"), language, placeText, minimum, hostId }),
])
export type SessionChange = z.output<typeof sessionChange>
export const attendances = ["attended", "excused", "absent"] as const

/** Who was there: of one seat or of several ("id,id"); "none" takes it back. */
export const attendanceInput = z.object({
  sessionId: z.uuid(),
  seatIds: z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(z.array(z.uuid()).min(1).max(500)),
  attendance: z.enum([...attendances, "none"]).transform((text) => (text === "none" ? null : text)),
})
