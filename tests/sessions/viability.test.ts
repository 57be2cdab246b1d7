import { describe, expect, it } from "vitest"
import { type Decided, decideBy, viabilityStep } from "@/lib/sessions/rules-viability"
import type { GuaranteeRule } from "@/lib/sessions/schema"
import { at, berlin } from "../support/world"

const session = (fields: Partial<Decided> = {}): Decided => ({
  ...{ startsAt: at("2027-01-14T10:00"), timeZone: berlin, decisionWorkingDays: 5, region: null },
  ...{ publishedAt: at("2026-12-07T09:00"), ...fields },
})

describe("the decision date", () => {
  it.each([
    ["five working days before", {}, "2027-01-07T17:00"],
    ["across a holiday of the state", { decisionWorkingDays: 6, region: "BY" }, "2027-01-05T17:00"],
    ["which is a working day elsewhere", { decisionWorkingDays: 6, region: "NW" }, "2027-01-06T17:00"],
    ["across New Year", { decisionWorkingDays: 9 }, "2026-12-31T17:00"],
    ["over Easter and a change of the clocks", { startsAt: at("2027-03-30T10:00") }, "2027-03-19T17:00"],
    ["of a session in the night, by its own day", { startsAt: at("2027-01-14T00:30") }, "2027-01-07T17:00"],
    ["of one that begins on a Sunday", { startsAt: at("2027-01-17T10:00") }, "2027-01-11T17:00"],
  ] satisfies [string, Partial<Decided>, string][])("is %s", (_, fields, expected) => {
    expect(decideBy(session(fields))).toEqual(at(expected))
  })

  it("is the last working day before, or the start, where the session was published later", () => {
    expect(decideBy(session({ publishedAt: at("2027-01-07T16:59") }))).toEqual(at("2027-01-07T17:00"))
    expect(decideBy(session({ publishedAt: at("2027-01-07T17:00") }))).toEqual(at("2027-01-13T17:00"))
    expect(decideBy(session({ publishedAt: at("2027-01-13T18:00") }))).toEqual(at("2027-01-14T10:00"))
    expect(decideBy(session({ publishedAt: null, startsAt: at("2026-11-30T10:00") }))).toEqual(at("2026-11-23T17:00"))
  })

  it("is by the clock of the session's place", () => {
    const there = { timeZone: "America/New_York", startsAt: new Date("2027-01-14T15:00:00Z") }
    expect(decideBy(session(there))).toEqual(new Date("2027-01-07T22:00:00Z"))
  })
})

describe("what is due", () => {
  const step = (now: string, fields: Partial<Decided> & { guarantee?: GuaranteeRule } = {}, confirmed = 3) => {
    const { guarantee = "at_minimum", ...rest } = fields
    return (told: ("near" | "passed")[] = []) =>
      viabilityStep({ ...session(rest), guarantee, minimum: 4 }, confirmed, told, at(now))
  }

  it("is a word two working days before, in the morning, and one when it has passed, each once", () => {
    expect(step("2027-01-05T07:59")()).toBeNull()
    expect(step("2027-01-05T08:00")()).toBe("near")
    expect(step("2027-01-05T08:01")(["near"])).toBeNull()
    expect(step("2027-01-07T16:59")(["near"])).toBeNull()
    expect(step("2027-01-07T17:00")(["near"])).toBe("passed")
    expect(step("2027-01-09T12:00")(["near", "passed"])).toBeNull()
  })

  it("is no word that comes too late, and none to whoever has just published", () => {
    expect(step("2027-01-07T18:00")()).toBe("passed")
    expect(step("2027-01-14T10:00")()).toBeNull()
    expect(step("2027-01-06T09:00", { publishedAt: at("2027-01-05T09:00") })()).toBeNull()
  })

  it("is that it takes place, where enough are confirmed and the format leaves it to that", () => {
    for (const guarantee of ["at_minimum", "at_decision"] as const) {
      expect(step("2027-01-06T12:00", { guarantee }, 4)()).toBeNull()
      expect(step("2027-01-07T17:00", { guarantee }, 4)()).toBe("guarantee")
      expect(step("2027-01-12T09:00", { guarantee }, 4)(["near", "passed"])).toBe("guarantee")
    }
    expect(step("2027-01-06T12:00", { guarantee: "by_hand" }, 8)()).toBe("near")
    expect(step("2027-01-07T17:00", { guarantee: "by_hand" }, 8)(["near"])).toBe("passed")
  })
})
