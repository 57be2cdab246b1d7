import { describe, expect, it } from "vitest"
import { definitionOf, numberNames } from "@/lib/numbers/definitions"
import { instantsOf, medianOf, percentOf, spanOf, trend } from "@/lib/numbers/rules"
import { numbersChoice } from "@/lib/numbers/schema"
import german from "@/messages/de/numbers.json"
import { at, berlin } from "../support/world"

const reading = (part: number, whole: number, median: number | null = null) => ({ part, whole, median })

describe("shares and medians", () => {
  it("are said of five and more", () => {
    expect(percentOf(reading(3, 4))).toBeNull()
    expect(percentOf(reading(4, 5))).toBe(80)
    expect(percentOf(reading(0, 0))).toBeNull()
    expect(medianOf(reading(0, 4, 6.5))).toBeNull()
    expect(medianOf(reading(0, 5, 6.5))).toBe(6.5)
  })
})

describe("a period", () => {
  const now = at("2027-05-17T12:00")
  const span = (choice: object, when = now) => spanOf(numbersChoice.parse(choice), when, berlin)

  it("is the quarter unless something else is asked for", () => {
    for (const choice of [{}, { period: "decade" }, { period: ["year"] }])
      expect(span(choice)).toEqual({ from: "2027-04-01", to: "2027-06-30" })
    expect(span({ period: "year" })).toEqual({ from: "2027-01-01", to: "2027-12-31" })
    expect(span({ period: "all" })).toEqual({ from: null, to: null })
  })

  it("is a local one: the last minute of the year belongs to it, whatever UTC says", () => {
    expect(span({}, at("2026-12-31T23:59"))).toEqual({ from: "2026-10-01", to: "2026-12-31" })
    expect(span({}, at("2027-01-01T00:00"))).toEqual({ from: "2027-01-01", to: "2027-03-31" })
    expect(instantsOf({ from: "2027-03-01", to: "2027-03-28" }, berlin)).toEqual({
      from: at("2027-03-01T00:00"),
      until: at("2027-03-29T00:00"),
    })
  })

  it("of one's own may be open, and turns round what is the wrong way round", () => {
    expect(span({ period: "own", from: "2027-02-03" })).toEqual({ from: "2027-02-03", to: null })
    expect(span({ period: "own", from: "2027-02-03", to: "2027-01-01" })).toEqual({
      from: "2027-01-01",
      to: "2027-02-03",
    })
    expect(span({ period: "own", from: "2027-02-31", to: "soon" })).toEqual({ from: null, to: null })
    expect(span({ period: "year", from: "2020-01-01" })).toEqual({ from: "2027-01-01", to: "2027-12-31" })
  })
})

it("a trend needs twenty points", () => {
  const rising = Array.from({ length: 20 }, (_, index) => index * 2 + 1)
  expect(trend(rising.slice(1))).toBeNull()
  expect(trend(rising)?.first).toBeCloseTo(1)
  expect(trend(rising)?.last).toBeCloseTo(39)
  expect(trend(Array<number>(25).fill(0.5))).toEqual({ first: 0.5, last: 0.5 })
})

it("every number has its name and says how it is counted, with its own values", () => {
  for (const name of numberNames) {
    expect(german.names[name], name).toBeTruthy()
    const needed = [...german.formulas[name].matchAll(/\{(\w+)\}/g)].map(([, value]) => value)
    expect(Object.keys(definitionOf(name).values ?? {})).toEqual(needed)
  }
  expect(Object.keys(german.names)).toEqual(numberNames)
  expect(Object.keys(german.formulas)).toEqual(numberNames)
})
