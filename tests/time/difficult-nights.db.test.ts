import { randomUUID } from "node:crypto"
import ICAL from "ical.js"
import { beforeAll, describe, expect, it } from "vitest"
import { system } from "@/lib/activity"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { renderMail } from "@/lib/notifications/render-mail"
import { deriveCode } from "@/lib/secrets"
import { createFormat } from "@/lib/sessions/create-format"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { formatInput } from "@/lib/sessions/schema"
import { drainJobs } from "../support/jobs"
import { billed } from "../support/world"

const before = new Date("2026-10-01T08:00:00Z")
const by = (now: Date) => ({ actor: system, now })
const text = { name: "Runde", shortName: "Runde", lead: "Lead", forWhom: "Für", notForWhom: "Nicht", agenda: [] }
let formatId: string

beforeAll(async () => {
  formatId = await createFormat(
    formatInput.parse({
      ...{ slug: "runde", kind: "group", lengthMinutes: 90, place: "online", minimum: 1, priceNetCents: 29_000 },
      terms: { steps: [{ daysBefore: 2, percent: 0 }], finalPercent: 50, waivedWhenRefilled: true },
      texts: { de: text, en: text },
    }),
  )
})

async function published(localStart: string): Promise<string> {
  const fields = {
    formatId,
    language: "de",
    localStart,
    timeZone: "Europe/Berlin",
    placeText: null,
    capacity: 6,
    minimum: 1,
    hostId: null,
  } as const
  const created = await createGroupSession({ requestId: randomUUID(), ...fields }, by(before))
  if (!created.ok) throw new Error(created.reason)
  await publishGroupSession({ sessionId: created.sessionId }, by(before))
  return created.sessionId
}

async function hold(sessionId: string, now: Date) {
  const person = {
    givenName: "Petra",
    familyName: "Muster",
    company: "Muster AG",
    role: "owner",
    email: `${randomUUID()}@muster.example`,
  } as const
  const agreed = { businessUseVersion: "1", termsVersion: "1", locale: "de", billing: billed } as const
  const held = await holdSeat({ requestId: randomUUID(), sessionId, participant: person, ...agreed }, now)
  if (!held.ok) throw new Error(held.reason)
  return held
}

const verify = (bookingId: string, now: Date) =>
  verifyBooking({ bookingId, proof: { code: deriveCode("booking", bookingId, 1) } }, { now })
const stateOf = async (bookingId: string) => (await db.seat.findFirstOrThrow({ where: { bookingId } })).state
const at = (text: string, shiftMs = 0) => new Date(Date.parse(text) + shiftMs)

describe.each([
  {
    night: "the clocks go back",
    session: "2026-10-28T10:00",
    heldAt: "2026-10-25T00:40:00Z",
    lapsesAt: "2026-10-25T01:10:00Z",
    answeredAt: "2026-10-26T07:00:00Z",
    freeUntil: "2026-10-26T23:00:00Z",
    told: {
      answer: "Mo., 26.10.2026, 08:00 Uhr",
      session: "Mi., 28.10.2026, 10:00–11:30 Uhr (MEZ)",
      free: "Mo., 26.10.2026",
      utc: "2026-10-28T09:00:00Z",
    },
  },
  {
    night: "the clocks go forward",
    session: "2027-04-01T10:00",
    heldAt: "2027-03-28T00:40:00Z",
    lapsesAt: "2027-03-28T01:10:00Z",
    answeredAt: "2027-03-30T06:00:00Z",
    freeUntil: "2027-03-30T22:00:00Z",
    told: {
      // The Monday is Easter's.
      answer: "Di., 30.03.2027, 08:00 Uhr",
      session: "Do., 01.04.2027, 10:00–11:30 Uhr (MESZ)",
      free: "Di., 30.03.2027",
      utc: "2027-04-01T08:00:00Z",
    },
  },
  {
    night: "the year turns",
    session: "2027-01-06T10:00",
    heldAt: "2026-12-31T22:40:00Z",
    lapsesAt: "2026-12-31T23:10:00Z",
    answeredAt: "2027-01-04T07:00:00Z",
    freeUntil: "2027-01-04T23:00:00Z",
    told: {
      answer: "Mo., 04.01.2027, 08:00 Uhr",
      session: "Mi., 06.01.2027, 10:00–11:30 Uhr (MEZ)",
      free: "Mo., 04.01.2027",
      utc: "2027-01-06T09:00:00Z",
    },
  },
])("in the night when $night", ({ session, heldAt, lapsesAt, answeredAt, freeUntil, told }) => {
  it("a hold lasts thirty minutes that pass, and is gone with the next", async () => {
    const held = await hold(await published(session), at(heldAt))
    expect(held.heldUntil).toEqual(at(lapsesAt))
    await lapseHolds({ now: at(lapsesAt, -1) })
    expect(await stateOf(held.bookingId)).toBe("held")
    await lapseHolds({ now: at(lapsesAt) })
    expect(await stateOf(held.bookingId)).toBe("released")
  })

  it("a code is good for ten minutes that pass", async () => {
    const sessionId = await published(session)
    const [early, late] = [await hold(sessionId, at(heldAt)), await hold(sessionId, at(heldAt))]
    expect(await verify(early.bookingId, at(heldAt, 10 * 60_000 - 1))).toMatchObject({ ok: true })
    expect(await verify(late.bookingId, at(heldAt, 10 * 60_000))).toMatchObject({ ok: false, reason: "code_expired" })
  })

  it("the answer comes at eight o'clock there, and not a millisecond earlier", async () => {
    const { bookingId } = await hold(await published(session), at(heldAt))
    expect(await verify(bookingId, at(heldAt, 60_000))).toMatchObject({ status: "requested", decideAt: at(answeredAt) })
    await carryOutDecisions({ now: at(answeredAt, -1) })
    expect(await stateOf(bookingId)).toBe("requested")
    await carryOutDecisions({ now: at(answeredAt) })
    expect(await stateOf(bookingId)).toBe("confirmed")
  })

  it("giving the seat back is free to the end of the local day", async () => {
    const sessionId = await published(session)
    for (const [now, percent] of [
      [at(freeUntil, -1), 0],
      [at(freeUntil), 50],
    ] as const) {
      const { bookingId } = await hold(sessionId, at(heldAt))
      await verify(bookingId, at(heldAt, 60_000))
      await carryOutDecisions({ now: at(answeredAt) })
      expect(await releaseSeat({ bookingId }, by(now))).toMatchObject({ ok: true, fee: { percent } })
    }
  })

  it("the mails and the calendar tell these times, by the clock on the wall there", async () => {
    const { bookingId } = await hold(await published(session), at(heldAt))
    await verify(bookingId, at(heldAt, 60_000))
    await carryOutDecisions({ now: at(answeredAt) })
    await drainJobs()
    const reserved = await mailOf(bookingId, "reserved")
    expect(reserved.text).toContain(told.answer)
    expect(reserved.text).toContain(told.session)
    const confirmed = await mailOf(bookingId, "confirmed")
    expect(confirmed.text).toContain(told.session)
    expect(confirmed.text).toContain(told.free)
    const event = new ICAL.Component(ICAL.parse(confirmed.calendar!.content) as unknown[]).getFirstSubcomponent(
      "vevent",
    )
    const start = event!.getFirstPropertyValue("dtstart") as ICAL.Time
    expect(start.convertToZone(ICAL.Timezone.utcTimezone).toString()).toBe(told.utc)
  })
})

/** A mail of a booking as it goes out, with plain spaces. */
async function mailOf(bookingId: string, kind: string) {
  const mail = await db.mail.findFirstOrThrow({ where: { bookingId, kind } })
  const rendered = await renderMail(mail, { mask: false })
  return { ...rendered, text: rendered.text.replaceAll("\u00a0", " ").replace(/\n(?=\S)/g, " ") }
}
