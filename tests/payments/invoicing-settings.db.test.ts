import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { sellerGaps } from "@/lib/invoices/content"
import { confirmVatRow } from "@/lib/payments/confirm-vat-row"
import { decideVat, vatRows } from "@/lib/payments/rules-vat"
import { editSeller, sellerOf, sellerRevision } from "@/lib/sessions/edit-seller"
import { sellerInput } from "@/lib/sessions/schema-invoicing"
import { defaultSettings, getSettings, saveSettings } from "@/lib/sessions/settings"
import { by, done, minutesAfter, monday } from "../support/world"

const organizer = by("organizer", monday)
const later = by("organizer", minutesAfter(monday, 1))
beforeEach(() => saveSettings(defaultSettings, organizer))

const typed = { taxNumber: "12/345/67890", iban: "de02 1203 0000 0000 2020 51", vatId: "de 136 695 976" }
const seller = sellerInput.parse({ ...typed, smallBusiness: false, series: { invoice: "re", creditNote: "GS" } })

describe("what the seller says on invoices", () => {
  it("is saved as it is printed, and leaves the confirmed rows and the house alone", async () => {
    done(await confirmVatRow({ row: "standard.session.germany", confirmed: true }, organizer))
    done(await editSeller({ revision: sellerRevision(await getSettings()), seller }, later))
    const { company, invoicing } = await getSettings()
    expect(company).toEqual({ ...defaultSettings.company, vatId: "DE136695976" })
    expect(invoicing).toEqual({
      ...{ taxNumber: "12/345/67890", iban: "DE02120300000000202051", smallBusiness: false },
      series: { invoice: "RE", creditNote: "GS" },
      confirmedVatRows: ["standard.session.germany"],
    })
    const { detail } = await db.activity.findFirstOrThrow({ orderBy: { at: "desc" } })
    expect(detail).toMatchObject({ after: { "company.vatId": "DE136695976", "invoicing.iban": invoicing.iban } })
  })

  it("is not saved over what somebody else has saved meanwhile", async () => {
    const revision = sellerRevision(await getSettings())
    done(await editSeller({ revision, seller }, organizer))
    expect(await editSeller({ revision, seller }, later)).toEqual({ ok: false, reason: "stale_revision" })
    // Rows are confirmed beside it.
    done(await confirmVatRow({ row: "standard.session.eu", confirmed: true }, organizer))
    expect(sellerOf(await getSettings())).toEqual(seller)
  })

  it.each([
    [{ iban: "DE02120300000000202052" }, "iban"],
    [{ vatId: "DE12345678" }, "own_vat_id"],
    [{ series: { invoice: "RE", creditNote: "re" } }, "series"],
    [{ series: { invoice: "1A", creditNote: "ST" } }, "series"],
  ])("is refused as %j", (wrong, message) => {
    expect(sellerInput.safeParse({ ...seller, ...wrong }).error?.issues).toMatchObject([{ message }])
  })

  it("says what is missing before anything is issued", () => {
    expect(sellerGaps(defaultSettings, "xrechnung")).toEqual(["tax_number", "iban", "phone"])
    const { vatId, ...invoicing } = seller
    const company = { ...defaultSettings.company, vatId }
    const house = { ...defaultSettings, company, invoicing: { ...invoicing, confirmedVatRows: [] } }
    expect(sellerGaps(house)).toEqual([])
    expect(sellerGaps(house, "xrechnung")).toEqual(["phone"])
  })
})

describe("a row of the VAT table", () => {
  const decide = async (country: string) =>
    decideVat({
      ...{ supply: "session", place: "online", rateBasisPoints: 1900 },
      buyer: { country, business: true, vatId: country === "DE" ? "none" : "valid" },
      seller: { country: "DE", smallBusiness: false },
      confirmed: (await getSettings()).invoicing.confirmedVatRows as never,
    })

  it("decides once it is confirmed, and no more once that is taken back", async () => {
    expect(await decide("AT")).toEqual({ undecided: "unconfirmed" })
    expect(await confirmVatRow({ row: "standard.session.eu", confirmed: true }, organizer)).toMatchObject({
      changed: true,
    })
    expect(await decide("AT")).toMatchObject({ category: "AE" })
    expect(await decide("DE")).toEqual({ undecided: "unconfirmed" })
    done(await confirmVatRow({ row: "standard.session.eu", confirmed: false }, later))
    expect(await decide("AT")).toEqual({ undecided: "unconfirmed" })
  })

  it("is confirmed once, logged once, and there has to be one", async () => {
    const count = () => db.activity.count({ where: { kind: "settings.changed" } })
    const before = await count()
    const row = vatRows(true)[0]!.row
    expect(await confirmVatRow({ row, confirmed: true }, organizer)).toMatchObject({ changed: true })
    expect(await confirmVatRow({ row, confirmed: true }, later)).toMatchObject({ changed: false })
    expect(await confirmVatRow({ row: "standard.gift.moon", confirmed: true }, later)).toMatchObject({
      reason: "not_found",
    })
    expect(await count()).toBe(before + 1)
  })

  it("keeps each of two that are confirmed at the same moment", async () => {
    const rows = vatRows(false).map(({ row }) => row)
    await Promise.all(rows.map((row) => confirmVatRow({ row, confirmed: true }, organizer)))
    expect((await getSettings()).invoicing.confirmedVatRows.sort()).toEqual([...rows].sort())
  })
})
