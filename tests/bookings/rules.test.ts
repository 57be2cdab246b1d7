import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { answerAt, deadlines, decideAt, feeDue, freeUntil, nameCard, type Terms } from "@/lib/bookings/rules"
import { holidayOn, type Region, regions } from "@/lib/holidays"
import { instantOf, localTimeOf, weekdayOf } from "@/lib/time-zone"

const berlin = "Europe/Berlin"
const at = (localTime: string, zone = berlin) => instantOf(localTime, zone)
const price = { netCents: 29_000, vatRateBasisPoints: 1900, currency: "EUR" }
const terms: Terms = {
  steps: [
    { daysBefore: 14, percent: 0 },
    { daysBefore: 3, percent: 50 },
  ],
  finalPercent: 100,
  waivedWhenRefilled: true,
}

describe("feeDue", () => {
  const startsAt = at("2027-01-14T10:00")
  it.each([
    ["2026-11-01T00:00", 0, 0],
    ["2026-12-31T23:59", 0, 0],
    ["2027-01-01T00:00", 50, 14_500],
    ["2027-01-11T23:59", 50, 14_500],
    ["2027-01-12T00:00", 100, 29_000],
    ["2027-01-14T09:59", 100, 29_000],
  ])("at %s is %i %%, %i cents", (now, percent, netCents) => {
    expect(feeDue(terms, price, startsAt, berlin, at(now))).toEqual({ percent, netCents })
  })

  it("is nothing for what costs nothing", () => {
    expect(feeDue(terms, null, startsAt, berlin, at("2027-01-14T09:59"))).toEqual({ percent: 0, netCents: 0 })
  })

  it("rounds half a cent up", () => {
    expect(feeDue(terms, { ...price, netCents: 1_001 }, startsAt, berlin, at("2027-01-05T00:00")).netCents).toBe(501)
  })

  it("counts days where the session is, not where the server is", () => {
    const auckland = at("2027-01-14T10:00", "Pacific/Auckland")
    const end = at("2027-01-01T00:00", "Pacific/Auckland")
    expect(deadlines(terms, auckland, "Pacific/Auckland")[0]).toEqual({ until: end, percent: 0 })
  })
})

describe("freeUntil", () => {
  const startsAt = at("2027-01-14T10:00")
  it.each<[string, Terms, typeof price | null, string | null]>([
    ["the last free day", terms, price, "2026-12-31T22:59:59.999Z"],
    ["the start, when it is free of charge", terms, null, startsAt.toISOString()],
    ["the start, when it is free to the end", { ...terms, steps: [], finalPercent: 0 }, price, startsAt.toISOString()],
    ["never", { ...terms, steps: [] }, price, null],
  ])("is %s", (_, of, at, expected) => {
    expect(freeUntil(of, at, startsAt, berlin)?.toISOString() ?? null).toBe(expected)
  })
})

describe("decideAt", () => {
  const working = { decisionTimes: ["08:00", "16:00"], decideNextMinute: false, region: null }
  const far = at("2027-03-04T10:00")
  it.each([
    ["a Monday morning", "2026-12-07T09:00", "2026-12-07T16:00"],
    ["a Monday night", "2026-12-07T03:00", "2026-12-07T08:00"],
    ["exactly a decision time", "2026-12-07T08:00", "2026-12-07T16:00"],
    ["a Monday evening", "2026-12-07T18:00", "2026-12-08T08:00"],
    ["a Friday evening", "2026-12-11T18:00", "2026-12-14T08:00"],
    ["a Saturday", "2026-12-12T10:00", "2026-12-14T08:00"],
  ])("on %s is the next decision time of a working day", (_, now, expected) => {
    expect(decideAt(working, far, berlin, at(now))).toEqual(at(expected))
  })

  it.each<[string, Region | null, string, string]>([
    [
      "Christmas Eve at noon, a Thursday, the last decision of the year but one",
      null,
      "2026-12-24T12:00",
      "2026-12-24T16:00",
    ],
    ["Christmas Eve in the evening: Christmas, then a weekend", null, "2026-12-24T17:00", "2026-12-28T08:00"],
    ["New Year's Eve in the evening: New Year, then a weekend", null, "2026-12-31T16:00", "2027-01-04T08:00"],
    ["Epiphany in Bavaria", "BY", "2027-01-05T17:00", "2027-01-07T08:00"],
    ["and not in Berlin", "BE", "2027-01-05T17:00", "2027-01-06T08:00"],
    ["nor where nobody said where the house is", null, "2027-01-05T17:00", "2027-01-06T08:00"],
    [
      "Maundy Thursday: Good Friday, a weekend with a clock change, Easter Monday",
      null,
      "2027-03-25T17:00",
      "2027-03-30T08:00",
    ],
  ])("leaves out public holidays: %s", (_, region, now, expected) => {
    expect(decideAt({ ...working, region }, at("2027-06-10T10:00"), berlin, at(now))).toEqual(at(expected))
  })

  it("is a decision time on a working day, later than now, and the first such, whatever the zone, state and moment", () => {
    const zones = [berlin, "Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe"]
    const moment = fc.date({ min: new Date("2026-10-01"), max: new Date("2028-04-30"), noInvalidDate: true })
    const region = fc.constantFrom(null, ...regions)
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), region, (now, zone, region) => {
        const far = new Date(now.getTime() + 90 * 86_400_000)
        const answer = decideAt({ ...working, region }, far, zone, now)
        const isWorkday = (local: string) =>
          weekdayOf(local.slice(0, 10)) <= 5 && holidayOn(local.slice(0, 10), region) === null
        const local = localTimeOf(answer, zone)
        expect(answer > now && ["08:00", "16:00"].includes(local.slice(11)) && isWorkday(local)).toBe(true)
        // No zone is off by less than a quarter of an hour: in these steps every decision time before is met.
        const quarter = 900_000
        for (let earlier = Math.floor(+now / quarter + 1) * quarter; earlier < +answer; earlier += quarter) {
          const time = localTimeOf(new Date(earlier), zone)
          if (["08:00", "16:00"].includes(time.slice(11))) expect(isWorkday(time)).toBe(false)
        }
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ["less than a day is left", "2026-12-09T18:00", "2026-12-09T09:00:00+01:00", "2026-12-09T09:15:00+01:00"],
    [
      "seconds count: it is rounded up to a full minute",
      "2026-12-09T18:00",
      "2026-12-09T09:00:00.001+01:00",
      "2026-12-09T09:16:00+01:00",
    ],
    [
      "no decision time is left before the start",
      "2026-12-14T08:00",
      "2026-12-11T18:00:00+01:00",
      "2026-12-11T18:15:00+01:00",
    ],
    ["not even 15 minutes are left", "2026-12-09T18:00", "2026-12-09T17:50:00+01:00", "2026-12-09T17:51:00+01:00"],
  ])("is soon when %s", (_, startsAt, now, expected) => {
    expect(decideAt(working, at(startsAt), berlin, new Date(now))).toEqual(new Date(expected))
  })

  it("keeps to the decision times while exactly a day is left", () => {
    expect(decideAt(working, at("2026-12-09T18:00"), berlin, at("2026-12-08T18:00"))).toEqual(at("2026-12-09T08:00"))
  })

  it("is the next full minute in the demo, strictly later", () => {
    const demo = { ...working, decideNextMinute: true }
    expect(decideAt(demo, far, berlin, at("2026-12-07T09:00"))).toEqual(at("2026-12-07T09:01"))
    expect(decideAt(demo, far, berlin, new Date(+at("2026-12-07T09:00") + 1))).toEqual(at("2026-12-07T09:01"))
  })

  it("is not asked for in an instant format", () => {
    const session = { ...working, startsAt: far, timeZone: berlin }
    expect(answerAt({ ...session, admission: "instant" }, at("2026-12-07T09:00"))).toBeNull()
    expect(answerAt({ ...session, admission: "reviewed" }, at("2026-12-07T09:00"))).toEqual(at("2026-12-07T16:00"))
  })
})

describe("nameCard", () => {
  const petra = { title: "Dr.", givenName: "Petra", familyName: "Muster", company: "Muster Anlagenbau GmbH" }
  it("says who somebody is in an open round", () =>
    expect(nameCard(petra, "open")).toEqual({ name: "Dr. Petra Muster", company: "Muster Anlagenbau GmbH" }))
  it("says the name and nothing else in a closed one", () =>
    expect(nameCard(petra, "closed")).toEqual({ name: "Petra Muster", company: null }))
})
