import { afterEach, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { apiToken } from "@/lib/bookings/policy"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { renewInvoices } from "@/lib/invoices/renew-invoices"
import { saveBillingProfile } from "@/lib/payments/save-billing-profile"
import { pricedBooking, write } from "../invoices/ledger"
import { renewOwnDatabase } from "../support/database"
import { before } from "../support/twin"
import { at, billed, by, done, monday } from "../support/world"
import { ask } from "./api"

afterEach(() => renewOwnDatabase())

const later = at("2026-12-08T09:00")
const organizer = by("organizer", later)

/** Petra's company has booked and got an invoice; Jonas from another one has the seat by now. */
async function handedOver() {
  const house = await pricedBooking()
  const { booking, jonas } = house
  await write(booking, 29_000)
  done(await issueInvoice(booking, organizer))
  const { bookingId, reference } = booking
  done(await substituteParticipant({ bookingId, participant: jonas }, by("participant", monday)))
  await carryOutDecisions({ now: at("2026-12-07T16:00") })
  const token = await apiToken(bookingId, "participant")
  const path = `/bookings/${reference}`
  const get = async (rest: string) => (await ask(`${path}${rest}`, { token })).body
  const numbers = async () => ((await get("/invoices")) as unknown as { number: string }[]).map(({ number }) => number)
  return { ...house, bookingId, path, token, get, numbers }
}

it("who was handed the seat by another company reads nothing of its money, and moves to nothing dearer", async () => {
  const { format, session, path, token, get, numbers } = await handedOver()
  expect(await numbers()).toEqual([])
  expect((await ask(`${path}/invoices/RE-2026-0001.pdf`, { token })).status).toBe(404)
  expect(await get("/quote?action=release")).toMatchObject({ feeCents: 0, refundCents: 0, dueCents: 0 })
  const { id: sessionId } = await session(await format("dearer", { priceNetCents: 39_000 }), "2027-02-25T16:00")
  const refused = { status: 409, body: { reason: "paid_by_other_company" } }
  expect(await ask(`${path}/quote?action=rebooking&sessionId=${sessionId}`, { token })).toMatchObject(refused)
  expect(await ask(`${path}/rebooking`, { token, json: { sessionId, billing: billed } })).toMatchObject(refused)
})

/** From now on Jonas's company is billed: what the other one got is taken back. */
async function billedSince() {
  const handed = await handedOver()
  const { bookingId } = handed
  const billing = { ...billed, company: "Muster Anlagenbau GmbH", emails: ["rechnung@beispiel-soehne.example"] }
  done(await saveBillingProfile({ bookingId, billing }, by("booker", later)))
  done(await renewInvoices({ bookingId }, organizer))
  return handed
}

it("who is billed since sees their own documents, and none of the company before", async () => {
  const { numbers, path, token } = await billedSince()
  expect(await numbers()).toEqual(["RE-2026-0002"])
  const status = async (name: string) => (await ask(`${path}/invoices/${name}.xml`, { token })).status
  expect([await status("RE-2026-0001"), await status("ST-2026-0001")]).toEqual([404, 404])
})

it("would see them all if nobody knew whom they went to: the twin", async () => {
  const everybody = "NEW.recipients := NEW.recipients || 'rechnung@beispiel-soehne.example'::text"
  await renewOwnDatabase({ without: before("INSERT", "invoices", everybody) })
  expect((await (await billedSince()).numbers()).sort()).toEqual(["RE-2026-0001", "RE-2026-0002", "ST-2026-0001"])
})
