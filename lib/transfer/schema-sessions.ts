import { z } from "zod"
import { line } from "@/lib/input"
import { groupSessionInput, timeZoneInput } from "@/lib/sessions/schema"
import { GroupSessionStatus } from "@/prisma/generated/enums"
import type { Columns } from "./read-csv"
import { among, languageCell, type Words } from "./schema-cells"

export const sessionColumns = {
  format: ["Format", "Format", "Angebot", "Offer"],
  day: ["Datum", "Date", "Tag", "Day"],
  time: ["Uhrzeit", "Time", "Beginn", "Start", "Start time", "Zeit"],
  timeZone: ["Zeitzone", "Time zone"],
  capacity: ["Plätze", "Seats", "Kapazität", "Capacity"],
  minimum: ["Mindestzahl", "Minimum", "Mindestteilnehmerzahl"],
  language: ["Sprache", "Language"],
  place: ["Ort", "Place", "Anschrift", "Address", "Location"],
  host: ["Moderation", "Host", "Leitung"],
  state: ["Stand", "State", "Status"],
} as const satisfies Columns

export const stateWords = {
  draft: ["Entwurf", "Draft"],
  published: ["Veröffentlicht", "Published"],
  guaranteed: ["Findet statt", "Takes place"],
  finished: ["Vergangen", "Past"],
  cancelled: ["Abgesagt", "Cancelled"],
} as const satisfies Words

const two = (digits: string) => digits.padStart(2, "0")

/** "14.01.2027", "14.1.27" or "2027-01-14", also behind a weekday. What a slash means depends on the country. */
function readDay(text: string): string {
  const [, iso] = /^(\d{4}-\d\d-\d\d)$/.exec(text) ?? []
  const [, day, month, year] = /^(?:\p{L}+[.,]*\s+)?(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)$/u.exec(text) ?? []
  return iso ?? (day && month && year ? `${year.padStart(4, "20")}-${two(month)}-${two(day)}` : "")
}

/** "10:00", "9.30 Uhr", "10 Uhr" or "10:00:00". */
function readTime(text: string): string {
  const [, hour, minute = "00"] = /^(\d{1,2})(?:[:.](\d\d)(?::00)?)?(?:\s*(?:uhr|h))?$/i.exec(text) ?? []
  return hour ? `${two(hour)}:${minute}` : ""
}

/** A number as the form of a session takes it. */
const numberCell = (schema: z.ZodType<number>) =>
  z
    .string()
    .transform(Number)
    .refine((typed) => schema.safeParse(typed).success, "number")
    .optional()

const { capacity, minimum, placeText } = groupSessionInput.shape

/** A row of a list of sessions. Left out, the size is the format's, the zone the house's, and the state a draft. */
export const sessionRow = z.object({
  format: line(120),
  day: z.string().transform(readDay).pipe(z.iso.date("day")),
  time: z
    .string()
    .transform(readTime)
    .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time")),
  timeZone: timeZoneInput.optional(),
  capacity: numberCell(capacity),
  minimum: numberCell(minimum),
  language: languageCell,
  /** "online" says that there is no address. */
  place: placeText,
  /** A name or an address of the team. */
  host: line(254).optional(),
  state: z.preprocess(among(stateWords), z.enum(GroupSessionStatus, "state").default("draft")),
})
export type SessionRow = z.output<typeof sessionRow>
