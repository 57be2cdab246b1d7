import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { deadlines, decideAt, feeDue, freeUntil, type Terms } from "@/lib/bookings/rules"
import { sessionTimes } from "@/lib/sessions/rules"
import { formatDate, formatDateRange, formatWhen } from "@/lib/time-zone"

const berlin = "Europe/Berlin"
const price = { netCents: 29_000, vatRateBasisPoints: 1900, currency: "EUR" }
const daily = { decisionTimes: ["08:00", "16:00"], decideNextMinute: false, region: null }
const free = (daysBefore: number): Terms => ({
  steps: [{ daysBefore, percent: 0 }],
  finalPercent: 50,
  waivedWhenRefilled: true,
})
const start = (localStart: string, zone = berlin) => sessionTimes(localStart, zone, 90).startsAt

// Summer time ends on 25.10.2026 (a day of 25 hours) and begins on 28.03.2027 (one of 23).
describe.each([
  {
    session: "2026-11-05T10:00",
    days: 14,
    end: "2026-10-22T22:00:00.000Z",
    lastDay: "Do., 22.10.2026",
    why: "before the clocks go back, for a session after",
  },
  {
    session: "2026-11-05T10:00",
    days: 11,
    end: "2026-10-25T23:00:00.000Z",
    lastDay: "So., 25.10.2026",
    why: "on the day of 25 hours",
  },
  {
    session: "2026-10-25T10:00",
    days: 0,
    end: "2026-10-25T09:00:00.000Z",
    lastDay: "So., 25.10.2026",
    why: "never beyond the start",
  },
  {
    session: "2027-04-08T10:00",
    days: 14,
    end: "2027-03-25T23:00:00.000Z",
    lastDay: "Do., 25.03.2027",
    why: "before the clocks go forward, for a session after",
  },
  {
    session: "2027-04-08T10:00",
    days: 11,
    end: "2027-03-28T22:00:00.000Z",
    lastDay: "So., 28.03.2027",
    why: "on the day of 23 hours",
  },
  {
    session: "2027-01-14T10:00",
    days: 14,
    end: "2026-12-31T23:00:00.000Z",
    lastDay: "Do., 31.12.2026",
    why: "on New Year's Eve",
  },
  {
    session: "2027-01-14T10:00",
    days: 13,
    end: "2027-01-01T23:00:00.000Z",
    lastDay: "Fr., 01.01.2027",
    why: "on New Year's Day",
  },
  {
    session: "2026-10-25T10:00",
    days: 1,
    end: "2026-10-24T22:00:00.000Z",
    lastDay: "Sa., 24.10.2026",
    why: "at the midnight before the clocks go back",
  },
  {
    session: "2027-03-28T10:00",
    days: 1,
    end: "2027-03-27T23:00:00.000Z",
    lastDay: "Sa., 27.03.2027",
    why: "at the midnight before the clocks go forward",
  },
  {
    session: "2027-03-28T10:00",
    days: 0,
    end: "2027-03-28T08:00:00.000Z",
    lastDay: "So., 28.03.2027",
    why: "never beyond the start, an hour earlier than the day before",
  },
  {
    session: "2027-01-01T10:00",
    days: 1,
    end: "2026-12-31T23:00:00.000Z",
    lastDay: "Do., 31.12.2026",
    why: "at the turn of the year",
  },
])("free until $days days before $session: $why", ({ session, days, end, lastDay }) => {
  const startsAt = start(session)
  const lastMoment = new Date(Date.parse(end) - 1)

  it("ends with the local day", () => {
    expect(deadlines(free(days), startsAt, berlin)[0]?.until?.toISOString()).toBe(end)
  })

  it("costs nothing in its last millisecond and half in the next", () => {
    expect(feeDue(free(days), price, startsAt, berlin, lastMoment)).toEqual({ percent: 0, netCents: 0 })
    expect(feeDue(free(days), price, startsAt, berlin, new Date(end))).toEqual({ percent: 50, netCents: 14_500 })
  })

  it("is told as that day", () => {
    const told = freeUntil(free(days), price, startsAt, berlin)
    expect(told && formatDate(told, berlin, "de")).toBe(lastDay.replaceAll(" ", "\u00a0"))
  })
})

describe("an answer comes at the decision time of the wall clock", () => {
  const far = start("2027-06-10T10:00")
  it.each([
    [
      "2026-10-23T14:00:00Z",
      "2026-10-26T07:00:00.000Z",
      "from Friday at 16:00 summer time to Monday at 08:00 winter time",
    ],
    ["2026-10-25T00:30:00Z", "2026-10-26T07:00:00.000Z", "from the first 02:30 of that night"],
    ["2026-10-25T01:30:00Z", "2026-10-26T07:00:00.000Z", "from the second 02:30"],
    [
      "2027-03-25T15:00:00Z",
      "2027-03-30T06:00:00.000Z",
      "from Thursday at 16:00 winter time over Easter to Tuesday at 08:00 summer time",
    ],
    ["2027-03-28T00:59:59.999Z", "2027-03-30T06:00:00.000Z", "from the last moment before the skipped hour"],
    ["2026-12-31T15:00:00Z", "2027-01-04T07:00:00.000Z", "from the last year to the first working day of this one"],
    ["2026-12-31T22:59:59.999Z", "2027-01-04T07:00:00.000Z", "from the last millisecond of the year"],
    ["2026-10-26T06:59:59.999Z", "2026-10-26T07:00:00.000Z", "still the Monday after, by winter time"],
    ["2026-10-26T07:00:00Z", "2026-10-26T15:00:00.000Z", "and from then on its afternoon"],
    ["2027-03-30T05:59:59.999Z", "2027-03-30T06:00:00.000Z", "still the Tuesday after, by summer time"],
    ["2027-03-30T06:00:00Z", "2027-03-30T14:00:00.000Z", "and from then on its afternoon"],
  ])("%s → %s: %s", (now, expected) => {
    expect(decideAt(daily, far, berlin, new Date(now)).toISOString()).toBe(expected)
  })

  it.each([
    [
      "2026-10-25T04:00",
      "2026-10-25T00:50:00Z",
      "2026-10-25T01:05:00.000Z",
      "15 real minutes, from 02:50 to the second 02:05",
    ],
    ["2027-03-28T05:00", "2027-03-28T00:50:00Z", "2027-03-28T01:05:00.000Z", "15 real minutes, from 01:50 to 03:05"],
    ["2027-01-01T00:10", "2026-12-31T22:57:00Z", "2026-12-31T22:58:00.000Z", "the next minute, when 15 are too many"],
  ])("on the last day, for %s at %s, it is %s: %s", (session, now, expected) => {
    expect(decideAt(daily, start(session), berlin, new Date(now)).toISOString()).toBe(expected)
  })
})

describe("a session in such a night", () => {
  it("lasts its real length and is told in local time", () => {
    const back = sessionTimes("2026-10-25T01:30", berlin, 90)
    expect(+back.endsAt - +back.startsAt).toBe(90 * 60_000)
    expect(formatDateRange(back.startsAt, back.endsAt, berlin, "de")).toBe(
      "So., 25.10.2026, 01:30–02:00 Uhr (MESZ)".replace(/(?<!2026,) /g, "\u00a0"),
    )
    const forward = sessionTimes("2027-03-28T01:30", berlin, 90)
    expect(formatDateRange(forward.startsAt, forward.endsAt, berlin, "en")).toContain("01:30–04:00\u00a0(CET)")
  })

  it("is spoken of as today and tomorrow by the local day", () => {
    const newYear = new Date("2026-12-31T23:30:00Z")
    expect(formatWhen(newYear, berlin, "de", new Date("2026-12-31T22:59:00Z"))).toContain("morgen, 00:30")
    expect(formatWhen(newYear, berlin, "de", new Date("2026-12-31T23:01:00Z"))).toContain("heute, 00:30")
    expect(formatWhen(new Date("2026-10-25T23:30:00Z"), berlin, "en", new Date("2026-10-25T22:30:00Z"))).toContain(
      "tomorrow, 00:30",
    )
  })
})

// Whoever took the machine's clock for that of the session would be wrong in one of these.
describe.each([
  ["Asia/Kathmandu", 6],
  ["America/St_Johns", 22],
  ["Pacific/Kiritimati", 14],
])("on a machine in %s", (zone, hour) => {
  const before = process.env.TZ
  beforeAll(() => {
    process.env.TZ = zone
  })
  afterAll(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  it("the clock is another", () => {
    expect(new Date("2026-10-25T00:30:00Z").getHours()).toBe(hour)
  })

  it.each([
    ["2026-10-26T10:00", "2026-10-25T23:00:00.000Z", "2026-10-23T14:00:00Z", "2026-10-26T07:00:00.000Z"],
    ["2027-03-29T10:00", "2027-03-28T22:00:00.000Z", "2027-03-25T15:00:00Z", "2027-03-30T06:00:00.000Z"],
    ["2027-01-02T10:00", "2027-01-01T23:00:00.000Z", "2026-12-31T15:00:00Z", "2027-01-04T07:00:00.000Z"],
  ])("the day before %s ends, and answers come, by the clock of the session", (session, end, asked, answered) => {
    expect(deadlines(free(1), start(session), berlin)[0]?.until?.toISOString()).toBe(end)
    expect(decideAt(daily, start("2027-06-10T10:00"), berlin, new Date(asked)).toISOString()).toBe(answered)
  })
})
