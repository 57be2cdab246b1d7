import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { apiToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { deriveCode } from "@/lib/secrets"
import { type Cast, gather } from "../access/cast"
import { deskAddresses } from "../access/desk-addresses"
import { holder } from "../access/viewers"
import { ownDatabase } from "../support/database"
import { jobsAreDone } from "../support/jobs"
import { type Received, received } from "../support/mail-server"
import { type App, startApp } from "../support/server"
import { before } from "../support/twin"
import type { Visitor } from "../support/visitor"
import { whereIs } from "../support/where-is"
import { eightGuests, type Guest, lookAtOwn, takeSeat } from "./guests"
import { searchFor } from "./search"

// What was said in confidence for a closed round is read by who composes it and by nobody else, on each of its days: with
// whom somebody would rather not sit, why somebody objects, what the organizer notes of two companies. Once its time is over
// it is nowhere at all.

/** The wish is a company in the room in other letters, so that there is a hint with its words. */
const said = { wish: "Quartzwerk Quellgrundt", objection: "Xylophonstreit", note: "Nachbarschaftszwist" }
const { wish, objection, note } = said
const search = searchFor([
  { givenName: objection, familyName: "said", company: wish, email: `${note}@nobody.example`, marks: [] },
])

const database = ownDatabase()
/** All that went out so far; the mail server forgets before each test. */
const mails: Received[] = []
let app: App
let cast: Cast
/** Adelgunde objects, Balthasar has an assistant, Cunigunde does nothing: they sit there. Diethelm asks, and has a wish. */
let guests: Record<"adelgunde" | "balthasar" | "cunigunde" | "diethelm", Guest>
/** Balthasar himself, whose browser above is his assistant's, and somebody of another date. */
let persons: { balthasar: Visitor; elsewhere: Visitor }

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: "trace", RATE_LIMIT: "0", SMTP_URL: process.env.SMTP_URL ?? "" } })
  cast = await gather(app.origin)
  const [adelgunde, balthasar, cunigunde, diethelm] = eightGuests(app.origin).map(writingFromTheirHouse) as [
    Guest,
    Guest,
    Guest,
    Guest,
  ]
  guests = { adelgunde, balthasar, cunigunde, diethelm }
  const ofRound = { "participant.industry": "services", "participant.sizeBand": "from_50", noSales: "on" }
  for (const guest of [adelgunde, balthasar, cunigunde])
    await takeSeat(guest, cast.closed.slug, codeOf, database, ofRound)
  await db.seat.updateMany({
    where: { groupSessionId: cast.closed.id, state: "requested" },
    data: { decision: "confirm", decideAt: new Date() },
  })
  await database.query("SELECT graphile_worker.add_job('sweep')")
  await jobsAreDone()
  await takeSeat(diethelm, cast.closed.slug, codeOf, database, { ...ofRound, "participant.conflictWishes": wish })
  // It waits as long as this test goes on, whatever the hour.
  await db.seat.updateMany({
    where: { groupSessionId: cast.closed.id, state: "requested" },
    data: { decideAt: new Date(Date.now() + 2 * 86_400_000) },
  })
  persons = {
    balthasar: await holder(app.origin, (await bookingOf(balthasar)).id, "participant"),
    elsewhere: cast.visitors.otherParticipant,
  }
  cast = await aboutThem()
  await noteConflict()
  mails.push(...received)
}, 240_000)
afterAll(() => app?.stop())

/** The domain is the company's name, so that nobody has to ask whose it is. */
function writingFromTheirHouse(guest: Guest): Guest {
  const host = (guest.company.split(" ")[0] ?? "").toLowerCase().replace("ö", "oe")
  const from = <Writer extends { email: string }>(writer: Writer) => ({
    ...writer,
    email: writer.email.replace(/@.*/, `@${host}.example`),
  })
  return { ...from(guest), ...(guest.assistant && { assistant: from(guest.assistant) }) }
}

/** The code of the newest booking of a mailbox. */
async function codeOf(email: string): Promise<string> {
  const mine = { OR: [{ bookerEmail: email }, { email, bookerEmail: null }] }
  const { id, codeGeneration } = await db.booking.findFirstOrThrow({ where: mine, orderBy: { createdAt: "desc" } })
  return deriveCode("booking", id, codeGeneration)
}

const bookingOf = ({ reference }: Guest) =>
  db.booking.findUniqueOrThrow({ where: { reference }, include: { seats: true, company: true } })

/** The desk's pages about one session, person, company, request and objection are about these. */
async function aboutThem(): Promise<Cast> {
  const [objecting, asking] = [await bookingOf(guests.adelgunde), await bookingOf(guests.diethelm)]
  return {
    ...cast,
    round: cast.closed,
    personId: objecting.participantId!,
    companyId: objecting.companyId!,
    objectionSeatId: objecting.seats[0]!.id,
    request: { ...cast.request, seatId: asking.seats[0]!.id },
  }
}

async function noteConflict(): Promise<void> {
  const { owner } = cast.visitors
  const other = await bookingOf(guests.balthasar)
  await owner.open(`/organizer/people/companies/${cast.companyId}`)
  await owner.submit("#conflict", { otherId: other.company!.groupId, note })
}

/** It is so many days before the session, or after it; a little less, so that on its third day the cards are open at any hour. */
const daysBefore = (days: number) => db.$executeRaw`
  UPDATE group_sessions SET starts_at = now() + ${days * 24} * interval '1 hour' - interval '5 minutes',
         ends_at = now() + ${days * 24} * interval '1 hour' + interval '2 hours' WHERE id = ${cast.closed.id}::uuid`

/** Promises, approves a card, turns the others and objects, as far as it is time for that. */
async function takePart(days: number): Promise<void> {
  for (const [visitor, { reference }] of [
    [guests.adelgunde.visitor, guests.adelgunde],
    [persons.balthasar, guests.balthasar],
  ] as const) {
    const here = `/booking/${reference}`
    if (days === 4) {
      await visitor.open(`${here}/pledge`)
      await visitor.submit("#pledge")
      await visitor.open(`${here}/card`)
      await visitor.submit("#card", { line: "Leitung, Dienstleistungen" })
    }
    if (days !== 3) continue
    await visitor.open(`${here}/round`)
    await visitor.submit("#show-round")
  }
  if (days !== 3) return
  const { visitor, reference } = guests.adelgunde
  await visitor.open(`/booking/${reference}/objection`)
  await visitor.submit("#objection", { text: `Wegen ${objection}.` })
}

/**
 * Everything that everybody but the organizer can open, also what is not theirs.
 * @returns where it came to whoever does not compose the round
 */
async function lookEverywhere(): Promise<string[]> {
  const { nobody, host } = cast.visitors
  const { balthasar, adelgunde } = guests
  const own = Object.values(guests).map((guest) => [guest.visitor, () => lookByEverything(guest)] as const)
  const looks = [
    ...own,
    [persons.balthasar, () => lookAtOwn({ ...balthasar, visitor: persons.balthasar }, cast.closed, [])],
    [persons.elsewhere, () => lookAtOwn({ ...adelgunde, visitor: persons.elsewhere }, cast.closed, [])],
    [nobody, () => openAll(nobody, [`/sessions/${cast.closed.slug}`, `/api/v1/sessions/${cast.closed.id}`, "/"])],
    [host, () => openAll(host, deskAddresses(cast))],
  ] as const
  // At once: what came to one of them is searched while the app answers the others.
  const found = looks.map(async ([visitor, look]) => {
    await look()
    return leaksIn(visitor)
  })
  return (await Promise.all(found)).flat()
}

/** Their pages, and their booking by the API. */
async function lookByEverything(guest: Guest): Promise<void> {
  await lookAtOwn(guest, cast.closed, [])
  const authorization = `Bearer ${await apiToken((await bookingOf(guest)).id, "participant")}`
  for (const way of ["", "/card", "/round"])
    await guest.visitor.send(`/api/v1/bookings/${guest.reference}${way}`, { headers: { authorization } })
}

async function openAll(visitor: Visitor, paths: string[]): Promise<void> {
  for (const path of paths) await visitor.send(path)
}

const leaksIn = ({ received }: Visitor) =>
  received
    .splice(0)
    .flatMap(({ method, path, head, bytes }) =>
      search(Buffer.concat([Buffer.from(head), bytes])).map((trace) => `${method} ${path}: ${trace}`),
    )

/** Which pages of the desk say it to the owner, as "what /organizer/…". */
async function readByOwner(): Promise<string[]> {
  const found = []
  for (const path of deskAddresses(cast)) {
    const { body } = await cast.visitors.owner.send(path)
    for (const [name, words] of Object.entries(said))
      if (body.includes(words)) found.push(`${name} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…")}`)
  }
  return found.sort()
}

describe("what is said in confidence for a closed round", () => {
  it("is read by who composes it and by nobody else, on each of its days", async () => {
    const byOwner: Record<string, string[]> = {}
    for (const days of [4, 3, 0, -1, -15]) {
      await daysBefore(days)
      await takePart(days)
      await jobsAreDone()
      expect(await lookEverywhere()).toEqual([])
      if (days >= 3) byOwner[days] = await readByOwner()
    }
    mails.push(...received)
    const standing = [
      "note /organizer/people/companies/…",
      "wish /organizer/requests/…",
      "wish /organizer/sessions/…/round",
    ]
    expect(byOwner["4"]).toEqual(standing)
    expect(byOwner["3"]).toEqual([
      "note /organizer/people/companies/…",
      "objection /organizer/objections/…",
      "objection /organizer/people/…/data/csv",
      "objection /organizer/people/…/data/json",
      ...standing.slice(1),
    ])
  }, 400_000)

  it("is in no mail and no line of the log, and in the database in its own tables alone", async () => {
    expect(mails.length).toBeGreaterThan(10)
    expect(mails.filter(({ raw }) => search(Buffer.from(raw, "latin1")).length > 0)).toEqual([])
    const lines = app.output().split("\n")
    expect(lines.length).toBeGreaterThan(500)
    expect(lines.filter((line) => search(line).length > 0)).toEqual([])
    expect(await whereIs(wish)).toEqual(["public.conflict_wishes"])
    expect(await whereIs(objection)).toEqual(["public.objections"])
    expect(await whereIs(note)).toEqual(["public.company_conflicts"])
  })

  it("would be found: the twin, where it stands on a card", async () => {
    await daysBefore(2)
    const { id } = await bookingOf(guests.adelgunde)
    await db.tableCard.updateMany({ where: { bookingId: id }, data: { line: `Wegen ${objection}` } })
    await lookAtOwn({ ...guests.balthasar, visitor: persons.balthasar }, cast.closed, [])
    expect(leaksIn(persons.balthasar)).not.toEqual([])
    await db.tableCard.updateMany({ where: { bookingId: id }, data: { line: "Leitung" } })
  }, 120_000)

  it("would be somewhere: the twin, where forgetting leaves a table out and a job holds it", async () => {
    await database.query(before("DELETE", "conflict_wishes", "RETURN NULL"))
    await itIsOver()
    expect(await whereIs(wish)).toEqual(["public.conflict_wishes"])
    await database.query("DROP TRIGGER a_twin ON conflict_wishes")
    await database.query(
      "SELECT graphile_worker.add_job('react', json_build_object('why', $1::text), run_at => now() + interval '1 day')",
      [objection],
    )
    expect(await whereIs(objection)).toEqual(["graphile_worker._private_jobs"])
    await database.query("DELETE FROM graphile_worker._private_jobs WHERE payload->>'why' IS NOT NULL")
  })

  it("is nowhere at all once its time is over", async () => {
    await itIsOver()
    for (const words of Object.values(said)) expect(await whereIs(words)).toEqual([])
    expect(await readByOwner()).toEqual([])
    const lines = app.output().split("\n")
    expect(lines.filter((line) => search(line).length > 0)).toEqual([])
  }, 120_000)
})

/** So long after it that nothing of it is kept any more, and what forgets it has run. */
async function itIsOver(): Promise<void> {
  await daysBefore(-16)
  const long = "now() - interval '30 days'"
  await database.query(`UPDATE bookings SET created_at = ${long}`)
  await database.query(`UPDATE company_conflicts SET added_at = ${long}`)
  await database.query("SELECT graphile_worker.add_job('forget-private')")
  await jobsAreDone()
}
