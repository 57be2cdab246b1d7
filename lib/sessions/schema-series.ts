import { z } from "zod"
import { groupSessionInput } from "./schema"

/** As many dates as are made at once. */
export const mostDates = 60

const day = z.iso.date("day")
const length = { count: z.int().min(1).max(mostDates).optional(), until: day.optional() }

/** The rule of a series. Days are those of a calendar ("2027-01-14"); `from` is the first one that may be. */
export const seriesRule = z.discriminatedUnion("kind", [
  /** Every or every second week on the weekday of `from`. */
  z.object({ kind: z.literal("weekly"), every: z.union([z.literal(1), z.literal(2)]), from: day, ...length }),
  /** The n-th (-1: the last) of a weekday in every month; 1 is Monday. */
  z.object({
    kind: z.literal("monthly"),
    nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(-1)]),
    weekday: z.int().min(1).max(7),
    from: day,
    ...length,
  }),
  z.object({ kind: z.literal("picked"), days: z.array(day).min(1).max(mostDates) }),
])
export type SeriesRule = z.output<typeof seriesRule>

/** What is made of a rule: the days that were looked at and kept, all at one time on the wall clock. */
export const seriesInput = groupSessionInput.omit({ localStart: true }).extend({
  rule: seriesRule,
  days: z.array(day).min(1, "no_dates").max(mostDates),
  localTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  publish: z.boolean().default(false),
})
export type SeriesInput = z.output<typeof seriesInput>
