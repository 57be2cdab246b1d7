import { expect, it } from "vitest"
import { giroCode, ibanGroups, transferOf } from "@/lib/invoices/rules-giro"
import { content, owed } from "./cases"

const invoice = content({ entries: [owed({ netCents: 29_000 })] })

it("says a transfer in the lines of the EPC", () => {
  const transfer = transferOf([invoice], 34_510)!
  expect(giroCode(transfer).split("\n")).toEqual([
    ...["BCD", "002", "1", "SCT", "", transfer.name, "DE02120300000000202051", "EUR345.10", "", ""],
    invoice.reference,
  ])
})

it("asks for what is open on invoices, and never more than is owed", () => {
  expect(transferOf([invoice, invoice], 100_000)).toMatchObject({
    cents: 69_020,
    remittance: `${invoice.reference}, ${invoice.reference}`,
  })
  expect(transferOf([invoice], 10_000)).toMatchObject({ cents: 10_000 })
  expect(transferOf([invoice], 0)).toBe(null)
  expect(transferOf([], 34_510)).toBe(null)
  expect(transferOf([{ ...invoice, seller: { ...invoice.seller, iban: null } }], 34_510)).toBe(null)
})

it("is read in groups of four", () => {
  expect(ibanGroups("DE02120300000000202051")).toBe("DE02 1203 0000 0000 2020 51")
})
