import { describe, expect, it } from "vitest"
import { type Facts, gainOf, lacksOf } from "@/lib/round/rules-mix"

const trade: Facts = { industry: "trade", sizeBand: "from_50" }
const health: Facts = { industry: "health", sizeBand: "from_1000" }
const services: Facts = { industry: "services", sizeBand: "from_50" }
const silent: Facts = { industry: null, sizeBand: null }

describe("what a request would add", () => {
  it("is an industry and a size that nobody has brought", () => {
    expect(gainOf(health, [trade])).toEqual({ industry: "health", sizeBand: "from_1000" })
    expect(gainOf(services, [trade])).toEqual({ industry: "services", sizeBand: null })
    expect(gainOf(trade, [trade])).toEqual({ industry: null, sizeBand: null })
  })

  it("is nothing where nothing is said, and everything in an empty room", () => {
    expect(gainOf(silent, [trade])).toEqual({ industry: null, sizeBand: null })
    expect(gainOf(trade, [])).toEqual(trade)
    expect(gainOf(trade, [silent])).toEqual(trade)
  })
})

describe("what is missing for a good mix", () => {
  it("is first of all people", () => {
    expect(lacksOf([], 4)).toEqual([{ kind: "people", missing: 4 }])
    expect(lacksOf([trade, health, services, trade], 4)).toEqual([])
  })

  it("is another industry where more than half are of one", () => {
    const [one] = lacksOf([trade, { ...trade, sizeBand: "from_1" }, health], 3)
    expect(one).toEqual({ kind: "one_industry", industry: "trade" })
    // Half of them is not more than half.
    expect(lacksOf([trade, trade, health, services], 3)).toEqual([])
  })

  it("is another size where all are of one", () => {
    expect(lacksOf([trade, services, { ...health, sizeBand: "from_50" }], 3)).toEqual([
      { kind: "one_size", sizeBand: "from_50" },
    ])
    expect(lacksOf([trade, services, health], 3)).toEqual([])
  })

  it("is nothing that two could tell, and who has said nothing is counted", () => {
    expect(lacksOf([trade, trade], 2)).toEqual([])
    expect(lacksOf([trade, trade, silent], 3)).toEqual([{ kind: "unknown", people: 1 }])
  })

  it("comes with the most important first", () => {
    expect(lacksOf([trade, trade, trade, silent], 5).map(({ kind }) => kind)).toEqual([
      "people",
      "one_industry",
      "one_size",
      "unknown",
    ])
  })
})
