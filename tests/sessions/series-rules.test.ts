import { describe, expect, it } from "vitest"
import { holidayOn, regions } from "@/lib/holidays"
import { daysOf, planDates } from "@/lib/sessions/rules-series"
import { seriesRule, type SeriesRule } from "@/lib/sessions/schema-series"
import { nthWeekday, startOfMonth, startOfWeek, weekdayOf } from "@/lib/time-zone"

const berlin = "Europe/Berlin"
const weekly = (from: string, every: 1 | 2, count?: number, until?: string): SeriesRule => ({
  ...{ kind: "weekly", every, from, count, until },
})
const monthly = (from: string, nth: 1 | 2 | 3 | 4 | -1, weekday: number, count: number): SeriesRule => ({
  ...{ kind: "monthly", nth, weekday, from, count },
})

describe("the days of a rule", () => {
  it.each<[what: string, rule: SeriesRule, days: string]>([
    ["every week, over the end of summer time", weekly("2026-10-15", 1, 3), "2026-10-15 2026-10-22 2026-10-29"],
    ["every week, over its beginning", weekly("2027-03-21", 1, 4), "2027-03-21 2027-03-28 2027-04-04 2027-04-11"],
    ["every second Tuesday, over New Year", weekly("2026-12-22", 2, 3), "2026-12-22 2027-01-05 2027-01-19"],
    [
      "to a last day, which is one of them",
      weekly("2026-12-17", 1, undefined, "2026-12-31"),
      "2026-12-17 2026-12-24 2026-12-31",
    ],
    ["to a last day, however many there could be", weekly("2026-12-17", 1, 9, "2026-12-25"), "2026-12-17 2026-12-24"],
    ["the first Thursday", monthly("2026-12-01", 1, 4, 4), "2026-12-03 2027-01-07 2027-02-04 2027-03-04"],
    ["the first Thursday, when this month's is over", monthly("2026-12-04", 1, 4, 2), "2027-01-07 2027-02-04"],
    [
      "the last Friday, in months of four and of five",
      monthly("2027-01-01", -1, 5, 4),
      "2027-01-29 2027-02-26 2027-03-26 2027-04-30",
    ],
    [
      "the last Sunday, when the clocks change",
      monthly("2026-10-01", -1, 7, 6),
      "2026-10-25 2026-11-29 2026-12-27 2027-01-31 2027-02-28 2027-03-28",
    ],
    ["the fourth Wednesday of a leap February", monthly("2028-02-01", 4, 3, 1), "2028-02-23"],
    [
      "picked days, in their order and once each",
      { kind: "picked", days: ["2027-03-02", "2026-12-31", "2027-03-02"] },
      "2026-12-31 2027-03-02",
    ],
  ])("%s", (_, rule, days) => {
    expect(seriesRule.safeParse(rule).success).toBe(true)
    expect(daysOf(rule).days).toEqual(days.split(" "))
  })

  it("leaves holidays out without being fewer", () => {
    const skip = (day: string) => holidayOn(day, "BY") !== null
    expect(daysOf(weekly("2027-04-29", 1, 4), skip)).toEqual({
      days: ["2027-04-29", "2027-05-13", "2027-05-20", "2027-06-03"],
      leftOut: ["2027-05-06", "2027-05-27"],
      cut: false,
    })
  })

  it("ends at sixty and says so only when it would go on", () => {
    expect(daysOf(weekly("2027-01-05", 1, undefined, "2030-01-01"))).toMatchObject({ cut: true })
    const whole = daysOf(weekly("2027-01-05", 1, 60))
    expect([whole.days.length, whole.cut]).toEqual([60, false])
    expect(daysOf(weekly("2027-01-05", 1), () => true).days).toEqual([])
  })
})

describe("planned dates", () => {
  const plan = (days: string[], localTime: string, now = "2026-09-01T00:00:00Z") =>
    planDates(days, { localTime, timeZone: berlin, lengthMinutes: 90, region: null, now: new Date(now) })

  it.each<[days: string[], utc: string[], changed: boolean[]]>([
    [
      ["2026-10-24", "2026-10-25", "2026-10-26"],
      ["08:00", "09:00", "09:00"],
      [false, true, false],
    ],
    [
      ["2027-03-25", "2027-04-01"],
      ["09:00", "08:00"],
      [false, true],
    ],
    [
      ["2026-12-31", "2027-01-07"],
      ["09:00", "09:00"],
      [false, false],
    ],
  ])("keep the wall clock: %j", (days, utc, changed) => {
    const dates = plan(days, "10:00")
    expect(dates.map(({ startsAt }) => startsAt.toISOString().slice(11, 16))).toEqual(utc)
    expect(dates.map(({ clockChanged }) => clockChanged)).toEqual(changed)
    for (const { startsAt, endsAt } of dates) expect(+endsAt - +startsAt).toBe(90 * 60_000)
  })

  it("cannot be at a time that the clock leaves out, nor in the past", () => {
    expect(plan(["2027-03-27", "2027-03-28", "2027-03-29"], "02:30").map(({ impossible }) => impossible)).toEqual([
      null,
      "local_time",
      null,
    ])
    // The hour that comes twice is there.
    expect(plan(["2026-10-25"], "02:30")[0]).toMatchObject({ impossible: null })
    expect(plan(["2026-10-25"], "10:00", "2026-10-25T09:00:00Z")[0]).toMatchObject({ impossible: "in_the_past" })
    expect(plan(["2026-10-25"], "10:00", "2026-10-25T08:59:59Z")[0]).toMatchObject({ impossible: null })
  })

  it("know weekends and holidays", () => {
    expect(plan(["2027-01-01", "2027-01-02", "2027-01-04"], "10:00")).toMatchObject([
      { holiday: "NEUJAHRSTAG", weekend: false },
      { holiday: null, weekend: true },
      { holiday: null, weekend: false },
    ])
  })
})

describe("holidays", () => {
  it.each([
    ["2027-01-06", "BY", "HEILIGEDREIKOENIGE"],
    ["2027-01-06", "BE", null],
    ["2027-01-06", null, null],
    ["2027-03-08", "BE", "WELTFRAUENTAG"],
    ["2027-11-17", "SN", "BUBETAG"],
    ["2027-03-26", null, "KARFREITAG"],
    ["2027-10-31", "NI", "REFORMATIONSTAG"],
  ] as const)("%s in %s is %s", (day, region, name) => expect(holidayOn(day, region)).toBe(name))

  it("has New Year everywhere", () => {
    for (const region of regions) expect(holidayOn("2030-01-01", region), region).toBe("NEUJAHRSTAG")
  })
})

describe("days of a calendar", () => {
  it.each([
    ["2027-01-01", "2026-12-28", "2027-01-01", 5],
    ["2026-12-31", "2026-12-28", "2026-12-01", 4],
    ["2027-03-28", "2027-03-22", "2027-03-01", 7],
  ])("%s", (day, monday, first, weekday) => {
    expect([startOfWeek(day), startOfMonth(day), weekdayOf(day)]).toEqual([monday, first, weekday])
  })

  it("finds the n-th weekday of a month", () => {
    expect(nthWeekday("2027-02-15", 1, 4)).toBe("2027-02-22")
    expect(nthWeekday("2027-02-15", 7, -1)).toBe("2027-02-28")
    expect(startOfMonth("2026-11-30", 3)).toBe("2027-02-01")
  })
})
