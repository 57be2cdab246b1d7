import { randomUUID } from "node:crypto"
import { beforeAll, describe, expect, it } from "vitest"
import { deriveCode } from "@/lib/secrets"
import { db } from "@/lib/db"
import { ownDatabase } from "../support/database"
import { billed, world } from "../support/world"
import { ask } from "./api"
import { wrongCode } from "../support/wrong-code"

type World = Awaited<ReturnType<typeof world>>
let house: World
beforeAll(async () => {
  house = await world({ now: new Date() })
})

const agreed = { locale: "de", businessUse: true, acceptTerms: true, billing: billed }
const wish = (sessionId: string, participant: object = house.petra) => ({
  requestId: randomUUID(),
  sessionId,
  participant,
  ...agreed,
})

/** Ten in the morning, in so many days. */
const inDays = (days: number) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T10:00`

/** The code that was mailed. */
async function codeOf(reference: string): Promise<string> {
  const { id, codeGeneration } = await db.booking.findUniqueOrThrow({ where: { reference } })
  return deriveCode("booking", id, codeGeneration)
}

async function book(sessionId: string, participant?: object) {
  const held = await ask("/bookings", { json: wish(sessionId, participant) })
  const reference = String(held.body.reference)
  const verified = await ask(`/bookings/${reference}/verification`, { json: { code: await codeOf(reference) } })
  return { reference, path: `/bookings/${reference}`, token: String(verified.body.manageToken), verified }
}

const refused = async (asking: Promise<{ status: number; body: object }>) => {
  const { status, body } = await asking
  return [status, (body as { reason: string }).reason]
}

describe("the list", () => {
  it("has exactly the documented fields, by date, in pages", async () => {
    const first = await ask("/sessions?limit=2")
    expect(first.status).toBe(200)
    expect(first.headers.get("cache-control")).toBe("no-store")
    const sessions = first.body.sessions as Record<string, unknown>[]
    expect(sessions.map(({ id }) => id)).toEqual([house.januaryRound.id, house.reviewedRound.id])
    expect(sessions[0]).toEqual({
      ...{
        id: house.januaryRound.id,
        slug: house.januaryRound.slug,
        title: "KI-Gruppen-Session für Entscheider:innen",
      },
      ...{
        startsAt: house.januaryRound.startsAt.toISOString(),
        endsAt: expect.any(String) as string,
        timeZone: "Europe/Berlin",
      },
      ...{
        format: expect.stringMatching(/^instant-/) as string,
        place: "online",
        capacity: 8,
        seatsFree: 8,
        bookable: true,
        pausedUntil: null,
        payBy: [],
        ...{ round: "open", roles: [] },
      },
      ...{
        status: "published",
        minimum: 1,
        decisionOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
        admission: "instant",
        price: null,
        conditions: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
        url: `http://localhost:3000/sessions/${house.januaryRound.slug}`,
      },
    })
    const rest = await ask(`/sessions?limit=100&cursor=${String(first.body.nextCursor)}`)
    expect(rest.body.nextCursor).toBeNull()
    const all = [...sessions, ...(rest.body.sessions as Record<string, unknown>[])]
    expect(all.length).toBe(5)
    expect(new Set(all.map(({ id }) => id)).size).toBe(5)
  })

  it("is filtered, and says prices", async () => {
    const priced = await ask("/sessions?locale=en&language=de&limit=100")
    const [session] = (priced.body.sessions as Record<string, unknown>[]).filter(
      ({ id }) => id === house.pricedRound.id,
    )
    expect(session).toMatchObject({
      price: { netCents: 29_000, vatRate: 19, currency: "EUR" },
      url: expect.stringContaining("/en/sessions/") as string,
    })
    const one = await ask(`/sessions?format=${String(session?.format)}`)
    expect((one.body.sessions as unknown[]).length).toBe(1)
    expect((await ask("/sessions?language=en")).body).toEqual({ sessions: [], nextCursor: null })
  })

  it("shows one session, and nothing of a draft", async () => {
    expect((await ask(`/sessions/${house.pricedRound.id}`)).body).toMatchObject({
      id: house.pricedRound.id,
      seatsFree: 8,
    })
    const draft = await house.session(house.formats.instant, "2030-01-14T10:00", { draft: true })
    for (const id of [draft.id, randomUUID(), "x", "..%2F", "%F0%9F%92%A9"]) {
      const answer = await ask(`/sessions/${id}`)
      expect([answer.status, answer.body.reason]).toEqual([404, "not_found"])
    }
  })
})

describe("a booking", () => {
  it("is refused under other conditions than were shown, and made under those that were", async () => {
    const { conditions } = (await ask(`/sessions/${house.pricedRound.id}`)).body
    const json = wish(house.pricedRound.id, { ...house.jonas, email: "shown@beispiel-soehne.example" })
    const stale = await ask("/bookings", { json: { ...json, conditions: "0123456789abcdef" } })
    expect([stale.status, stale.body.reason]).toEqual([409, "conditions_changed"])
    const odd = await ask("/bookings", { json: { ...json, conditions: "'; --" } })
    expect([odd.status, odd.body.errors]).toMatchObject([422, [{ path: "conditions" }]])
    const booker = { name: "Anke Vorzimmer", email: "anke@beispiel-soehne.example" }
    const chosen = { calendarTitle: "format", calendarFor: "both", booker }
    const held = await ask("/bookings", { json: { ...json, conditions, ...chosen } })
    expect(held.status).toBe(201)
    const booking = await db.booking.findUniqueOrThrow({ where: { reference: String(held.body.reference) } })
    expect(booking).toMatchObject({ priceNetCents: 29_000, calendarTitle: "format", calendarFor: "both" })
  })

  it("is held, verified, moved and given back", async () => {
    const held = await ask("/bookings", { json: wish(house.januaryRound.id, house.karin) })
    expect(held.status).toBe(201)
    expect(Object.keys(held.body)).toEqual(["reference", "status", "heldUntil"])
    expect(held.headers.get("location")).toBe(`/api/v1/bookings/${String(held.body.reference)}`)
    expect((await ask(`/sessions/${house.januaryRound.id}`)).body.seatsFree).toBe(7)

    const reference = String(held.body.reference)
    const path = `/bookings/${reference}`
    const verified = await ask(`${path}/verification`, { json: { code: await codeOf(reference) } })
    expect(verified).toMatchObject({
      status: 200,
      body: { status: "confirmed", manageToken: expect.any(String) as string },
    })
    expect(Object.keys(verified.body)).toEqual(["status", "manageToken"])
    const token = String(verified.body.manageToken)

    const mine = await ask(path, { token })
    expect(mine.body).toMatchObject({
      reference,
      status: "confirmed",
      participant: house.karin,
      booker: null,
      session: { id: house.januaryRound.id },
    })

    expect((await ask(`${path}/rebooking`, { token, json: { sessionId: house.februaryRound.id } })).body).toEqual({
      status: "confirmed",
    })
    const requested = await ask(`${path}/rebooking`, { token, json: { sessionId: house.reviewedRound.id } })
    expect(requested.body).toEqual({ status: "requested", decideAt: expect.any(String) as string })
    expect((await ask(path, { token })).body).toMatchObject({
      status: "confirmed",
      session: { id: house.februaryRound.id },
      pending: { rebooking: { session: { id: house.reviewedRound.id } }, substitution: null },
    })

    expect(await ask(`${path}/release`, { token, method: "POST" })).toMatchObject({
      status: 200,
      body: { status: "released" },
    })
    expect((await ask(`${path}/release`, { token, json: {} })).status).toBe(200)
    expect((await ask(path, { token })).body.status).toBe("released")
  })

  it("says whether its person comes, once that is asked", async () => {
    const vera = { ...house.jonas, givenName: "Vera", email: "vera.beispiel@beispiel-soehne.example" }
    const tomorrow = await house.session(house.formats.instant, inDays(1))
    const near = await book(tomorrow.id, vera)
    const attendance = async ({ path, token }: typeof near) => (await ask(path, { token })).body.attendance
    // Who was confirmed after the question has just said yes.
    expect(await attendance(near)).toEqual({ asked: false, answer: null })
    const said = await ask(`${near.path}/attendance`, { token: near.token, json: { answer: "coming" } })
    expect(said).toMatchObject({ status: 200, body: { answer: "coming", answeredAt: expect.any(String) as string } })
    expect((await ask(`${near.path}/attendance`, { token: near.token, json: { answer: "coming" } })).body).toEqual(
      said.body,
    )
    const not = await ask(`${near.path}/attendance`, { token: near.token, json: { answer: "not_coming" } })
    expect(not.body).toMatchObject({ answer: "not_coming" })
    // That gives nothing back.
    const stands = (await ask(near.path, { token: near.token })).body
    expect(stands).toMatchObject({ status: "confirmed", attendance: { asked: true, answer: "not_coming" } })
    const reached = ask(`${near.path}/attendance`, { token: near.token, json: { answer: "reached" } })
    expect(await refused(reached)).toEqual([422, "invalid_input"])

    const far = await book(house.februaryRound.id, vera)
    expect(await attendance(far)).toEqual({ asked: false, answer: null })
    const early = ask(`${far.path}/attendance`, { token: far.token, json: { answer: "coming" } })
    expect(await refused(early)).toEqual([409, "not_asked"])
    await ask(`${far.path}/release`, { token: far.token, json: {} })
    const gone = ask(`${far.path}/attendance`, { token: far.token, json: { answer: "coming" } })
    expect(await refused(gone)).toEqual([409, "no_seat"])
  })

  it("is answered at decideAt where it is reviewed, and again with a fresh token when verified again", async () => {
    const { reference, verified, token } = await book(house.laterReviewedRound.id, house.thomas)
    expect(Object.keys(verified.body)).toEqual(["status", "decideAt", "manageToken"])
    const again = await ask(`/bookings/${reference}/verification`, { json: { code: await codeOf(reference) } })
    expect(again.body).toMatchObject({ status: "requested", decideAt: verified.body.decideAt })
    expect(again.body.manageToken).not.toBe(token)
    expect((await ask(`/bookings/${reference}`, { token: String(again.body.manageToken) })).status).toBe(200)
  })

  it("can be handed to a colleague; what opened it before is void", async () => {
    const { path, token } = await book(house.pricedRound.id, house.petra)
    const handed = await ask(`${path}/substitution`, { token, json: { participant: house.paula } })
    expect(handed.body).toEqual({ status: "confirmed" })
    expect((await ask(path, { token })).body.reason).toBe("token_invalid")
  })

  it("sent twice is one; with other content it is refused", async () => {
    const json = wish(house.reviewedRound.id, house.jonas)
    const [first, second] = await Promise.all([ask("/bookings", { json }), ask("/bookings", { json })])
    expect(second.body).toEqual(first.body)
    const other = await ask("/bookings", { json: { ...json, participant: house.karin } })
    expect(other).toMatchObject({ status: 409, body: { reason: "request_id_reused" } })
    const bookings = await ownDatabase().query("SELECT id FROM bookings WHERE email = $1", [house.jonas.email])
    expect(bookings.length).toBe(1)
  })

  it("stores which texts were agreed to", async () => {
    const held = await ask("/bookings", { json: wish(house.januaryRound.id, house.thomas) })
    const booking = await db.booking.findUniqueOrThrow({ where: { reference: String(held.body.reference) } })
    expect([booking.businessUseVersion, booking.termsVersion]).toEqual(["2026-11", "2026-11"])
  })
})

describe("a no", () => {
  it("of a full session, one that is over, and one there is not", async () => {
    const full = await house.session(house.formats.instant, "2030-02-14T10:00", { capacity: 1 })
    await book(full.id, house.karin)
    expect(await refused(ask("/bookings", { json: wish(full.id) }))).toEqual([409, "session_full"])
    const past = new Date("2026-01-05T09:00:00Z")
    const over = await house.session(house.formats.instant, "2026-02-05T10:00", { now: past })
    expect(await refused(ask("/bookings", { json: wish(over.id) }))).toEqual([409, "session_closed"])
    expect(await refused(ask("/bookings", { json: wish(randomUUID()) }))).toEqual([404, "not_found"])
    const elsewhere = await book(house.februaryRound.id, house.thomas)
    expect(
      await refused(ask(`${elsewhere.path}/rebooking`, { token: elsewhere.token, json: { sessionId: full.id } })),
    ).toEqual([409, "session_full"])
  })

  it("to a second seat comes only once the mailbox is proved", async () => {
    await book(house.februaryRound.id, house.paula)
    const second = await ask("/bookings", { json: wish(house.februaryRound.id, house.paula) })
    expect(second.status).toBe(201)
    const reference = String(second.body.reference)
    expect(
      await refused(ask(`/bookings/${reference}/verification`, { json: { code: await codeOf(reference) } })),
    ).toEqual([409, "already_booked"])
  })

  it("to a wrong code names the field and the tries, and ends after five", async () => {
    const held = await ask("/bookings", { json: wish(house.reviewedRound.id, house.paula) })
    const path = `/bookings/${String(held.body.reference)}/verification`
    const right = await codeOf(String(held.body.reference))
    const wrong = wrongCode(right)
    const first = await ask(path, { json: { code: wrong } })
    expect(first).toMatchObject({
      status: 422,
      body: { reason: "code_invalid", triesLeft: 4, errors: [{ path: "code", code: "code_invalid" }] },
    })
    for (let tries = 0; tries < 4; tries++) await ask(path, { json: { code: wrong } })
    expect(await refused(ask(path, { json: { code: right } }))).toEqual([409, "too_many_tries"])
  })

  it("to a foreign token is the same as for a booking that does not exist", async () => {
    const mine = await book(house.laterReviewedRound.id, house.petra)
    const theirs = await book(house.laterReviewedRound.id, house.jonas)
    const asked = ["", "/release", "/rebooking", "/substitution", "/attendance"]
    for (const verb of asked) {
      const json =
        {
          "/rebooking": { sessionId: house.januaryRound.id },
          "/substitution": { participant: house.paula },
          "/attendance": { answer: "coming" },
        }[verb] ?? {}
      const asking = { token: mine.token, ...(verb ? { json } : {}) }
      const [foreign, unknown] = [
        await ask(`${theirs.path}${verb}`, asking),
        await ask(`/bookings/R-2222-2222${verb}`, asking),
      ]
      expect([foreign.status, unknown.status]).toEqual([404, 404])
      expect({ ...foreign.body, instance: "" }).toEqual({ ...unknown.body, instance: "" })
    }
    expect((await ask(theirs.path, { token: theirs.token })).body.status).toBe("requested")
  })

  it("to no token, a broken one, and one for the browser", async () => {
    const { path, token } = await book(house.reviewedRound.id, house.thomas)
    const missing = await ask(path)
    expect([missing.status, missing.body.reason, missing.headers.get("www-authenticate")]).toEqual([
      401,
      "token_missing",
      'Bearer realm="booking"',
    ])
    const flipped = token.slice(0, -1) + (token.endsWith("A") ? "B" : "A")
    for (const wrong of [flipped, "x", `${token}x`])
      expect(await refused(ask(path, { token: wrong }))).toEqual([401, "token_invalid"])
    const { manageToken } = await import("@/lib/bookings/policy")
    const { id } = await db.booking.findUniqueOrThrow({ where: { reference: path.split("/")[2] } })
    expect(await refused(ask(path, { token: await manageToken(id, "participant") }))).toEqual([401, "token_invalid"])
    expect(await refused(ask(path, { headers: { cookie: `runde_bookings=${token}` } }))).toEqual([401, "token_missing"])
  })
})

describe("waiting", () => {
  it("joins, proves, is offered the seat that is given back, and takes it", async () => {
    const round = await house.session(house.formats.instant, inDays(20), { capacity: 1, now: new Date() })
    const first = await book(round.id, house.karin)
    const json = { ...wish(round.id, house.jonas), sessionId: undefined, sessionIds: [round.id] }
    const joined = await ask("/waitlist", { json })
    expect([joined.status, Object.keys(joined.body)]).toEqual([201, ["id"]])
    const path = `/waitlist/${String(joined.body.id)}`
    const { booking } = await db.waitlistEntry.findUniqueOrThrow({
      where: { id: String(joined.body.id) },
      include: { booking: true },
    })
    const proved = await ask(`${path}/verification`, { json: { code: await codeOf(booking.reference) } })
    const token = String(proved.body.manageToken)
    expect((await ask(path, { token })).body).toEqual({ state: "waiting", position: 1 })
    expect((await ask(path, { token: first.token })).status, "another's token").toBe(404)
    expect((await ask(`${path}/acceptance`, { json: {}, token })).body).toMatchObject({ reason: "no_offer" })

    await ask(`${first.path}/release`, { json: {}, token: first.token })
    const offered = await ask(path, { token })
    expect(offered.body).toMatchObject({ state: "offered", offer: { sessionId: round.id } })
    const accepted = await ask(`${path}/acceptance`, { json: {}, token })
    expect(accepted.body).toEqual({ status: "confirmed", reference: booking.reference })
    expect((await ask(path, { token })).body).toMatchObject({ state: "accepted" })
    expect((await ask(`/bookings/${booking.reference}`, { token })).body).toMatchObject({ status: "confirmed" })
  })

  it("declines and leaves", async () => {
    const round = await house.session(house.formats.instant, inDays(21), { capacity: 1, now: new Date() })
    const first = await book(round.id, house.karin)
    const json = { ...wish(round.id, house.thomas), sessionId: undefined, sessionIds: [round.id] }
    const { id } = (await ask("/waitlist", { json })).body as { id: string }
    const { booking } = await db.waitlistEntry.findUniqueOrThrow({ where: { id }, include: { booking: true } })
    const proved = await ask(`/waitlist/${id}/verification`, { json: { code: await codeOf(booking.reference) } })
    const token = String(proved.body.manageToken)
    await ask(`${first.path}/release`, { json: {}, token: first.token })
    expect((await ask(`/waitlist/${id}/decline`, { json: {}, token })).body).toEqual({ waiting: false })
    expect((await ask(`/waitlist/${id}/leave`, { token, method: "POST" })).body).toEqual({ left: false })
    expect((await ask(`/waitlist/${id}`, { token })).body).toMatchObject({ state: "declined" })
  })
})
