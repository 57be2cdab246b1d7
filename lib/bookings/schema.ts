import { z } from "zod"
import { emailInput, line, paragraphs } from "@/lib/input"
import { guestInput } from "@/lib/people/schema"
import { billingInput, voucherCode } from "./schema-billing"
import { groupSessionInput, waysToPay } from "@/lib/sessions/schema"

export const calendarTitles = ["discreet", "format"] as const

/** Whose calendar the entry is in. */
export const calendarReaders = ["participant", "booker", "both"] as const

/** The name of the time, price and terms that somebody was shown (`conditions_of`). */
export const conditionsInput = z.string().regex(/^[0-9a-f]{16}$/)

/** Why somebody is to say yes to a booking. */
export const approvalInput = z.object({ reason: paragraphs(500).optional() })

export const bookerInput = z.object({ name: line(160), email: emailInput })

/**
 * A hold: who, for whom, agreed to what. Versions name the texts that were shown, `conditions` the time, price and
 * terms; a program that shows none leaves them out.
 */
export const bookingInput = z.object({
  requestId: z.uuid(),
  sessionId: z.uuid(),
  participant: guestInput,
  booker: bookerInput.optional(),
  locale: z.enum(["de", "en"]),
  conditions: conditionsInput.optional(),
  calendarTitle: z.enum(calendarTitles).optional(),
  /** Counts where somebody else books; alone there is one calendar. */
  calendarFor: z.enum(calendarReaders).optional(),
  /** How it is paid, where something is: by invoice if it is left out. */
  payment: z.enum(waysToPay).optional(),
  /** Whom the invoice is for; counts where something is to be paid. */
  billing: billingInput.optional(),
  voucher: voucherCode.optional(),
  businessUseVersion: line(40),
  termsVersion: line(40),
  /** That nothing is sold in the room; a closed round asks for it. */
  noSalesVersion: line(40).optional(),
})
export type BookingInput = z.output<typeof bookingInput>

export const codeInput = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "code"),
})

const { localStart, timeZone, capacity, language, placeText, minimum, hostId } = groupSessionInput.shape
const details = { language, placeText: placeText.unwrap(), minimum, hostId: hostId.unwrap() }

/**
 * A change of a session as it is planned. What is left out stays; whatever is said of it at once is an `edit`, and what
 * is only moved or resized has a name of its own.
 */
export const sessionChange = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("move"), localStart, timeZone }),
  z.object({ kind: z.literal("cancel") }),
  z.object({ kind: z.literal("capacity"), capacity }),
  z
    .object({ kind: z.literal("edit"), ...details, localStart, timeZone, capacity })
    .partial()
    .required({ kind: true }),
])
export type SessionChange = z.output<typeof sessionChange>

/** What of a session can be other than it is. */
export type Revision = Omit<SessionChange & { kind: "edit" }, "kind">

/** An edit of a session of a series and those after it, as it would be for the first of them. */
export const followingEdit = z.object({ ...details, localStart, capacity }).partial()
export type FollowingEdit = z.output<typeof followingEdit>

export const attendances = ["attended", "excused", "absent"] as const

/** Who was there: of one seat or of several ("id,id"); "none" takes it back. */
/** What is noted of a call, in the order of its buttons. */
export const seatAnswers = ["coming", "not_coming", "reached"] as const
export const answerInput = z.object({
  sessionId: z.uuid(),
  seatId: z.uuid(),
  answer: z.enum([...seatAnswers, "none"]).transform((text) => (text === "none" ? null : text)),
})

export const attendanceInput = z.object({
  sessionId: z.uuid(),
  seatIds: z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(z.array(z.uuid()).min(1).max(500)),
  attendance: z.enum([...attendances, "none"]).transform((text) => (text === "none" ? null : text)),
})
