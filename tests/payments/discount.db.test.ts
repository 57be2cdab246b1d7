import { expect, it } from "vitest"
import { db } from "@/lib/db"
import { createVoucher } from "@/lib/payments/create-voucher"
import { findDiscounted } from "@/lib/payments/queries-discount"
import { voucherInput } from "@/lib/payments/schema"
import { withdrawVoucher } from "@/lib/payments/withdraw-voucher"
import { at, by, done, monday, people, world } from "../support/world"

const organizer = by("organizer", monday)

it("says what a voucher is worth, as the booking will, and uses nothing", async () => {
  const { pricedRound, februaryRound, formats, book } = await world()
  const make = async (code: string, fields: object) => {
    const input = voucherInput.parse({ code, worth: { kind: "percent", percent: 10 }, ...fields })
    return done(await createVoucher(input, organizer))
  }
  const ask = (code: string, email?: string, session = pricedRound, now = monday) =>
    findDiscounted({ sessionId: session.id, code, email }, now)
  await make("TEN-27", {})
  expect(await ask("TEN-27")).toEqual({
    ...{ ok: true, netCents: 29_000, discountCents: 2_900, vatRateBasisPoints: 1900 },
    total: { netCents: 26_100, vatCents: 4_959, grossCents: 31_059, currency: "EUR" },
  })
  expect(await db.voucher.findFirst()).toMatchObject({ uses: 0 })
  expect(await ask("TEN-27", undefined, februaryRound), "what is free needs none").toMatchObject({ ok: false })
  await make("SEAT-27", { worth: { kind: "seat" }, mostUses: 1 })
  expect(await ask("SEAT-27")).toMatchObject({ total: { grossCents: 0 } })
  await book(people.petra, pricedRound, { voucher: "SEAT-27", payment: "voucher" })
  expect(await ask("SEAT-27")).toMatchObject({ reason: "voucher_used_up" })

  await make("MUSTER-27", { domain: "muster-anlagenbau.example" })
  expect(await ask("MUSTER-27", people.petra.email)).toMatchObject({ ok: true })
  expect(await ask("MUSTER-27")).toMatchObject({ ok: true })
  expect(await ask("MUSTER-27", people.jonas.email)).toMatchObject({ reason: "voucher_unknown" })
  await make("OTHER-27", { formatId: formats.instant })
  await make("PAST-27", { expiresOn: "2026-12-07" })
  expect(await ask("PAST-27", undefined, pricedRound, at("2026-12-07T23:59"))).toMatchObject({ ok: true })
  expect(await ask("PAST-27", undefined, pricedRound, at("2026-12-08T00:00"))).toMatchObject({ ok: false })
  const { voucherId } = await make("GONE-27", {})
  done(await withdrawVoucher({ voucherId }, organizer))
  for (const code of ["OTHER-27", "GONE-27", "NOBODY"])
    expect(await ask(code), code).toMatchObject({ reason: "voucher_unknown" })
  expect(await findDiscounted({ sessionId: "x", code: "TEN-27" })).toMatchObject({ reason: "voucher_unknown" })
})
