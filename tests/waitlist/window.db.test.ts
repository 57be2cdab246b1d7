import { expect, it } from "vitest"
import fc from "fast-check"
import { db } from "@/lib/db"
import { holidayOn, regions } from "@/lib/holidays"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { keepHolidays } from "@/lib/sessions/keep-holidays"
import { localTimeOf } from "@/lib/time-zone"
import { at, berlin, by, monday } from "../support/world"

const minuteMs = 60_000
const hours = (from: Date, until: Date) => (+until - +from) / 3_600_000

async function endsAt(now: Date, startsAt: Date): Promise<Date> {
  const [row] = await db.$queryRaw<[{ at: Date }]>`
    SELECT date_trunc('milliseconds', offer_ends_at(${now}::timestamptz, ${startsAt}::timestamptz, ${berlin})) AS at`
  return row.at
}

it("is 12 % of the time left, at least an hour, at most a day", async () => {
  expect(hours(at("2026-12-07T08:00"), await endsAt(at("2026-12-07T08:00"), at("2026-12-08T09:00")))).toBe(3)
  expect(hours(at("2026-12-07T08:00"), await endsAt(at("2026-12-07T08:00"), at("2026-12-07T15:00")))).toBe(1)
  // A day is 24 hours of the day: 13 on Monday, 11 on Tuesday.
  expect(await endsAt(at("2026-12-07T07:00"), at("2027-03-01T10:00"))).toEqual(at("2026-12-08T18:00"))
})

it("stands still in the evening, on weekends and on public holidays of the chosen state", async () => {
  await keepHolidays({ now: monday })
  // 24 h from Friday, 18:00: two hours on Friday, 13 on Monday, 9 on Tuesday.
  expect(await endsAt(at("2026-12-04T18:00"), at("2027-03-01T10:00"))).toEqual(at("2026-12-08T16:00"))
  // The sixth of January is a holiday in Bavaria, not in Berlin.
  const epiphany = () => endsAt(at("2027-01-05T19:00"), at("2027-03-01T10:00"))
  expect(await epiphany()).toEqual(at("2027-01-07T17:00"))
  await saveSettings({ ...defaultSettings, region: "BY" }, by("organizer", monday))
  expect(await epiphany()).toEqual(at("2027-01-08T17:00"))
})

it("does not stand still when less than 48 hours are left", async () => {
  // Saturday evening before a session on Monday: 12 % of 38 h.
  const [now, startsAt] = [at("2026-12-05T20:00"), at("2026-12-07T10:00")]
  expect(hours(now, await endsAt(now, startsAt))).toBeCloseTo(4.56)
})

it("runs on through the weekend as soon as only 48 hours are left", async () => {
  // Friday, 19:59, before a session on Monday at 10:00: a minute on Friday, the rest from Saturday, 10:00, on.
  const [now, startsAt] = [at("2026-12-04T19:59"), at("2026-12-07T10:00")]
  const window = 0.12 * hours(now, startsAt)
  expect(hours(at("2026-12-05T10:00"), await endsAt(now, startsAt))).toBeCloseTo(window - 1 / 60)
})

it("counts as somebody with a watch would", async () => {
  await keepHolidays({ now: monday })
  const arbitrary = fc.record({
    region: fc.constantFrom(...regions),
    now: fc.integer({ min: 0, max: 400 * 24 * 60 }).map((minutes) => new Date(+monday + minutes * minuteMs)),
    left: fc.integer({ min: 6 * 60, max: 60 * 24 * 60 }),
  })
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ region, now, left }) => {
      await saveSettings({ ...defaultSettings, region }, by("organizer", monday))
      const startsAt = new Date(+now + left * minuteMs)
      expect(+(await endsAt(now, startsAt))).toBe(+byTheWatch(now, startsAt, region))
    }),
    { numRuns: 60 },
  )
})

/** The same rule, a minute after the other. */
function byTheWatch(now: Date, startsAt: Date, region: (typeof regions)[number]): Date {
  const left = (+startsAt - +now) / minuteMs
  let remaining = Math.min(Math.max(left * 0.12, 60), 24 * 60)
  for (let minute = now; ; minute = new Date(+minute + minuteMs)) {
    const [day, time] = localTimeOf(minute, berlin).split("T") as [string, string]
    const weekend = [0, 6].includes(new Date(day).getUTCDay())
    const quiet = time < "07:00" || time >= "20:00" || weekend || holidayOn(day, region)
    if (quiet && +startsAt - +minute > 48 * 60 * minuteMs) continue
    if (remaining <= 1) return new Date(Math.floor(+minute + remaining * minuteMs))
    remaining--
  }
}
