import { z } from "zod"
import type { Refusal } from "@/lib/errors"
import { number } from "@/lib/input"
import type { DeskSession } from "@/lib/sessions/queries"
import { daysOf, planDates } from "@/lib/sessions/rules-series"
import { groupSessionInput, localTimeInput, type SettingsData } from "@/lib/sessions/schema"
import { mostDates, type SeriesRule } from "@/lib/sessions/schema-series"
import { holidayOn } from "@/lib/holidays"
import { addLocalDays, localTimeOf, weekdayOf } from "@/lib/time-zone"

export const rhythms = ["weekly", "biweekly", "monthly", "picked"] as const
export const nths = ["1", "2", "3", "4", "-1"] as const

const { capacity, minimum, ...shared } = groupSessionInput.omit({ localStart: true }).shape

const fields = z.object({
  ...shared,
  dates: z.enum(["one", "several"]).default("one"),
  localStart: localTimeInput,
  rhythm: z.enum(rhythms).default("weekly"),
  nth: z.enum(nths).default("1"),
  count: number(z.int().min(1).max(mostDates, "most_dates")).optional(),
  until: z.iso.date().optional(),
  skipHolidays: z.literal("on").optional(),
  /** Left empty, they are what the format says. */
  capacity: number(capacity).optional(),
  minimum: number(minimum).optional(),
})

/** What is typed into the form of new dates; the days that are picked one by one are fields of their own. */
const wish = z
  .record(z.string(), z.string())
  .transform((typed) => ({ ...typed, picked: pickedOf(typed) }))
  .pipe(fields.extend({ picked: z.array(z.iso.date()) }))
  .refine(({ dates, rhythm, count, until }) => dates === "one" || rhythm === "picked" || (count ?? until), {
    path: ["count"],
  })
type Wish = z.output<typeof wish>

export const readWish = (typed: Record<string, string>) => wish.safeParse(typed)

export const pickedOf = (typed: Record<string, string>): string[] =>
  Object.entries(typed).flatMap(([name, value]) => (/^picked\.\d+$/.test(name) ? [value] : []))

type Format = { id: string; capacity: number; minimum: number; lengthMinutes: number }

/** The dates that follow from a wish, and what is the same for all of them. */
export function planOf<F extends Format>(
  { dates, localStart, rhythm, nth, count, until, skipHolidays, picked, ...shared }: Wish,
  { formats, settings, now }: { formats: F[]; settings: SettingsData; now: Date },
) {
  const format = formats.find(({ id }) => id === shared.formatId)
  if (!format) return { ok: false, reason: "not_found" } satisfies Refusal<string>
  const size = { capacity: shared.capacity ?? format.capacity, minimum: shared.minimum ?? format.minimum }
  if (size.minimum > size.capacity) return { ok: false, reason: "below_minimum" } satisfies Refusal<string>
  const [day = "", localTime = ""] = localStart.split("T")
  const rule = dates === "one" ? null : ruleOf({ rhythm, nth, count, until, picked, day })
  const skip = (other: string) => skipHolidays === "on" && holidayOn(other, settings.region) !== null
  const { days, leftOut, cut } = rule ? daysOf(rule, skip) : { days: [day], leftOut: [], cut: false }
  const { lengthMinutes } = format
  const planned = planDates(days, { localTime, ...shared, lengthMinutes, region: settings.region, now })
  const skipped = leftOut.map((day) => ({ day, holiday: holidayOn(day, settings.region) }))
  return { ok: true as const, rule, planned, skipped, cut, format, localTime, shared: { ...shared, ...size } }
}
export type Plan<F extends Format> = Extract<ReturnType<typeof planOf<F>>, { ok: true }>

type Rhythm = Pick<Wish, "rhythm" | "nth" | "count" | "until" | "picked"> & { day: string }

function ruleOf({ rhythm, nth, count, until, picked, day: from }: Rhythm): SeriesRule {
  if (rhythm === "picked") return { kind: "picked", days: [from, ...picked] }
  if (rhythm === "monthly")
    return {
      kind: "monthly",
      nth: Number(nth) as Extract<SeriesRule, { kind: "monthly" }>["nth"],
      weekday: weekdayOf(from),
      from,
      ...{ count, until },
    }
  return { kind: "weekly", every: rhythm === "weekly" ? 1 : 2, from, count, until }
}

/** What the form of a new date says at first: nothing, or what another one is like, a week later and still ahead. */
export function firstValues(
  copied: DeskSession | null,
  settings: SettingsData,
  now: Date,
  dates: "one" | "several",
): Record<string, string> {
  const values = { dates, rhythm: "weekly", nth: "1", count: "6", skipHolidays: "on" }
  if (!copied) return { ...values, timeZone: settings.timeZone, language: "de" }
  const { format, timeZone, language, hostId, placeText, capacity, minimum } = copied
  let startsAt = addLocalDays(copied.startsAt, 7, timeZone)
  while (startsAt <= now) startsAt = addLocalDays(startsAt, 7, timeZone)
  return {
    ...{ ...values, formatId: format.id, localStart: localTimeOf(startsAt, timeZone), timeZone, language },
    ...{ hostId: hostId ?? "", placeText: placeText ?? "", capacity: String(capacity), minimum: String(minimum) },
  }
}
