import { describe, expect, it } from "vitest"
import { decideVat, supplies, type VatCase, type VatRow, vatRows } from "@/lib/payments/rules-vat"

const buyers = {
  "a German business": { country: "DE", business: true, vatId: "none" },
  "an EU business with a valid VAT id": { country: "AT", business: true, vatId: "valid" },
  "an EU business without": { country: "AT", business: true, vatId: "none" },
  "a business in a third country": { country: "CH", business: true, vatId: "none" },
} as const
const everyRow = [...vatRows(false), ...vatRows(true)].map(({ row }) => row)
const said = (given: Partial<VatCase>) => {
  const answer = decideVat({
    ...{ supply: "session", place: "online", buyer: buyers["a German business"] },
    ...{ seller: { country: "DE", smallBusiness: false }, rateBasisPoints: 1900, confirmed: everyRow, ...given },
  })
  if ("undecided" in answer) return answer.undecided
  const { category, rateBasisPoints, textKey } = answer
  return [category, rateBasisPoints / 100, textKey].filter((part) => part !== null).join(" ")
}

/** For a German business, an EU one with a valid VAT id, an EU one without, one in a third country. */
const taxed = ["S 19", "S 19", "S 19", "S 19"]
const exempt = Array<string>(4).fill("E 0 small_business")
const fees = Array<string>(4).fill("O 0 compensation")
const elsewhere = ["AE 0 reverse_charge", "vat_id_missing", "O 0 outside"]
const table = [
  ["standard", "on_site", "session", taxed],
  ["standard", "on_site", "no_show", taxed],
  ["standard", "on_site", "consulting", ["S 19", ...elsewhere]],
  ["standard", "on_site", "fee", fees],
  ["standard", "online", "session", ["S 19", ...elsewhere]],
  ["standard", "online", "no_show", ["S 19", ...elsewhere]],
  ["standard", "online", "consulting", ["S 19", ...elsewhere]],
  ["standard", "online", "fee", fees],
  ["small", "on_site", "session", exempt],
  ["small", "on_site", "no_show", exempt],
  ["small", "on_site", "consulting", ["E 0 small_business", ...elsewhere]],
  ["small", "on_site", "fee", fees],
  ["small", "online", "session", ["E 0 small_business", ...elsewhere]],
  ["small", "online", "no_show", ["E 0 small_business", ...elsewhere]],
  ["small", "online", "consulting", ["E 0 small_business", ...elsewhere]],
  ["small", "online", "fee", fees],
] as const

describe.each(table)("%s, %s, %s", (seller, place, supply, expected) => {
  it.each(Object.entries(buyers).map(([name, buyer], index) => [name, buyer, expected[index]] as const))(
    "%s",
    (_, buyer, answer) => {
      expect(said({ supply, place, buyer, seller: { country: "DE", smallBusiness: seller === "small" } })).toBe(answer)
    },
  )
})

it("says nothing that nobody has confirmed, row by row", () => {
  for (const smallBusiness of [false, true])
    for (const supply of supplies)
      for (const place of ["online", "on_site"] as const)
        for (const buyer of Object.values(buyers)) {
          const given = { supply, place, buyer, seller: { country: "DE", smallBusiness } }
          const full = said(given)
          expect(said({ ...given, confirmed: [] })).toBe(full === "vat_id_missing" ? full : "unconfirmed")
          if (full === "vat_id_missing") continue
          const needed = everyRow.filter((row) => said({ ...given, confirmed: [row] }) === full)
          expect(needed, "one row decides it").toHaveLength(1)
          expect(said({ ...given, confirmed: everyRow.filter((row) => row !== needed[0]) })).toBe("unconfirmed")
        }
})

it("does not take a row of the standard seller for one of the small business", () => {
  const confirmed = vatRows(false).map(({ row }) => row)
  expect(said({ confirmed, seller: { country: "DE", smallBusiness: true } })).toBe("unconfirmed")
})

it("waits for the register where the VAT id decides, and only there", () => {
  const inAustria = (vatId: "pending" | "invalid") => ({ country: "AT", business: true, vatId }) as const
  expect(said({ buyer: inAustria("pending") })).toBe("vat_id_pending")
  expect(said({ buyer: inAustria("invalid") })).toBe("vat_id_invalid")
  expect(said({ buyer: inAustria("pending"), place: "on_site" })).toBe("S 19")
  expect(said({ buyer: { country: "DE", business: true, vatId: "invalid" } })).toBe("S 19")
})

it("leaves alone what the table does not know", () => {
  expect(said({ seller: { country: "AT", smallBusiness: false } })).toBe("seller_country")
  expect(said({ buyer: { country: "DE", business: false, vatId: "none" } })).toBe("private_buyer")
  expect(said({ buyer: { country: "MC", business: true, vatId: "valid" } })).toBe("territory")
  expect(said({ rateBasisPoints: 0 })).toBe("rate")
  expect(said({ rateBasisPoints: 700 })).toBe("S 7")
})

it("names the law in every row", () => {
  for (const { row, because } of [...vatRows(false), ...vatRows(true)]) expect(because, row).toMatch(/UStG|C-\d+\/\d\d/)
  expect(new Set<VatRow>(everyRow).size).toBe(everyRow.length)
})
