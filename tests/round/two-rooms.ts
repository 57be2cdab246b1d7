import { received } from "../support/mail-server"
import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, beforeEach, expect } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { decideAt } from "@/lib/bookings/rules"
import { db } from "@/lib/db"
import type { SubstituteInput } from "@/lib/people/schema"
import { getSettings } from "@/lib/sessions/settings"
import { drainJobs } from "../support/jobs"
import { queryProxy, type QueryProxy } from "../support/query-proxy"
import { type App, startApp } from "../support/server"
import { type Exchange, Visitor } from "../support/visitor"
import { by, done, people } from "../support/world"
import { closedWorld, ofCompany } from "./closed-world"

export type Room = { id: string; slug: string }

let proxy: QueryProxy
export let app: App
export let rooms: { clean: Room; colliding: Room }
/** Two other dates, on which nobody is yet. */
export let homes: [Room, Room]

/** Who asks. */
export const guest = { ...people.paula, ...ofCompany }

/**
 * Two rooms on the same day: in the one nobody stands against Paula, in the other a colleague of hers has a seat. Until she
 * is answered, nothing that comes back from the one differs from what comes back from the other but what is her own.
 */
export function twoRooms(): void {
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
}

/** Gives somebody a seat there. */
export const add = async (room: Room, participant: SubstituteInput) =>
  done(
    await addByHand(
      { requestId: randomUUID(), sessionId: room.id, participant, locale: "de" },
      by("organizer", new Date()),
    ),
  )

type Steps = (room: Room, visitor: Visitor, index: 0 | 1) => Promise<unknown>

/** The same steps into both rooms: what came back, what the database was asked, what was mailed, and when the answer is due. */
export async function both(steps: Steps) {
  const see = async (room: Room, index: 0 | 1) => {
    const visitor = new Visitor(app.origin, "198.51.100.7")
    proxy.statements()
    await steps(room, visitor, index)
    const statements = proxy.statements()
    return {
      answers: visitor.received.map(plainAnswer),
      statements,
      mails: await mailed(),
      inTime: await dueByRule(room),
    }
  }
  return [await see(rooms.clean, 0), await see(rooms.colliding, 1)] as const
}

/** That nobody could tell the one from the other, with so many mails; and something was asked at all. */
export function expectAlike([clean, colliding]: Awaited<ReturnType<typeof both>>, mails: number): void {
  expect(colliding.answers).toEqual(clean.answers)
  expect(colliding.mails).toEqual(clean.mails)
  expect(clean.mails).toHaveLength(mails)
  expect(colliding.statements).toEqual(clean.statements)
  expect(colliding.inTime).toEqual(clean.inTime)
  expect(clean.inTime.every(Boolean)).toBe(true)
  expect(clean.statements.length).toBeGreaterThan(5)
}

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

export const plainAnswer = ({ method, path, status, headers, body }: Exchange) => {
  const { date: _, "content-length": __, ...kept } = headers
  return {
    method,
    path: plain(path),
    status,
    headers: plain(JSON.stringify(kept)),
    ...parts(body, status, headers["content-type"]),
  }
}

/**
 * A page arrives in pieces as they get ready, with its scripts and its markup in that order, the marks of where they
 * belong, and what puts them there: all but these is compared word by word. A page that leads elsewhere breaks off
 * somewhere, so of it each word once.
 */
function parts(body: string, status: number, type = "") {
  const words = (text: string) => {
    const all = [...plain(text).matchAll(/\p{L}{3,}/gu)].map(String).sort()
    return (status < 300 ? all : [...new Set(all)]).join(" ")
  }
  if (type.startsWith("text/x-component")) return { body: "", words: words(body) }
  if (!body.startsWith("<")) return { body: plain(body), words: "" }
  const scripts = [...body.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, inner = ""]) => inner)
  const markup = body
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, " ")
    .replace(/<template\b[^>]*><\/template>|<div hidden="" id="[^"]*">|<\/div>/g, " ")
  return { body: words(markup), words: words(scripts.filter((script) => !placesPieces.test(script)).join(" ")) }
}

/** React's and Next's own, the same wherever pieces are to be placed. */
const placesPieces = /^(\$R|requestAnimationFrame\(function\(\)\{\$R|document\.querySelectorAll\('body link)/

/** To all but the organizer, who is told what stands against whom. */
export async function mailed() {
  await drainJobs()
  return received
    .splice(0)
    .filter(({ to }) => !to.includes("owner@runde.example"))
    .map(({ to, mail }) => plain(`${to.join()}: ${mail.subject}\n${mail.text ?? ""}\n${mail.html || ""}`))
    .sort()
}

/** For each request there, and each substitute, whether it is answered when the rule says, which knows nothing of the room. */
async function dueByRule({ id }: Room): Promise<boolean[]> {
  const { region } = await getSettings()
  const { format, startsAt, timeZone } = await db.groupSession.findUniqueOrThrow({
    where: { id },
    include: { format: true },
  })
  const seats = await db.seat.findMany({ where: { groupSessionId: id, state: "requested" } })
  const substitutes = await db.substitution.findMany({ where: { seat: { groupSessionId: id }, state: "requested" } })
  const asked = [
    ...seats.map((seat) => ({ at: seat.requestedAt!, due: seat.decideAt! })),
    ...substitutes.map((open) => ({ at: open.createdAt, due: open.decideAt })),
  ]
  return asked.map(({ at, due }) => +decideAt({ ...format, region }, startsAt, timeZone, at) === +due)
}
