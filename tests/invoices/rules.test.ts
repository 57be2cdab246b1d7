import { expect, it } from "vitest"
import { isDue } from "@/lib/invoices/rules-due"
import { dueOn } from "@/lib/payments/rules-due"
import { draftsOf, isLeitwegId, leftOf, referenceOf } from "@/lib/invoices/rules"
import { ibanInput } from "@/lib/sessions/schema-invoicing"
import { at, berlin } from "../support/world"
import { owed } from "./cases"

it.each([
  ["2026-12-07", 14, "2027-02-18", "2026-12-21"],
  ["2027-02-10", 14, "2027-02-18", "2027-02-15"],
  ["2027-02-17", 14, "2027-02-18", "2027-02-17"],
  ["2026-12-07", 14, null, "2026-12-21"],
  ["2027-02-20", 0, "2027-02-18", "2027-02-20"],
])("issued on %s with %i days before a session on %s is due on %s", (issuedOn, days, startsOn, due) => {
  expect(dueOn(issuedOn, days, startsOn)).toBe(due)
})

it.each([
  ["04011000-1234512345-06", true],
  ["991-33333TEST-33", true],
  ["04011000-1234512345-07", false],
  ["Bestellung 4711", false],
  ["", false],
])("takes %j for a Leitweg-ID: %s", (text, is) => {
  expect(isLeitwegId(text)).toBe(is)
})

it("reads an IBAN as people write it, and only one that is right", () => {
  expect(ibanInput.parse("de02 1203 0000 0000 2020 51")).toBe("DE02120300000000202051")
  for (const text of ["DE02120300000000202052", "DE02", "4711"]) expect(ibanInput.safeParse(text).success).toBe(false)
})

it("numbers with four digits and more", () => {
  expect([1, 12_345].map((number) => referenceOf("RE", 2026, number))).toEqual(["RE-2026-0001", "RE-2026-12345"])
})

it("adds to the next invoice where taking back makes it dearer", () => {
  const price = owed({ netCents: 29_000, standsOn: "i" })
  const discount = owed({ netCents: -2_900, kind: "discount", standsOn: "i" })
  const withdrawn = owed({ netCents: 2_900, kind: "discount", reversesId: discount.id })
  expect(draftsOf([price, discount, withdrawn])).toEqual([{ entries: [withdrawn], corrects: null, whole: false }])
})

it("credits a whole booking that moved, and invoices the new date", () => {
  const price = owed({ netCents: 29_000, standsOn: "i" })
  const back = owed({ netCents: -29_000, reversesId: price.id })
  const next = owed({ netCents: 29_000, seatId: "march" })
  expect(draftsOf([price, back, next])).toEqual([
    { entries: [back], corrects: "i", whole: true },
    { entries: [next], corrects: null, whole: false },
  ])
  expect(leftOf([price, { ...back, standsOn: "c" }], "i")).toEqual([])
})

it("waits for the last free day, never for a start that has passed", () => {
  const seat = {
    terms: { steps: [{ daysBefore: 14, percent: 0 }], finalPercent: 100, waivedWhenRefilled: true },
    ...{ startsAt: at("2027-02-18T16:00"), timeZone: berlin },
  }
  const waiting = { paid: false, corrects: false, seat }
  expect(isDue(waiting, at("2027-02-04T23:59"))).toBe(false)
  expect(isDue(waiting, at("2027-02-05T00:00"))).toBe(true)
  expect(isDue({ ...waiting, seat: null }, at("2026-12-07T09:00"))).toBe(true)
  const always = { ...seat, terms: { ...seat.terms, steps: [], finalPercent: 0 } }
  expect(isDue({ ...waiting, seat: always }, at("2027-02-18T15:59"))).toBe(false)
  expect(isDue({ ...waiting, seat: always }, at("2027-02-18T16:00"))).toBe(true)
})
