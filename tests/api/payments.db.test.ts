import { randomUUID } from "node:crypto"
import { beforeAll, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { createVoucher } from "@/lib/payments/create-voucher"
import { voucherInput } from "@/lib/payments/schema"
import { deriveCode } from "@/lib/secrets"
import { billed, done, world } from "../support/world"
import { ask } from "./api"

let house: Awaited<ReturnType<typeof world>>
beforeAll(async () => {
  house = await world({ now: new Date() })
})

const post = (fields: object, sessionId = house.pricedRound.id) =>
  ask("/bookings", {
    json: {
      ...{ requestId: randomUUID(), sessionId, locale: "de", businessUse: true, acceptTerms: true },
      participant: { ...house.petra, email: `${randomUUID()}@muster-anlagenbau.example` },
      ...fields,
    },
  })
const said = async (fields: object) => {
  const { status, body } = await post(fields)
  return [status, body.reason ?? body.status]
}
async function book(fields: object) {
  const reference = String((await post(fields)).body.reference)
  const { id } = await db.booking.findUniqueOrThrow({ where: { reference } })
  const proof = { code: deriveCode("booking", id, 1) }
  const { body } = await ask(`/bookings/${reference}/verification`, { json: proof })
  return { id, path: `/bookings/${reference}`, token: String(body.manageToken), status: body.status }
}

describe("a booking with a price", () => {
  it("says what there is to pay by, and needs who is billed", async () => {
    // Without a key of Stripe's there are no cards, whatever the format names.
    expect((await ask(`/sessions/${house.pricedRound.id}`)).body.payBy).toEqual(["invoice"])
    expect(await said({})).toEqual([409, "billing_needed"])
    expect(await said({ payment: "card", billing: billed })).toEqual([409, "payment_not_offered"])
    expect(await said({ payment: "invoice", billing: billed })).toEqual([201, "held"])
    expect(await said({ billing: billed, voucher: "NOBODY" })).toEqual([409, "voucher_unknown"])
  })

  it("is told which field is wrong", async () => {
    const problems = async (billing: object) => {
      const { status, body } = await post({ billing: { ...billed, ...billing } })
      return [status, (body.errors as { path: string; code: string }[])?.map(({ path, code }) => `${path} ${code}`)]
    }
    expect(await problems({ vatId: "DE123456789" })).toEqual([422, ["billing.vatId vat_id"]])
    expect(await problems({ country: "AT", vatId: "DE136695976" })).toEqual([422, ["billing.vatId vat_id"]])
    expect((await problems({ country: "XX" }))[0]).toBe(422)
    expect((await problems({ emails: ["a@b.example", "no"] }))[0]).toBe(422)
    expect((await problems({ street: "" }))[0]).toBe(422)
    expect((await post({ billing: { ...billed, vatId: "de 136 695 976" } })).status).toBe(201)
  })

  it("is free with a voucher for the seat, and confirmed as any other", async () => {
    const free = voucherInput.parse({ code: "FREI-2027", worth: { kind: "seat" } })
    done(await createVoucher(free, { actor: { kind: "organizer" } }))
    expect(await book({ voucher: "frei-2027", payment: "voucher" })).toMatchObject({ status: "confirmed" })
    expect(await said({ voucher: "FREI-2027" })).toEqual([409, "voucher_used_up"])
  })
})

describe("a quote", () => {
  it("is asked for with the token, and changes nothing", async () => {
    const { path, token } = await book({ billing: billed })
    const quote = await ask(`${path}/quote?action=release`, { token })
    expect(quote).toMatchObject({
      status: 200,
      body: { feeCents: 0, refundCents: 0, dueCents: 0, currency: "EUR", deadlineAt: expect.any(String) as string },
    })
    expect(quote.body.explanation).toBe("Zu diesem Zeitpunkt kostet es nichts.")
    const english = await ask(`${path}/quote?action=rebooking&sessionId=${house.februaryRound.id}&locale=en`, { token })
    expect(english.body).toMatchObject({ dueCents: 0, explanation: "At this moment it costs nothing." })
    expect((await ask(`${path}/quote?action=rebooking`, { token })).status).toBe(404)
    expect((await ask(`${path}/quote`, { token })).status).toBe(422)
    expect((await ask(`${path}/quote?action=release`)).status).toBe(401)
  })
})
