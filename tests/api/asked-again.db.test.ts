import { randomUUID } from "node:crypto"
import { beforeEach, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { apiToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { forgetfulRequests, generationsStay } from "../support/twin"
import { world } from "../support/world"
import { ask } from "./api"

// Handing over a seat makes the token void by which it was asked: what happens when the answer was lost on the way.

type House = Awaited<ReturnType<typeof world>>
let house: House
beforeEach(async () => {
  await renewOwnDatabase()
  house = await world({ now: new Date() })
})

/** Petra's seat, handed to a colleague; the answer is known here and was not heard there. */
async function handedOver({ februaryRound, petra, paula, book }: House) {
  const { bookingId, reference } = await book(petra, februaryRound, { now: new Date() })
  const token = await apiToken(bookingId, "participant")
  const path = `/bookings/${reference}`
  const json = { requestId: randomUUID(), participant: { ...paula, title: "Dr." } }
  const first = await ask(`${path}/substitution`, { token, json })
  return { bookingId, path, token, json, first }
}
type HandedOver = Awaited<ReturnType<typeof handedOver>>

const activities = (bookingId: string) => db.activity.count({ where: { bookingId } })

/** Sent once more as it was, twice. */
async function again({ bookingId, path, token, json, first }: HandedOver) {
  const before = await activities(bookingId)
  const answers = await Promise.all([0, 1].map(() => ask(`${path}/substitution`, { token, json })))
  expect(first).toMatchObject({ status: 200, body: { status: "confirmed" } })
  return {
    "the answer is the same": answers.every(
      ({ status, body }) => status === 200 && String(body.status) === "confirmed",
    ),
    "nothing happens twice": (await activities(bookingId)) === before,
  }
}

/** Whatever else the token of before is shown with. */
async function everythingElse({ path, token, json }: HandedOver) {
  const { januaryRound, jonas } = house
  const other = await house.book(house.karin, januaryRound, { now: new Date() })
  const { requestId } = json
  const tries = [
    await ask(path, { token }),
    await ask(`${path}/release`, { token, json: {} }),
    await ask(`${path}/rebooking`, { token, json: { requestId, sessionId: januaryRound.id } }),
    await ask(`${path}/substitution`, { token, json: { ...json, participant: jonas } }),
    await ask(`${path}/substitution`, { token, json: { ...json, requestId: randomUUID() } }),
    await ask(`${path}/substitution`, { token, json: { participant: json.participant } }),
    await ask(`${path}/substitution`, { token, json: { requestId } }),
    await ask(`${path}/substitution`, { token, body: "{", headers: { "content-type": "application/json" } }),
    await ask(`/bookings/${other.reference}/substitution`, { token, json }),
  ]
  return tries.map(({ status, body }) => `${status} ${String(body.reason)}`)
}
const isVoid = "401 token_invalid"

it("the same request is answered as it was and changes nothing", async () => {
  expect(await again(await handedOver(house))).toEqual({
    "the answer is the same": true,
    "nothing happens twice": true,
  })
})

it("twin: without the answers that are kept it is refused", async () => {
  await ownDatabase().query(forgetfulRequests)
  expect(await again(await handedOver(house))).toMatchObject({ "the answer is the same": false })
})

it("everything else by the token of before hears only that it is void", async () => {
  expect(new Set(await everythingElse(await handedOver(house)))).toEqual(new Set([isVoid]))
})

it("twin: where a link outlives the hand-over it opens the booking", async () => {
  await ownDatabase().query(generationsStay)
  const heard = await everythingElse(await handedOver(house))
  expect(heard.slice(0, 3)).not.toContain(isVoid)
  // And it would tell that this name has been used, with something else in it.
  expect(heard).toContain("409 request_id_reused")
})

it("once the seat has gone on to a third person the first hears nothing any more", async () => {
  const before = await handedOver(house)
  const token = await apiToken(before.bookingId, "participant")
  const third = { ...house.paula, email: "pia.dritte@muster-anlagenbau.example", givenName: "Pia" }
  expect((await ask(`${before.path}/substitution`, { token, json: { participant: third } })).status).toBe(200)
  expect(await again(before)).toMatchObject({ "the answer is the same": false, "nothing happens twice": true })
})

it("a request for somebody from outside is answered as it was, also when the seat is theirs by now", async () => {
  const { februaryRound, petra, jonas, book } = house
  const { bookingId, reference } = await book(petra, februaryRound, { now: new Date() })
  const asking = {
    token: await apiToken(bookingId, "participant"),
    json: { requestId: randomUUID(), participant: jonas },
  }
  const first = await ask(`/bookings/${reference}/substitution`, asking)
  expect(first.body.status).toBe("requested")
  await carryOutDecisions({ now: new Date(String(first.body.decideAt)) })
  expect(await db.booking.findUnique({ where: { reference } })).toMatchObject({ email: jonas.email })
  const repeated = await ask(`/bookings/${reference}/substitution`, asking)
  expect([repeated.status, repeated.body]).toEqual([200, first.body])
})
