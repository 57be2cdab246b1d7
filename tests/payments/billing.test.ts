import { expect, it } from "vitest"
import { billingInput, voucherCode } from "@/lib/bookings/schema-billing"

const address = { street: "Musterweg 1", postalCode: "80331", city: "München" }
const problems = (fields: object) =>
  (billingInput.safeParse({ ...address, country: "DE", ...fields }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  )

it.each([
  ["DE", "DE 136 695 976"],
  ["AT", "atu13585627"],
  ["GR", "EL094259216"],
  ["CH", "CHE-123.456.788"],
  ["US", "US123456789"],
])("a VAT id of %s: %s", (country, vatId) => expect(problems({ country, vatId })).toEqual([]))

it.each([
  ["DE", "DE123456789"],
  ["AT", "DE136695976"],
  ["DE", "136695976"],
  ["FR", "US123456789"],
])("no VAT id of %s: %s", (country, vatId) => expect(problems({ country, vatId })).toEqual(["vatId vat_id"]))

it("says all that is wrong at once, and takes three addresses at most", () => {
  expect(problems({ street: "", vatId: "DE1" })).toEqual(["street required", "vatId vat_id"])
  const emails = ["a@b.example", "c@d.example", "e@f.example"]
  expect(problems({ emails })).toEqual([])
  expect(problems({ emails: [...emails, "g@h.example"] })).toEqual(["emails most_emails"])
  expect(problems({ poNumber: "4711\nBcc: all" })).toEqual(["poNumber characters"])
})

it("reads a voucher as it is printed", () => {
  expect(voucherCode.parse(" runde-2027 ")).toBe("RUNDE-2027")
  expect(voucherCode.safeParse("a'b").success).toBe(false)
})
