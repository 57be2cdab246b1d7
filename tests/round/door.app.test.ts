import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { changeBooker } from "@/lib/bookings/change-booker"
import { db } from "@/lib/db"
import { apiToken } from "@/lib/bookings/policy"
import { holder } from "../access/viewers"
import { renewOwnDatabase } from "../support/database"
import { type App, startApp } from "../support/server"
import { replaced } from "../support/twin"
import { done, minutesAfter, world } from "../support/world"
import { atTheDoor } from "./at-door"
import { asProsody, jitsi } from "./own-servers"

// The address of a closed round, and its host, go over the line in the answer to the POST that enters and in nothing else.

const secret = "geheimraum4711x0815"
const host = `${secret}.example`
const url = `https://${host}/runde`

let app: App
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", LOG_LEVEL: "trace", RATE_LIMIT: "0", ...jitsi } })
})
afterAll(() => app?.stop())

/** Somebody whose session begins in so many minutes, with an assistant, both with their browsers. */
async function guests(minutes: number, at = url) {
  const w = await world({ now: new Date() })
  const guest = await atTheDoor(w, minutes, at)
  done(await changeBooker({ bookingId: guest.bookingId, booker: w.anke }, { actor: { kind: "participant" } }))
  const browser = (role: "participant" | "booker") => holder(app.origin, guest.bookingId, role)
  return { ...guest, participant: await browser("participant"), booker: await browser("booker") }
}
type Guests = Awaited<ReturnType<typeof guests>>

/** Everything there is around the booking, as page, as payload and by the API. */
async function lookAround({ reference, bookingId, ...browsers }: Guests) {
  for (const [role, visitor] of [
    ["participant", browsers.participant],
    ["booker", browsers.booker],
  ] as const) {
    for (const way of ["", "/room", "/pledge", "/rebook", "/substitute", "/assistant", "/calendar", "/subscribe"]) {
      for (const home of ["", "/en"]) await visitor.send(`${home}/booking/${reference}${way}`)
      await visitor.payload(`/booking/${reference}${way}`)
    }
    const authorization = `Bearer ${await apiToken(bookingId, role)}`
    for (const way of ["", "/pledge"])
      await visitor.send(`/api/v1/bookings/${reference}${way}`, { headers: { authorization } })
  }
}

/** Where it has come to them: "POST /booking/R-…/room" */
const seenBy = ({ participant, booker }: Guests) =>
  [participant, booker].flatMap(({ received }) =>
    received
      .splice(0)
      .filter(({ head, body }) => `${head}${body}`.includes(secret))
      .map(({ method, path, status }) => `${method} ${path.replace(/R-[\w-]{9}/, "R-…")} ${status}`),
  )

async function promise({ participant, reference }: Guests) {
  await participant.open(`/booking/${reference}/pledge`)
  await participant.submit("#pledge")
}

describe("the address of a closed round", () => {
  it("is in nothing before the time, promised or not, and nothing by which the form could be sent early", async () => {
    const all = await guests(30)
    await lookAround(all)
    await promise(all)
    await lookAround(all)
    const authorization = `Bearer ${await apiToken(all.bookingId, "participant")}`
    const entry = { method: "POST", headers: { authorization }, json: {} }
    expect((await all.participant.send(`/api/v1/bookings/${all.reference}/entry`, entry)).status).toBe(409)
    expect(seenBy(all)).toEqual([])
  })

  it("is in the answer to who enters, once it is time, and in no page even then", async () => {
    const all = await guests(10)
    await promise(all)
    await lookAround(all)
    expect(seenBy(all)).toEqual([])
    const page = await all.participant.open(`/booking/${all.reference}/room`)
    expect(page.headers["content-security-policy"]).toContain("form-action 'self' https:;")
    const entered = await all.participant.submit("#enter")
    expect([entered.status, entered.headers.location]).toEqual([303, url])
    expect(seenBy(all)).toEqual(["POST /booking/R-…/room 303"])
    await lookAround(all)
    const authorization = `Bearer ${await apiToken(all.bookingId, "participant")}`
    const entry = { method: "POST", headers: { authorization }, json: {} }
    await all.participant.send(`/api/v1/bookings/${all.reference}/entry`, entry)
    expect(seenBy(all)).toEqual(["POST /api/v1/bookings/R-…/entry 200"])
    expect(app.output()).not.toContain(secret)
  })

  it("is signed for whoever enters where it lies on a Jitsi of one's own, and the log knows nothing of it", async () => {
    const all = await guests(10, `${jitsi.JITSI_URL}/${secret}`)
    await promise(all)
    await lookAround(all)
    await all.participant.open(`/booking/${all.reference}/room`)
    const { status, headers } = await all.participant.submit("#enter")
    expect(status).toBe(303)
    expect(asProsody(String(headers.location), new Date())).toMatchObject({ room: secret, sub: "*" })
    expect(seenBy(all)).toEqual(["POST /booking/R-…/room 303"])
    await lookAround(all)
    expect(seenBy(all)).toEqual([])
    for (const text of ["jwt", secret, jitsi.JITSI_APP_SECRET]) expect(app.output()).not.toContain(text)
  })

  it("is not to be had by the form of before once the session has moved away", async () => {
    const all = await guests(10)
    await promise(all)
    await all.participant.open(`/booking/${all.reference}/room`)
    const { startsAt, endsAt } = await db.groupSession.findUniqueOrThrow({ where: { id: all.sessionId } })
    const later = { startsAt: minutesAfter(startsAt, 60), endsAt: minutesAfter(endsAt, 60) }
    await db.groupSession.update({ where: { id: all.sessionId }, data: later, select: { id: true } })
    await all.participant.submit("#enter")
    expect(seenBy(all)).toEqual([])
  })

  it("twin: would be on the page of the booking, to both of them", async () => {
    await renewOwnDatabase({ without: replaced("meeting_address", " AND f.round <> 'closed'", "") })
    const isWell = async () => (await fetch(`${app.origin}/api/v1/sessions`)).status === 200
    await expect.poll(isWell, { timeout: 10_000, interval: 20 }).toBe(true)
    const all = await guests(30)
    await lookAround(all)
    expect(new Set(seenBy(all))).toContain("GET /booking/R-… 200")
  })
})
