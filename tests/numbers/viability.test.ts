import { describe, expect, it } from "vitest"
import { assumed, atLeast, bookedFor, chanceOf, restsOnCounts, showRate } from "@/lib/numbers/rules-viability"

/** The textbook way, in whole numbers: the rate is a fraction, every term an integer over the same denominator. */
function byFactorials(minimum: number, booked: number, [come, of]: [bigint, bigint]): number {
  const choose = (n: bigint, k: bigint): bigint => (k === 0n ? 1n : (choose(n - 1n, k - 1n) * n) / k)
  let sum = 0n
  for (let k = BigInt(minimum); k <= booked; k++)
    sum += choose(BigInt(booked), k) * come ** k * (of - come) ** (BigInt(booked) - k)
  const digits = 10n ** 18n
  return Number((sum * digits) / of ** BigInt(booked)) / 1e18
}

/** Everybody comes or does not: all ways it can go, each with its weight. */
function byAllWays(minimum: number, booked: number, rate: number): number {
  let sum = 0
  for (let way = 0; way < 2 ** booked; way++) {
    const come = way.toString(2).replaceAll("0", "").length
    if (come >= minimum) sum += rate ** come * (1 - rate) ** (booked - come)
  }
  return sum
}

describe("how probable it is that enough come", () => {
  it.each([
    // From a printed table of the binomial distribution.
    [5, 8, 0.6, 0.5941],
    [5, 8, 0.8, 0.9437],
    [4, 8, 0.5, 0.6367],
    [8, 8, 0.9, 0.4305],
    [1, 8, 0.05, 0.3366],
  ])("at least %i of %i at %f", (minimum, booked, rate, expected) => {
    expect(atLeast(minimum, booked, rate)).toBeCloseTo(expected, 4)
  })

  it("is what whole numbers and all the ways it can go come to", () => {
    for (let booked = 0; booked <= 12; booked++)
      for (let minimum = 0; minimum <= booked + 1; minimum++)
        for (const [come, of] of [
          [3n, 5n],
          [4n, 5n],
          [1n, 20n],
          [1n, 1n],
          [0n, 1n],
        ] as [bigint, bigint][]) {
          const rate = Number(come) / Number(of)
          expect(atLeast(minimum, booked, rate)).toBeCloseTo(byFactorials(minimum, booked, [come, of]), 12)
          expect(atLeast(minimum, booked, rate)).toBeCloseTo(byAllWays(minimum, booked, rate), 12)
        }
  })

  it("holds for the largest room there is", () => {
    expect(atLeast(375, 500, 0.75)).toBeCloseTo(byFactorials(375, 500, [3n, 4n]), 10)
    expect(atLeast(499, 500, 0.01)).toBeGreaterThanOrEqual(0)
  })
})

describe("the own show rate", () => {
  it("begins with three of four, and rests on the own counts from the eleventh seat on", () => {
    expect(showRate({ attended: 0, recorded: 0 })).toBe(0.75)
    expect(showRate({ attended: 10, recorded: 10 })).toBe(0.875)
    expect(restsOnCounts({ attended: 10, recorded: assumed.recorded })).toBe(false)
    expect(restsOnCounts({ attended: 11, recorded: 11 })).toBe(true)
    expect(showRate({ attended: 600, recorded: 1000 })).toBeCloseTo(0.6, 2)
  })
})

describe("what the organizer is told", () => {
  it("is whole percent, never certain where it is not, and how many would be enough", () => {
    const many = { attended: 8000, recorded: 10_000 }
    expect(chanceOf({ booked: 8, minimum: 5, capacity: 8 }, many)).toMatchObject({ percent: 94, needed: 8 })
    expect(chanceOf({ booked: 8, minimum: 5, capacity: 8 }, { attended: 6000, recorded: 10_000 })).toMatchObject({
      percent: 59,
      needed: null,
    })
    expect(chanceOf({ booked: 40, minimum: 1, capacity: 40 }, many).percent).toBe(99)
    expect(chanceOf({ booked: 4, minimum: 5, capacity: 8 }, many).percent).toBe(0)
    expect(bookedFor(0.9, 4, 0.75, 14)).toBe(7)
    expect(atLeast(4, 7, 0.75)).toBeGreaterThan(0.9)
    expect(atLeast(4, 6, 0.75)).toBeLessThan(0.9)
  })
})
