import { describe, expect, it } from "vitest"
import { cardKey, isContactOpen, isTableOpen, tableTimes } from "@/lib/round/rules-cards"
import { berlin } from "../support/world"

const session = { startsAt: new Date("2027-03-30T08:00Z"), endsAt: new Date("2027-03-30T09:30Z"), timeZone: berlin }
const at = (text: string) => new Date(text)

describe("the days of the cards", () => {
  it("are counted by the calendar of the place, also across a clock change", () => {
    expect(tableTimes(session)).toEqual({
      // 27 March is still winter, 13 April is summer.
      opensAt: at("2027-03-26T23:00Z"),
      contactFrom: session.endsAt,
      closesAt: at("2027-04-13T09:30Z"),
    })
  })

  it.each([
    ["2027-03-26T22:59:59.999Z", false, false],
    ["2027-03-26T23:00Z", true, false],
    ["2027-03-30T09:29:59.999Z", true, false],
    ["2027-03-30T09:30Z", true, true],
    ["2027-04-13T09:29:59.999Z", true, true],
    ["2027-04-13T09:30Z", false, false],
  ])("at %s the cards are there: %s, contacts: %s", (now, open, contact) => {
    expect([isTableOpen(session, at(now)), isContactOpen(session, at(now))]).toEqual([open, contact])
  })
})

describe("the name of a card", () => {
  it("is the same at every look, another one for somebody else, and no part of an id", () => {
    const [petra, jonas, karin] = ["11111111", "22222222", "33333333"]
    expect(cardKey(petra, jonas)).toBe(cardKey(petra, jonas))
    expect(new Set([cardKey(petra, jonas), cardKey(jonas, petra), cardKey(karin, jonas)]).size).toBe(3)
    expect(cardKey(petra, jonas)).toMatch(/^[0-9a-f]{16}$/)
  })
})
