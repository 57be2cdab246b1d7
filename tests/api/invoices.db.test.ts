import { beforeAll, describe, expect, it } from "vitest"
import { apiToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { by, done, monday } from "../support/world"
import { pricedBooking, write } from "../invoices/ledger"
import { ask, dispatch } from "./api"

const organizer = by("organizer", monday)
let house: Awaited<ReturnType<typeof pricedBooking>>
let token: string
let path: string
beforeAll(async () => {
  house = await pricedBooking()
  token = await apiToken(house.booking.bookingId, "participant")
  path = `/bookings/${house.booking.reference}/invoices`
})

const get = (address: string, bearer = token, method = "GET") =>
  dispatch(new Request(address, { method, headers: { authorization: `Bearer ${bearer}`, accept: "*/*" } }))

describe("the invoices of a booking", () => {
  it("are a list, empty until one is issued", async () => {
    expect(await ask(path, { token })).toMatchObject({ status: 200, body: [] })
    expect((await ask(path)).status).toBe(401)
    await write(house.booking, 29_000)
    done(await issueInvoice(house.booking, organizer))
    const { body } = await ask(path, { token })
    const file = `http://localhost:3000/api/v1${path}/RE-2026-0001`
    expect(body).toEqual([
      {
        ...{ number: "RE-2026-0001", kind: "invoice", issuedOn: "2026-12-07", currency: "EUR", state: "issued" },
        ...{ netCents: 29_000, vatCents: 5_510, grossCents: 34_510, pdf: `${file}.pdf`, xml: `${file}.xml` },
      },
    ])
  })

  it("come as the files that are kept, to whoever holds the booking", async () => {
    const [{ pdf, xml }] = (await ask(path, { token })).body as unknown as [{ pdf: string; xml: string }]
    const { invoiceId } = { invoiceId: (await db.invoice.findFirstOrThrow()).id }
    for (const [address, type, kind] of [
      [pdf, "application/pdf", "pdf"] as const,
      [xml, "application/xml", "xml"] as const,
    ]) {
      const answer = await get(address)
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, type])
      expect(answer.headers.get("cache-control")).toBe("no-store")
      expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="RE-2026-0001.${kind}"`)
      const kept = await db.invoiceDocument.findUniqueOrThrow({ where: { invoiceId } })
      expect(Buffer.from(await answer.arrayBuffer()).equals(kept[kind])).toBe(true)
    }
    const wishes = new Request(pdf, { headers: { authorization: `Bearer ${token}`, accept: "application/pdf" } })
    expect((await dispatch(wishes)).status).toBe(200)
  })

  it("are not there for another booking's token, by another name, or without one", async () => {
    const other = await house.book(house.jonas, house.pricedRound)
    const stranger = await apiToken(other.bookingId, "participant")
    expect((await ask(`${path}/RE-2026-0001.pdf`, { token: stranger })).status).toBe(404)
    expect((await ask(`/bookings/${other.reference}/invoices/RE-2026-0001.pdf`, { token: stranger })).status).toBe(404)
    expect((await ask(path, { token: stranger })).status).toBe(404)
    expect((await ask(`${path}/RE-2026-0009.pdf`, { token })).status).toBe(404)
    expect((await ask(`${path}/RE-2026-0001.pdf`)).status).toBe(401)
  })
})
