import { describe, expect, it } from "vitest"
import { matchCredits, type Payable } from "@/lib/payments/rules-credits"

const item = (fields: Partial<Payable>): Payable => ({
  ...{ bookingId: "petra", numbers: ["R-7KQF-2MXA", "RE-2026-0001"], company: "Muster Anlagenbau GmbH" },
  ...{ familyName: "Muster", openCents: 34_510, currency: "EUR", ...fields },
})
const petra = item({})
const jonas = item({
  ...{ bookingId: "jonas", numbers: ["R-AAAA-BBBB", "RE-2026-0012"], company: "Beispiel & Söhne KG" },
  familyName: "Beispiel",
})
const credit = (remittance: string, fields = {}) => ({
  cents: 34_510,
  currency: "EUR",
  payer: "",
  remittance,
  ...fields,
})
const matched = (credits: ReturnType<typeof credit>[], items = [petra, jonas]) =>
  matchCredits(credits, items).map(({ match }) => match && `${match.item.bookingId} ${match.why}`)

describe("a credit that names a number", () => {
  it.each([
    "RE-2026-0001",
    "Rechnung re 2026 0001 vom 7.12.",
    "RE20260001",
    "RE-2026-00 01",
    "SVWZ+RE-2026-0001ABWA+MUSTER",
    "Buchung R-7KQF-2MXA",
    "r7kqf2mxa",
  ])("is exact as %j", (text) => expect(matched([credit(text)])).toEqual(["petra exact"]))

  it.each(["RE-2026-00011", "XRE-2026-0001", "RE-2026-1", "R-7KQF", "", "2026-0001"])("is none as %j", (text) =>
    expect(matched([credit(text)])).toEqual([null]),
  )

  it("is shown and not ticked with another amount or currency, or a second time", () => {
    expect(matched([credit("RE-2026-0001", { cents: 34_500 })])).toEqual(["petra number"])
    expect(matched([credit("RE-2026-0001", { currency: "CHF" })])).toEqual(["petra number"])
    expect(matched([credit("RE-2026-0001"), credit("RE-2026-0001")])).toEqual(["petra exact", "petra number"])
  })

  it("is nobody's where it names two", () => {
    expect(matched([credit("RE-2026-0001 und RE-2026-0012")])).toEqual([null])
  })
})

describe("a credit that names nothing", () => {
  const from = (payer: string, fields = {}) => matched([credit("Danke", { payer, ...fields })])

  it("may be told by its amount and who has paid", () => {
    for (const payer of ["MUSTER ANLAGENBAU GMBH", "Muster Anlagenbau", "Petra Muster"])
      expect(from(payer)).toEqual(["petra name"])
    for (const payer of ["BEISPIEL UND SOEHNE KG", "Beispiel & Söhne"]) expect(from(payer)).toEqual(["jonas name"])
    expect(from("Muster Anlagenbau GmbH", { cents: 34_509 })).toEqual([null])
    expect(from("Somebody Else")).toEqual([null])
    expect(from("")).toEqual([null])
  })

  it("is nobody's where two could be meant", () => {
    expect(matched([credit("", { payer: "Muster Anlagenbau" })], [petra, { ...petra, bookingId: "paula" }])).toEqual([
      null,
    ])
  })
})
