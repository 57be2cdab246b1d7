import { parse, TYPE } from "@formatjs/icu-messageformat-parser"
import { z } from "zod"
import { told } from "./rules-recipients"
import { type MailKind, type MailParams, mailParams } from "./schema"

/**
 * The mails a house may say in its own words: of a booking, to who takes part and to who booked for them, and of what is
 * not paid, to who pays; not who does what for whom, which the law wants told (Art. 14 GDPR). Facts, links and buttons
 * stay the product's; so does what changes from case to case behind the first paragraph.
 */
export const editableGroups = {
  seat: ["reserved", "confirmed", "declined", "released", "refilled"],
  change: [
    ...(["rebooked", "rebooking_requested", "rebooking_declined", "request_withdrawn"] as const),
    ...(["substitute", "substituted", "substitution_requested", "substitution_declined", "calendar_renamed"] as const),
  ],
  session: ["merge_question", "session_guaranteed", "session_moved", "session_cancelled"],
  reminders: ["reminder", "question", "question_again", "last_reminder"],
  waitlist: ["waiting", "offer", "offer_lapsed", "opened", "waitlist_ended", "waitlist_removed"],
  payment: ["payment_reminder", "payment_demand", "payment_last_demand"],
} as const satisfies Record<string, readonly OfBooking[]>
export type EditableKind = (typeof editableGroups)[keyof typeof editableGroups][number]
export const editableKinds: EditableKind[] = Object.values(editableGroups).flat()

type OfBooking = {
  [Kind in MailKind]: MailParams<Kind> extends { bookingId: string; to: string } ? Kind : never
}[MailKind]

/** Who never gets a mail is not offered a text for it. */
export const hasReader = (kind: EditableKind, reader: Reader): boolean =>
  told(kind, reader) !== "no" || (reader === "participant" && told(kind, "former") !== "no")

export const readers = ["participant", "booker", "recipient"] as const
export type Reader = (typeof readers)[number]

export const parts = ["subject", "opening"] as const
export type TextPart = (typeof parts)[number]
export type OwnText = Record<TextPart, string | null>
export const ownTextShape = z.object({ subject: z.string().nullable(), opening: z.string().nullable() })

const maxLengths: Record<TextPart, number> = { subject: 120, opening: 2000 }

export const variables = [
  "name",
  "participant",
  "reference",
  "date",
  "dateTime",
  "format",
  "place",
  "until",
  "before",
  "invoice",
  "amount",
  "dueOn",
] as const
export type Variable = (typeof variables)[number]

/** Only dates and numbers: a subject names no person, no company and no topic. */
const inSubject: Variable[] = ["date", "dateTime", "before", "invoice", "dueOn"]

/** What can stand in a part of this mail: what its facts always hold. */
export function variablesOf(kind: EditableKind, part: TextPart): Variable[] {
  const shape: Record<string, z.ZodType> = mailParams[kind].shape
  const always = (field: string) =>
    field in shape && !shape[field]!.safeParse(null).success && !shape[field]!.safeParse(undefined).success
  const dated: Variable[] = always("appointment") ? ["date", "dateTime", "format", "place"] : []
  const known: Variable[] = [
    "name",
    ...("participant" in shape ? (["participant"] as const) : []),
    "reference",
    ...dated,
    ...(always("decideAt") || always("expiresAt") ? (["until"] as const) : []),
    ...(always("before") ? (["before"] as const) : []),
    ...(always("dueOn") ? (["invoice", "amount", "dueOn"] as const) : []),
  ]
  return part === "subject" ? known.filter((each) => inSubject.includes(each)) : known
}

/**
 * Whether the house's words fit, which are written for the case that the sample shows: a seat entered by hand, one that the
 * organizer took back, another place and not another time, a seat that is only offered or waited for, a substitute and not a date that is
 * withdrawn, and a question that was asked for the first time only now are told in other ones.
 */
export function fitsOwnText(kind: MailKind, facts: MailParams): boolean {
  const is = <Kind extends MailKind>(each: Kind, fits: (facts: MailParams<Kind>) => boolean) =>
    kind !== each || fits(facts as MailParams<Kind>)
  return (
    is("confirmed", ({ byHand }) => !byHand) &&
    is("released", ({ why }) => why === "holder") &&
    is("request_withdrawn", ({ change }) => change === "rebooking") &&
    is("session_moved", ({ before, appointment }) => before.startsAt !== appointment.startsAt) &&
    is("session_moved", ({ standing }) => standing === "confirmed" || standing === "requested") &&
    is("session_cancelled", ({ offered }) => !offered) &&
    is("question_again", ({ asked }) => asked)
  )
}

/** Whether a mail says until when something stands, and this opening of it does not. */
export const leavesOutUntil = (kind: MailKind, opening: string): boolean => {
  if (!editableKinds.some((each) => each === kind && variablesOf(each, "opening").includes("until"))) return false
  const read = readText(opening)
  return Array.isArray(read) && !read.some(({ type, value }) => type === "variable" && value === "until")
}

export type TextFault = {
  fault: "text_too_long" | "text_one_line" | "text_characters" | "text_unknown" | "text_broken"
  /** Of the character it is about, counted from 1. */
  position: number
  /** What stands in the brackets. */
  name: string
  most: number
}

/**
 * What is wrong with a text, if anything: it holds one of our placeholders at most, by name, and every bracket is one. Read by
 * the parser of the messages of the pages (ICU MessageFormat), without choices, plurals and tags.
 */
export function findFault(text: string, kind: EditableKind, part: TextPart): TextFault | null {
  const most = maxLengths[part]
  const at = (fault: TextFault["fault"], offset: number, name = ""): TextFault => ({
    fault,
    position: offset + 1,
    name,
    most,
  })
  if (text.length > most) return at("text_too_long", most)
  if (part === "subject" && /[\r\n]/.test(text)) return at("text_one_line", text.search(/[\r\n]/))
  const strange = text.search(/[\p{Cs}\p{Zl}\p{Zp}]|(?![\n])\p{Cc}/u)
  if (strange >= 0) return at("text_characters", strange)
  const read = readText(text)
  if (!Array.isArray(read)) return at("text_broken", read.offset)
  const known = variablesOf(kind, part)
  for (const element of read) {
    if (element.type === "text") {
      const bracket = element.value.search(/[{}]/)
      if (bracket >= 0) return at("text_broken", element.offset + bracket)
    } else if (!known.includes(element.value as Variable)) return at("text_unknown", element.offset, element.value)
  }
  return null
}

/** A text with its placeholders filled; one that is not right stays out of mails (null). */
export function fillText(text: string, values: Partial<Record<Variable, string>>): string | null {
  const read = readText(text)
  if (!Array.isArray(read)) return null
  const filled = read.map((element) => (element.type === "text" ? element.value : values[element.value as Variable]))
  return filled.includes(undefined) ? null : filled.join("")
}

type Element = { type: "text" | "variable"; value: string; offset: number }

function readText(text: string): Element[] | { offset: number } {
  try {
    return parse(text, { ignoreTag: true, captureLocation: true }).map((element) => {
      const offset = element.location?.start.offset ?? 0
      if (element.type === TYPE.literal) return { type: "text", value: element.value, offset }
      // "{n, number}" and its like are no names of ours.
      const value =
        element.type === TYPE.argument
          ? element.value
          : text.slice(offset + 1, element.location?.end.offset).replace(/\}$/, "")
      return { type: "variable", value, offset }
    })
  } catch (error) {
    const { location } = error as { location?: { start: { offset: number } } }
    if (!location) throw error
    return { offset: location.start.offset }
  }
}
