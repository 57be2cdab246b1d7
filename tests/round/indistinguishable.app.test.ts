import { received } from "../support/mail-server"
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { apiToken } from "@/lib/bookings/policy"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { db } from "@/lib/db"
import type { SubstituteInput } from "@/lib/people/schema"
import { ownDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { queryProxy, type QueryProxy } from "../support/query-proxy"
import { type App, startApp } from "../support/server"
import { replaced } from "../support/twin"
import { type Exchange, Visitor } from "../support/visitor"
import { by, code, done, people } from "../support/world"
import { closedWorld, of, ofCompany } from "./closed-world"

/**
 * Two rooms on the same day: in the one nobody stands against Paula, in the other a colleague of hers has a seat. She asks
 * for both, and until they are answered nothing that comes back differs but what is her own.
 */
let proxy: QueryProxy
let app: App
type Room = { id: string; slug: string }
let rooms: { clean: Room; colliding: Room }
let homes: Room[]
const guest = { ...people.paula, ...ofCompany }
const organizer = () => by("organizer", new Date())
const add = async (room: Room, participant: SubstituteInput) =>
  done(await addByHand({ requestId: randomUUID(), sessionId: room.id, participant, locale: "de" }, organizer()))

beforeAll(async () => {
  proxy = await queryProxy(process.env.DATABASE_URL!)
  app = await startApp({ databaseUrl: proxy.url, env: { ROLE: "web", RATE_LIMIT: "0" } })
})
afterAll(async () => {
  await app?.stop()
  await proxy?.close()
})

beforeEach(async () => {
  const { closedFormat, session } = await closedWorld({ now: new Date() })
  const inDays = (days: number) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T10:00`
  rooms = { clean: await session(closedFormat, inDays(40)), colliding: await session(closedFormat, inDays(40)) }
  homes = [await session(closedFormat, inDays(50)), await session(closedFormat, inDays(50))]
  for (const room of Object.values(rooms)) await add(room, people.karin)
  await add(rooms.clean, people.jonas)
  await add(rooms.colliding, people.petra)
  await drainJobs()
  received.length = 0
})

/** What comes back, without what is this request's own: ids, references, tokens, nonces, and what o'clock it is. */
const plain = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, "«id»")
    .replace(/R-[0-9A-Z]{4}-[0-9A-Z]{4}/g, "«reference»")
    .replaceAll(rooms.clean.slug, "«slug»")
    .replaceAll(rooms.colliding.slug, "«slug»")
    .replace(/[A-Za-z0-9+/_=-]{22,}(\.[A-Za-z0-9_-]+)*/g, "«token»")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "«instant»")
    .replace(/Expires=[^;]+/g, "Expires=«instant»")
    .replace(/\b\d\d:\d\d\b/g, "«time»")
    .replace(/\b\d{6}\b/g, "«code»")

const plainAnswer = ({ method, path, status, headers, body }: Exchange) => {
  const { date: _, "content-length": __, ...kept } = headers
  return { method, path: plain(path), status, headers: plain(JSON.stringify(kept)), ...parts(body) }
}

/**
 * A page arrives in pieces as they get ready, with its scripts and its markup in that order, and the marks of where they
 * belong: both are compared word by word.
 */
function parts(body: string) {
  if (!body.startsWith("<")) return { body: plain(body), words: "" }
  const scripts = [...body.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, inner]) => inner).join(" ")
  const markup = body
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, " ")
    .replace(/<template\b[^>]*><\/template>|<div hidden="" id="[^"]*">|<\/div>/g, " ")
  const words = (text: string) => [...plain(text).matchAll(/\p{L}{3,}/gu)].map(String).sort().join(" ")
  return { body: words(markup), words: words(scripts) }
}

/** The same steps into both rooms: what came back, what the database was asked, and what was mailed. */
async function both(steps: (room: Room, visitor: Visitor, index: number) => Promise<void>) {
  const seen = []
  for (const [index, room] of [rooms.clean, rooms.colliding].entries()) {
    const visitor = new Visitor(app.origin, "198.51.100.7")
    proxy.statements()
    await steps(room, visitor, index)
    const statements = proxy.statements()
    seen.push({ answers: visitor.received.map(plainAnswer), statements, mails: await mailed() })
  }
  return seen as [(typeof seen)[0], (typeof seen)[0]]
}

/** To all but the organizer, who is told what stands against whom. */
async function mailed() {
  await drainJobs()
  return received
    .splice(0)
    .filter(({ to }) => !to.includes("owner@runde.example"))
    .map(({ to, mail }) => plain(`${to.join()}: ${mail.subject}\n${mail.text ?? ""}\n${mail.html || ""}`))
    .sort()
}

/** Lets all that was asked be answered, and says what Paula reads. */
async function answered(): Promise<string[]> {
  const { _max } = await db.seat.aggregate({ where: { state: "requested" }, _max: { decideAt: true } })
  const open = await db.substitution.aggregate({ where: { state: "requested" }, _max: { decideAt: true } })
  await carryOutDecisions({ now: new Date(Math.max(+(_max.decideAt ?? 0), +(open._max.decideAt ?? 0))) })
  await drainJobs()
  return received
    .splice(0)
    .filter(({ to }) => to[0]?.startsWith("paula"))
    .map(({ mail }) => mail.subject ?? "")
}

const bookingOf = async (reference: string) => ({
  bookingId: (await db.booking.findUniqueOrThrow({ where: { reference } })).id,
})
const latest = async () => {
  const { id: bookingId, reference } = await db.booking.findFirstOrThrow({ orderBy: { createdAt: "desc" } })
  return { bookingId, reference }
}

const flat = (participant: object) =>
  Object.fromEntries(Object.entries(participant).map(([name, value]) => [`participant.${name}`, String(value)]))
const agreed = { businessUse: "on", acceptTerms: "on", noSales: "on" }

async function bookOnline(room: Room, visitor: Visitor, code: (booking: { bookingId: string }) => { code: string }) {
  await visitor.open(`/sessions/${room.slug}/book`)
  await visitor.submit("#book", {
    ...flat(guest),
    ...agreed,
    "participant.conflictWishes": "Muster Holding\nBeispiel AG",
  })
  const { bookingId, reference } = await latest()
  await visitor.submit("Code bestätigen", code({ bookingId }))
  await visitor.open(`/booking/${reference}/substitute`)
  return { visitor, reference }
}

const json = (visitor: Visitor, path: string, json: object | undefined, token?: string) =>
  visitor.send(`/api/v1${path}`, {
    method: json ? "POST" : "GET",
    json,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })
const asked = (more: object) => ({
  ...{ requestId: randomUUID(), participant: guest, locale: "de" },
  ...{ businessUse: true, acceptTerms: true, noSales: true, ...more },
})

async function bookByApi(room: Room, visitor: Visitor, participant: object = guest) {
  const held = await json(visitor, "/bookings", asked({ sessionId: room.id, participant }))
  const { reference } = JSON.parse(held.body) as { reference: string }
  const proof = code(await bookingOf(reference))
  const verified = await json(visitor, `/bookings/${reference}/verification`, proof)
  const { manageToken } = JSON.parse(verified.body) as { manageToken: string }
  await json(visitor, `/bookings/${reference}`, undefined, manageToken)
  return { reference, manageToken }
}

/** She is known already: what is written of a new person is written once, whoever sits where. */
const getKnown = async () => void (await bookByApi(homes[0]!, new Visitor(app.origin)))

describe("nobody can tell a clean request from a colliding one before it is answered", () => {
  it("who books online", async () => {
    await getKnown()
    await mailed()
    const booked: Awaited<ReturnType<typeof bookOnline>>[] = []
    const [clean, colliding] = await both(
      async (room, visitor) => void booked.push(await bookOnline(room, visitor, code)),
    )
    expect(colliding.answers).toEqual(clean.answers)
    expect(clean.answers.at(-1)?.status).toBe(200)
    expect(colliding.mails).toEqual(clean.mails)
    expect(colliding.statements).toEqual(clean.statements)
    expect(clean.statements.length).toBeGreaterThan(10)
    // The other dates, once each of the rooms has one seat less.
    const [ofClean, ofColliding] = await Promise.all(
      booked.map(async ({ visitor, reference }) => plainAnswer(await visitor.open(`/booking/${reference}/rebook`))),
    )
    expect(ofColliding).toEqual(ofClean)
    expect(await answered()).toHaveLength(3)
  })

  it("who books by the API", async () => {
    await getKnown()
    await mailed()
    const [clean, colliding] = await both(async (room, visitor) => void (await bookByApi(room, visitor)))
    expect(colliding).toEqual(clean)
    expect(clean.answers.map(({ status }) => status)).toEqual([201, 200, 200])
    const seats = () =>
      db.seat.findMany({ where: { groupSessionId: { in: Object.values(rooms).map(({ id }) => id) } } })
    expect((await seats()).filter(({ state }) => state === "requested")).toHaveLength(2)
    await answered()
    const [one, other] = await Promise.all(
      [rooms.clean, rooms.colliding].map(({ id }) =>
        db.seat.findFirstOrThrow({ where: { groupSessionId: id, booking: { email: guest.email } } }),
      ),
    )
    expect([one?.state, other?.state]).toEqual(["confirmed", "released"])
  })

  it("who moves", async () => {
    const visitor = new Visitor(app.origin)
    const seats = [await bookByApi(homes[0]!, visitor), await bookByApi(homes[1]!, visitor)]
    await answered()
    const [clean, colliding] = await both(async (room, visitor, index) => {
      const { reference, manageToken } = seats[index]!
      await json(visitor, `/bookings/${reference}/rebooking`, { sessionId: room.id }, manageToken)
    })
    expect(clean.answers.map(({ status }) => status)).toEqual([200])
    expect(colliding).toEqual(clean)
  })

  it("who names a substitute from another company", async () => {
    const [clean, colliding] = await both(async (room, visitor) => {
      const seat = await db.seat.findFirstOrThrow({
        where: { groupSessionId: room.id, booking: { email: people.karin.email } },
        include: { booking: true },
      })
      const token = await apiToken(seat.booking.id, "participant")
      await json(visitor, `/bookings/${seat.booking.reference}/substitution`, { participant: guest }, token)
    })
    expect(clean.answers.map(({ status }) => status)).toEqual([200])
    expect(colliding).toEqual(clean)
  })

  it("who waits", async () => {
    const [clean, colliding] = await both(async (room, visitor) => {
      const joined = await json(visitor, "/waitlist", asked({ sessionIds: [room.id] }))
      const { id } = JSON.parse(joined.body) as { id: string }
      const { bookingId } = await db.waitlistEntry.findUniqueOrThrow({ where: { id } })
      const verified = await json(visitor, `/waitlist/${id}/verification`, code({ bookingId }))
      const { manageToken } = JSON.parse(verified.body) as { manageToken: string }
      await json(visitor, `/waitlist/${id}`, undefined, manageToken)
    })
    expect(clean.answers.map(({ status }) => status)).toEqual([201, 200, 200])
    expect(clean.answers.at(-1)?.body).toContain('"position":null')
    expect(colliding).toEqual(clean)
  })

  it("who gets something wrong", async () => {
    const [clean, colliding] = await both(async (room, visitor) => {
      await visitor.open(`/sessions/${room.slug}/book`)
      await visitor.submit("#book", { ...flat(guest), "participant.industry": "" })
      await visitor.open(`/sessions/${room.slug}/nothing`)
      const { noSales: _, ...rest } = asked({ sessionId: room.id }) as Record<string, unknown>
      await json(visitor, "/bookings", rest)
      await json(visitor, "/bookings", asked({ sessionId: room.id, participant: { ...guest, role: "king" } }))
    })
    expect(colliding.answers).toEqual(clean.answers)
    expect(clean.answers.map(({ status }) => status)).toEqual([200, 200, 404, 422, 422])
  })

  it("whose colleague takes over what they have asked for, while that one has asked as well", async () => {
    const [free, busy] = [of("Frieda", "Doppel GmbH", "doppel.example"), of("Busso", "Doppel GmbH", "doppel.example")]
    const [clean, colliding] = await both(async (room, visitor, index) => {
      const aside = new Visitor(app.origin)
      const { reference, manageToken } = await bookByApi(room, aside, of("Dora", "Doppel GmbH", "doppel.example"))
      const next = index === 0 ? free : busy
      if (next === busy) await bookByApi(room, aside, busy)
      await json(visitor, `/bookings/${reference}/substitution`, { participant: next }, manageToken)
    })
    expect(clean.answers.map(({ status }) => status)).toEqual([200])
    expect(colliding.answers).toEqual(clean.answers)
  })
})

it("is seen by this test where a form says at once that the company has a seat: the twin", async () => {
  await getKnown()
  await ownDatabase().query(
    replaced(
      "hold_seat",
      "IF session.paused_until IS NOT NULL THEN",
      `IF EXISTS (SELECT FROM seats x JOIN bookings b ON b.id = x.booking_id
                   WHERE x.group_session_id = p_session AND x.state = 'confirmed'
                     AND split_part(b.email, '@', 2) = split_part(p_booking->>'email', '@', 2)) THEN
         RETURN QUERY SELECT 'session_full', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
       END IF;
       IF session.paused_until IS NOT NULL THEN`,
    ),
  )
  const [clean, colliding] = await both(
    async (room, visitor) => void (await json(visitor, "/bookings", asked({ sessionId: room.id }))),
  )
  expect([clean, colliding].map(({ answers }) => answers[0]?.status)).toEqual([201, 409])
})
