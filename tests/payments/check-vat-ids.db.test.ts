import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest"
import { db } from "@/lib/db"
import * as settings from "@/lib/env"
import { checkVatIds } from "@/lib/payments/check-vat-ids"
import { saveBillingProfile } from "@/lib/payments/save-billing-profile"
import { renewOwnDatabase } from "../support/database"
import { billed, by, minutesAfter, monday, world } from "../support/world"

/** A register that says what it is told to, and keeps what it was asked. */
let register: Server
let asked: unknown[] = []
let says: { status: number; body: unknown }
const env = settings.env()

beforeAll(async () => {
  register = createServer((request, response) => {
    let text = ""
    request.on("data", (part: Buffer) => (text += part.toString()))
    request.on("end", () => {
      asked.push(JSON.parse(text))
      response.writeHead(says.status, { "content-type": "application/json" }).end(JSON.stringify(says.body))
    })
  })
  await new Promise<void>((done) => register.listen(0, "127.0.0.1", done))
})
beforeEach(async () => {
  await renewOwnDatabase()
  asked = []
  const { port } = register.address() as AddressInfo
  vi.spyOn(settings, "env").mockReturnValue({ ...env, VAT_CHECK_URL: `http://127.0.0.1:${port}` })
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => register.close())

const vienna = { ...billed, country: "AT", vatId: "ATU13585627" }
const checkOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.billingProfile.findUniqueOrThrow({ where: { bookingId } })).vatCheck

it("keeps what the register answers, once somebody has proved the mailbox", async () => {
  const { petra, jonas, hold, book, pricedRound } = await world()
  says = { status: 200, body: { valid: true, requestIdentifier: "WAPI1", name: "Muster", requestDate: "2026-12-07" } }
  const held = await hold(jonas, pricedRound, { billing: { ...vienna, vatId: "ATU62134737" } })
  const booking = await book(petra, pricedRound, { billing: vienna })
  expect(await checkVatIds({ now: minutesAfter(monday, 1) })).toBe(1)
  expect(asked).toEqual([{ countryCode: "AT", vatNumber: "U13585627" }])
  expect([await checkOf(booking), await checkOf(held)]).toEqual(["valid", "pending"])
  const { vatAnswer } = await db.billingProfile.findUniqueOrThrow({ where: { bookingId: booking.bookingId } })
  expect(vatAnswer).toMatchObject({ requestIdentifier: "WAPI1" })
  expect(await checkVatIds({ now: minutesAfter(monday, 90) })).toBe(0)
})

it("stays pending while the register is away, and asks again an hour later", async () => {
  const { petra, book, pricedRound } = await world()
  const booking = await book(petra, pricedRound, { billing: vienna })
  says = { status: 500, body: {} }
  await checkVatIds({ now: minutesAfter(monday, 1) })
  says = { status: 200, body: { actionSucceed: false, errorWrappers: [{ error: "MS_UNAVAILABLE" }] } }
  await checkVatIds({ now: minutesAfter(monday, 30) })
  expect(asked).toHaveLength(1)
  await checkVatIds({ now: minutesAfter(monday, 62) })
  expect([asked.length, await checkOf(booking)]).toEqual([2, "pending"])
  says = { status: 200, body: { valid: false } }
  await checkVatIds({ now: minutesAfter(monday, 130) })
  expect(await checkOf(booking)).toBe("invalid")
})

it("asks about another id anew, and about the same one not again", async () => {
  const { petra, book, pricedRound } = await world()
  const { bookingId } = await book(petra, pricedRound, { billing: vienna })
  says = { status: 200, body: { valid: true } }
  await checkVatIds({ now: minutesAfter(monday, 1) })
  const change = (billing: object) =>
    saveBillingProfile({ bookingId, billing: { ...vienna, ...billing } }, by("participant", monday))
  expect(await change({ poNumber: "4711" })).toEqual({ ok: true })
  expect(await checkOf({ bookingId })).toBe("valid")
  await change({ vatId: "ATU62134737" })
  expect(await checkOf({ bookingId })).toBe("pending")
})

it("asks nobody where no register is set", async () => {
  vi.spyOn(settings, "env").mockReturnValue({ ...env, VAT_CHECK_URL: undefined })
  const { petra, book, pricedRound } = await world()
  await book(petra, pricedRound, { billing: vienna })
  expect(await checkVatIds({ now: minutesAfter(monday, 1) })).toBe(0)
  expect(asked).toEqual([])
})
