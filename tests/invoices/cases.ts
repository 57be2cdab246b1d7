import { contentOf, type Facts, type Supplied } from "@/lib/invoices/content"
import type { Owed } from "@/lib/invoices/rules"
import type { InvoiceContent } from "@/lib/invoices/schema"
import { vatCents } from "@/lib/money"
import { vatRows } from "@/lib/payments/rules-vat"
import { defaultSettings } from "@/lib/sessions/settings"
import { at, berlin } from "../support/world"

const confirmedVatRows = [false, true].flatMap((small) => vatRows(small).map(({ row }) => row))
export const seller: Facts["settings"] = {
  ...defaultSettings,
  organizer: { ...defaultSettings.organizer, phone: "+49 30 1234567" },
  company: { ...defaultSettings.company, vatId: "DE123456789", register: "Amtsgericht Musterstadt, HRB 12345" },
  invoicing: {
    ...defaultSettings.invoicing,
    taxNumber: "12/345/67890",
    iban: "DE02120300000000202051",
    confirmedVatRows,
  },
}
const smallSeller: Facts["settings"] = {
  ...seller,
  company: defaultSettings.company,
  invoicing: { ...seller.invoicing, smallBusiness: true },
}

export const german: Facts["billing"] = {
  ...{ bookingId: "b", companyName: "Muster Anlagenbau GmbH", street: "Werkstraße 12", postalCode: "54321" },
  ...{ city: "Beispielhausen", country: "DE", vatId: "DE987654321", vatCheck: "valid" as const, vatCheckedAt: null },
  ...{ vatAnswer: null, poNumber: "4500012345", costCentre: null, buyerReference: null },
  ...{ emails: ["rechnung@muster-anlagenbau.example"], linkGeneration: 1, updatedAt: at("2026-12-07T09:00") },
}
const austrian = {
  ...{ ...german, companyName: "Vorlage & Söhne <Wien> GmbH", street: "Ringgasse 1", postalCode: "1010", city: "Wien" },
  ...{ country: "AT", vatId: "ATU12345675", poNumber: null },
}
const swiss = { ...austrian, postalCode: "8001", city: "Zürich", country: "CH", vatId: null }

const session = (localStart: string, formatName = "KI-Gruppen-Session für Entscheider:innen"): Supplied => {
  const startsAt = at(localStart)
  const endsAt = new Date(startsAt.getTime() + 90 * 60_000)
  return { formatName, startsAt, endsAt, timeZone: berlin, day: localStart.slice(0, 10), invoiceDays: 14 }
}
const supplied = new Map([
  ["february", session("2027-02-18T16:00")],
  ["march", session("2027-03-11T16:00")],
  ["past", session("2026-11-19T16:00")],
])

/** A line of the ledger as it is written there: VAT rounded for itself. */
export const owed = (fields: Partial<Owed> & { netCents: number }): Owed => {
  const rateBasisPoints = fields.rateBasisPoints ?? (fields.vatCategory && fields.vatCategory !== "S" ? 0 : 1900)
  return {
    ...{
      id: crypto.randomUUID(),
      kind: "price",
      vatCategory: "S",
      seatId: "february",
      reversesId: null,
      standsOn: null,
    },
    ...{ ...fields, rateBasisPoints, vatCents: vatCents(fields.netCents, rateBasisPoints) },
  }
}

type Given = Partial<Omit<Facts, "draft">> & { entries: Owed[]; whole?: boolean }
export const content = ({ entries, whole = false, ...given }: Given): InvoiceContent =>
  contentOf({
    draft: { entries, corrects: given.corrected ? "i" : null, whole },
    ...{ reference: "RE-2026-0001", issuedOn: "2026-12-07", issuedAt: at("2026-12-07T09:00"), corrected: null },
    ...{
      bookingReference: "K7Q-4FM",
      language: "de",
      settings: seller,
      billing: german,
      supplied,
      paidCents: 0,
      ...given,
    },
  })

const standard = content({ entries: [owed({ netCents: 29_000 })] })
const rounding = [
  ...[owed({ netCents: 3_333 }), owed({ netCents: 3_333, seatId: "march" }), owed({ netCents: 3_334 })],
  ...[1_005, 1_005, 1_005].map((netCents) => owed({ netCents, rateBasisPoints: 700 })),
]
const invoiceFor = { entries: [owed({ netCents: 29_000 }), owed({ netCents: -2_900, kind: "discount" })] }
const reduced = content(invoiceFor)
const credited = (number: number) => ({
  reference: `ST-2026-000${number}`,
  issuedOn: "2026-12-14",
  issuedAt: at("2026-12-14T09:00"),
})

/** Each VAT case and each kind of document, by the name of its golden file. */
export const cases: Record<string, InvoiceContent> = {
  "standard-rate": standard,
  "after-the-session": content({ entries: [owed({ netCents: 29_000, seatId: "past" })] }),
  "rounding-19-and-7": content({ entries: rounding }),
  "voucher-percent": reduced,
  "voucher-odd-amount": content({
    entries: [owed({ netCents: 29_010 }), owed({ netCents: -2_901, kind: "discount" })],
  }),
  "small-business": content({ settings: smallSeller, entries: [owed({ netCents: 29_000, vatCategory: "E" })] }),
  "reverse-charge": content({
    billing: austrian,
    language: "en",
    entries: [owed({ netCents: 29_000, vatCategory: "AE" })],
  }),
  "third-country": content({ billing: swiss, entries: [owed({ netCents: 29_000, vatCategory: "O" })] }),
  "cancellation-fee": content({ entries: [owed({ netCents: 14_500, vatCategory: "O", kind: "fee" })] }),
  "paid-by-card": content({ entries: [owed({ netCents: 29_000 })], paidCents: 34_510 }),
  xrechnung: content({
    billing: { ...german, buyerReference: "04011000-12345-34", costCentre: "KST 4711" },
    entries: [owed({ netCents: 29_000 })],
    profile: "xrechnung",
  }),
  "credit-note-whole": content({
    ...{ ...credited(1), corrected: reduced, whole: true },
    entries: invoiceFor.entries.map((entry) => ({ ...entry, standsOn: "i" })),
  }),
  "credit-note-part": content({
    ...{ ...credited(2), corrected: content({ entries: rounding }) },
    entries: [owed({ netCents: -3_333, seatId: "march" })],
  }),
  "credit-note-reverse-charge": content({
    ...{
      ...credited(3),
      corrected: content({ billing: austrian, entries: [owed({ netCents: 29_000, vatCategory: "AE" })] }),
    },
    entries: [owed({ netCents: -29_000, vatCategory: "AE" })],
  }),
}
