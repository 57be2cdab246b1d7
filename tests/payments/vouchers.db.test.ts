import { describe, expect, it } from "vitest"
import { createVoucher } from "@/lib/payments/create-voucher"
import { listVouchers } from "@/lib/payments/queries-vouchers"
import { voucherInput } from "@/lib/payments/schema"
import { suggestCode } from "@/lib/payments/suggest-code"
import { withdrawVoucher } from "@/lib/payments/withdraw-voucher"
import { hundredths } from "@/lib/money"
import { at, by, done, monday, world } from "../support/world"

const organizer = by("organizer", monday)

describe("the vouchers of the desk", () => {
  it("stand there with what they are worth, what they are limited to and whether they can be used", async () => {
    const { book, petra, pricedRound, formats } = await world()
    const create = async (fields: object) =>
      done(await createVoucher(voucherInput.parse({ worth: { kind: "percent", percent: 20 }, ...fields }), organizer))
    await create({ code: "USED-UP" })
    await create({ code: "LAST-DAY", expiresOn: "2026-12-07", domain: "Muster-Anlagenbau.example" })
    await create({ code: "TWICE", mostUses: 2, worth: { kind: "amount", netCents: 5_000 }, formatId: formats.priced })
    const gone = await create({ code: "GONE", worth: { kind: "seat" } })
    done(await withdrawVoucher({ voucherId: gone.voucherId }, organizer))
    await book(petra, pricedRound, { voucher: "USED-UP" })

    const shown = async (now = monday) =>
      Object.fromEntries(
        (await listVouchers("de", now)).map(({ code, state, uses, mostUses }) => [code, [state, uses, mostUses]]),
      )
    expect(await shown()).toEqual({
      ...{ "USED-UP": ["used_up", 1, 1], "LAST-DAY": ["open", 0, 1], TWICE: ["open", 0, 2], GONE: ["withdrawn", 0, 1] },
    })
    expect(await shown(at("2026-12-07T23:59")), "the last day counts whole").toMatchObject({
      "LAST-DAY": ["open", 0, 1],
    })
    expect(await shown(at("2026-12-08T00:00"))).toMatchObject({ "LAST-DAY": ["expired", 0, 1] })
    const vouchers = await listVouchers("de", monday)
    expect(
      vouchers.slice(0, 2).map(({ state }) => state),
      "what can be used stands first",
    ).toEqual(["open", "open"])
    expect(vouchers.find(({ code }) => code === "TWICE")).toMatchObject({
      ...{ kind: "amount", netCents: 5_000, percent: null, formatName: "KI-Gruppen-Session", domain: null },
    })
    expect(vouchers.find(({ code }) => code === "LAST-DAY")?.domain).toBe("muster-anlagenbau.example")
  })

  it("are suggested codes that are valid and never the same", () => {
    const codes = Array.from({ length: 50 }, suggestCode)
    expect(new Set(codes).size).toBe(50)
    for (const code of codes) expect(voucherInput.shape.code.parse(code)).toBe(code)
  })
})

describe("an amount that is typed", () => {
  it.each([
    ["290", 29_000],
    [" 290,5 ", 29_050],
    ["290.05", 29_005],
    ["0,01", 1],
    ["1.000,00", NaN],
    ["-5", NaN],
    ["", NaN],
  ])("%j is read to the cent", (text, cents) => {
    expect(hundredths(text)).toBe(cents)
  })
})
