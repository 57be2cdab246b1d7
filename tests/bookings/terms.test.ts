import { describe, expect, it } from "vitest"
import { deadlines, feeDue, feeTable, freeUntil, type Terms, type Way } from "@/lib/bookings/rules"
import { termsInput } from "@/lib/sessions/schema"
import { instantOf, localTimeOf } from "@/lib/time-zone"

const berlin = "Europe/Berlin"
const at = (localTime: string, zone = berlin) => instantOf(localTime, zone)
const price = { netCents: 29_000, vatRateBasisPoints: 1900, currency: "EUR" }
const standard: Terms = {
  steps: [
    { daysBefore: 14, percent: 0 },
    { daysBefore: 3, percent: 50 },
  ],
  finalPercent: 100,
  waivedWhenRefilled: true,
  rebookFreeDays: 7,
}
const startsAt = at("2027-01-14T10:00")

describe("what it costs now", () => {
  it.each<[string, Way, number, number]>([
    ["2026-12-31T23:59", "release", 0, 0],
    ["2026-12-31T23:59", "rebook", 0, 0],
    ["2027-01-01T00:00", "release", 50, 14_500],
    ["2027-01-01T00:00", "rebook", 0, 0],
    ["2027-01-07T23:59", "rebook", 0, 0],
    ["2027-01-08T00:00", "rebook", 50, 14_500],
    ["2027-01-12T00:00", "release", 100, 29_000],
    ["2027-01-12T00:00", "rebook", 100, 29_000],
    ["2027-01-14T09:59", "substitute", 0, 0],
  ])("on %s to %s: %i %%, %i cents", (now, way, percent, netCents) => {
    expect(feeDue(standard, price, startsAt, berlin, at(now), way)).toEqual({ percent, netCents })
  })

  it("moving costs what giving back does under terms that say nothing of it", () => {
    const { rebookFreeDays: _, ...before } = standard
    expect(termsInput.parse(before)).toEqual(before)
    expect(deadlines(before, startsAt, berlin, "rebook")).toEqual(deadlines(before, startsAt, berlin))
  })

  it("moving is never dearer than giving back", () => {
    const late: Terms = { ...standard, rebookFreeDays: 20 }
    expect(deadlines(late, startsAt, berlin, "rebook")).toEqual(deadlines(late, startsAt, berlin))
    const toTheStart: Terms = { ...standard, rebookFreeDays: 0 }
    expect(freeUntil(toTheStart, price, startsAt, berlin, "rebook")).toEqual(startsAt)
    expect(feeDue(toTheStart, price, startsAt, berlin, at("2027-01-14T09:59"), "rebook").netCents).toBe(0)
  })
})

describe("the table for one date", () => {
  const rows = (terms: Terms, of: typeof price | null, start: Date, zone = berlin) =>
    feeTable(terms, of, start, zone).flatMap(({ way, spans }) =>
      spans.map(({ until, percent, cents }) =>
        [way, until ? localTimeOf(until, zone) : "start", percent, cents].join(" "),
      ),
    )

  it("names real dates and amounts", () => {
    expect(rows(standard, price, startsAt)).toEqual([
      "release 2027-01-01T00:00 0 0",
      "release 2027-01-12T00:00 50 14500",
      "release start 100 29000",
      "rebook 2027-01-08T00:00 0 0",
      "rebook 2027-01-12T00:00 50 14500",
      "rebook start 100 29000",
      "substitute start 0 0",
    ])
  })

  it.each([
    // The night of 28 March 2027 has one hour less, that of 31 October 2027 one more.
    ["summer time begins in between", "2027-04-08T10:00", "2027-03-26T00:00"],
    ["summer time begins on the last free day", "2027-04-11T10:00", "2027-03-29T00:00"],
    ["summer time ends in between", "2027-11-04T10:00", "2027-10-22T00:00"],
    ["summer time ends on the last free day", "2027-11-14T10:00", "2027-11-01T00:00"],
  ])("ends its days at midnight when %s", (_, start, end) => {
    expect(rows(standard, price, at(start))[0]).toBe(`release ${end} 0 0`)
  })

  it("counts days where the session is", () => {
    const zone = "Pacific/Auckland"
    expect(rows(standard, price, at("2027-01-14T10:00", zone), zone)[0]).toBe("release 2027-01-01T00:00 0 0")
  })

  it("is free throughout without a price, and has no line for what begins with the start", () => {
    const free = ["release start 0 0", "rebook start 0 0", "substitute start 0 0"]
    expect(rows(standard, null, startsAt)).toEqual(free)
    const toTheStart: Terms = { steps: [{ daysBefore: 0, percent: 0 }], finalPercent: 100, waivedWhenRefilled: true }
    expect(rows(toTheStart, price, startsAt)).toEqual(free)
  })
})
