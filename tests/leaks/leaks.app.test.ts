import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { decideSeat } from "@/lib/bookings/decide-seat"
import { releaseByOrganizer } from "@/lib/bookings/release-by-organizer"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { getSettings, saveSettings } from "@/lib/sessions/settings"
import { type Received, received } from "../support/mail-server"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ask } from "../bookings/merge"
import { cancel, changeNow, moveTo } from "../support/change"
import { ownDatabase } from "../support/database"
import { jobsAreDone } from "../support/jobs"
import { type App, startApp } from "../support/server"
import type { Exchange } from "../support/visitor"
import { by, done, world } from "../support/world"
import {
  answerOffer,
  answerOtherDate,
  changeOnesMind,
  eightGuests,
  type Guest,
  idsOf,
  joinQueue,
  lookAround,
  lookAtInvoices,
  lookAtEntry,
  lookAtOwn,
  mailsTo,
  takeSeat,
  tracesOf,
  twoWhoWait,
  typed,
  typedBilling,
  waitByApi,
} from "./guests"
import { searchFor } from "./search"
import { notVisited } from "./visited"

const database = ownDatabase()
let app: App
let guests: Guest[]
/** Who would rather have been the ninth. */
let waiters: Guest[]
let mails: Received[]
let round: { id: string; slug: string }
let other: { id: string; slug: string }
/** Where nobody has to be asked: two of them have a second booking there, one is put into it by the organizer. */
let instant: { id: string; slug: string }
/** The second bookings, of the same people in the same browsers. */
let second: Record<"given" | "taken" | "accepted" | "declined", Guest>

beforeAll(async () => {
  app = await startApp({
    env: { LOG_LEVEL: "trace", RATE_LIMIT: "0", SMTP_URL: process.env.SMTP_URL ?? "" },
  })
  const w = await world({ now: new Date() })
  const inDays = (days: number) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T10:00`
  round = await w.session(w.formats.reviewed, inDays(41), { capacity: 8 })
  other = w.reviewedRound
  guests = eightGuests(app.origin)
  for (const guest of guests) await takeSeat(guest, round.slug, codeFor, database)
  await jobsAreDone()
  for (const guest of guests) await lookAround(guest, round, other, received)
  instant = await w.session(w.formats.instant, inDays(43), { capacity: 8, minimum: 6 })
  await bookOnceMore(w.laterReviewedRound)
  await payFor(w.pricedRound)
  await askAboutOtherDate(w.februaryRound)
  await answersAreDue()
  for (const guest of guests) await changeOnesMind(guest, other)
  waiters = twoWhoWait(app.origin)
  for (const waiter of waiters) await joinQueue(waiter, round.slug, codeFor, database)
  await waitByApi(waiters[0]!, other, codeFor)
  for (const { visitor } of waiters) await visitor.open(`/formats/${await formatOf(round)}/wait`)
  await jobsAreDone()
  const [accepting, declining] = waiters as [Guest, Guest]
  done(await changeNow(round, { kind: "capacity", capacity: 9 }, by("organizer", new Date())))
  await jobsAreDone()
  await answerOffer(accepting, "accept", received)
  await change(guests, async () => {
    await jobsAreDone()
    await answerOffer(declining, "decline", received)
  })
  await answersAreDue()
  await changeByHand()
  for (const guest of guests) await lookAtOwn(guest, other, received)
  for (const waiter of waiters) await lookAtEntry(waiter, received)
  done(await changeNow(round, moveTo(inDays(48)), by("organizer", new Date())))
  await jobsAreDone()
  done(await changeNow(round, cancel, by("organizer", new Date()), { message: "Es tut mir leid." }))
  await jobsAreDone()
  for (const guest of guests) await lookAtOwn(guest, other, received)
  for (const waiter of waiters) await lookAtEntry(waiter, received)
  for (const booking of Object.values(second)) await lookAtOwn(booking, other, received)
  // Seats and mails have come since.
  for (const guest of [...guests, ...waiters])
    guest.marks = [...new Set([...guest.marks, ...(await idsOf(guest, database))])]
  mails = [...received]
}, 300_000)
afterAll(() => app?.stop())

describe("nobody learns who else is coming", () => {
  it("from anything that is sent to their browser", () => {
    for (const guest of [...guests, ...waiters]) {
      const search = searchFor(othersThan(guest))
      const leaks = answersOf(guest).flatMap(({ method, path, content }) =>
        search(content).map((trace) => `${guest.familyName} at ${method} ${path}: ${trace}`),
      )
      expect(leaks).toEqual([])
      if (waiters.includes(guest)) {
        expect(guest.visitor.received.length).toBeGreaterThan(40)
        continue
      }
      const kinds = new Set(guest.visitor.received.map(({ headers }) => headers["content-type"]?.split(";")[0]))
      expect([...kinds]).toEqual(
        expect.arrayContaining(["text/html", "text/x-component", "text/calendar", "application/json"]),
      )
      expect(guest.visitor.received.length).toBeGreaterThan(80)
    }
  }, 300_000)

  it("on any page there is: who adds one takes a guest there, or says that it is not personal", () => {
    const seen = [...guests, ...waiters].flatMap(({ visitor }) => visitor.received)
    expect(notVisited(seen)).toEqual([])
    // The twin: had nobody been there, it would be said.
    expect(notVisited(seen.filter(({ path }) => !path.includes("/calendar-title")))).toEqual([
      "/booking/[reference]/calendar-title",
    ])
  })

  it("in each kind of room, from each cause", async () => {
    const causes = await database.query<{ cause: string }>(
      `SELECT DISTINCT concat_ws(' ', f.admission, m.kind, m.params->>'why') AS cause
         FROM mails m JOIN group_sessions s ON s.id = m.group_session_id JOIN formats f ON f.id = s.format_id
        WHERE m.recipient = ANY($1)`,
      [guests.map(({ email }) => email)],
    )
    expect(causes.map(({ cause }) => cause)).toEqual(
      expect.arrayContaining([
        ...["instant confirmed", "instant released holder", "instant released organizer"],
        ...["reviewed confirmed", "reviewed declined", "reviewed rebooked"],
      ]),
    )
  })

  it("from any mail", () => {
    for (const guest of [...guests, ...waiters]) {
      const search = searchFor(othersThan(guest))
      const own = mailsTo(mails, guest.email, guest.assistant?.email ?? guest.email)
      const leaks = own.flatMap(({ raw, mail }) =>
        search(Buffer.from(raw, "latin1")).map((trace) => `${guest.familyName} in "${mail.subject}": ${trace}`),
      )
      expect(leaks).toEqual([])
      expect(own.length).toBeGreaterThan(3)
    }
  })

  it("as the one who takes over from one of them", () => {
    const [, , named] = guests
    const own = mailsTo(mails, colleague.email)
    expect(own.length).toBeGreaterThan(0)
    const search = searchFor(othersThan(named!))
    expect(own.flatMap(({ raw }) => search(Buffer.from(raw, "latin1")))).toEqual([])
  })

  it("and every mail went to one of them or to the team", () => {
    const known = [
      ...[...guests, ...waiters].flatMap(({ email, assistant }) => [email, assistant?.email]),
      colleague.email,
      outsider.email,
      "owner@runde.example",
    ]
    expect(mails.flatMap(({ to }) => to).filter((address) => !known.includes(address))).toEqual([])
  })
})

describe("the log", () => {
  it("names nobody and holds nothing that opens a booking", () => {
    const secrets = mails.flatMap(({ mail }) =>
      [...(mail.text ?? "").matchAll(/\/(?:open|verify)\/([\w-]{56})|^\s*(\d{6})\s*$/gm)].map(
        ([, token, code]) => token ?? code ?? "",
      ),
    )
    expect(secrets.length).toBeGreaterThan(20)
    const search = searchFor(
      [...guests, ...waiters].flatMap(tracesOf).map((person) => ({ ...person, marks: [person.marks[0]!] })),
    )
    const lines = app.output().split("\n")
    expect(lines.length).toBeGreaterThan(500)
    expect(lines.flatMap((line) => search(line).map((trace) => `${trace} in ${line}`))).toEqual([])
    for (const secret of secrets)
      expect(lines.filter((line) => line.includes(`"${secret}`) || line.includes(`/${secret}`))).toEqual([])
  })

  it("has no line that is about two of them", () => {
    const owners = new Map(
      [...guests, ...waiters].flatMap(({ marks, familyName }) => marks.map((mark) => [mark, familyName])),
    )
    const shared = app
      .output()
      .split("\n")
      .filter(
        (line) => new Set([...line.matchAll(/[0-9a-f-]{36}/g)].map(([id]) => owners.get(id)).filter(Boolean)).size > 1,
      )
    expect(shared).toEqual([])
  })
})

describe("a leak that is planted is found", () => {
  let victim: Guest
  let reader: Guest
  let search: ReturnType<typeof searchFor>
  beforeAll(async () => {
    ;[victim, reader] = guests as [Guest, Guest]
    search = searchFor([victim])
    const place = `bei ${victim.givenName} ${victim.familyName}`
    await database.query("UPDATE group_sessions SET place_text = $1 WHERE id = $2", [place, other.id])
    await database.query(
      `UPDATE formats SET place = 'on_site', texts = jsonb_set(texts, '{de,name}', to_jsonb($2::text)) WHERE id = (SELECT format_id FROM group_sessions WHERE id = $1)`,
      [other.id, victim.familyName],
    )
  })

  it.each<[string, () => Promise<Exchange>]>([
    ["a page", () => reader.visitor.open(`/en/booking/${reader.reference}`)],
    ["what a router fetches", () => reader.visitor.payload(`/en/booking/${reader.reference}`)],
    ["a calendar file", () => reader.visitor.send(`/en/booking/${reader.reference}/calendar`)],
    ["JSON", () => reader.visitor.send(`/api/v1/sessions/${other.id}`)],
  ])("in %s", async (_, fetch) => {
    const { status, bytes } = await fetch()
    expect(status).toBe(200)
    expect(search(bytes)).not.toEqual([])
  })

  it("in a mail", async () => {
    const [{ id } = { id: "" }] = await database.query<{ id: string }>(
      `UPDATE mails SET params = jsonb_set(params, '{appointment,format}', to_jsonb($1::text)), state = 'queued'
        WHERE id = (SELECT id FROM mails WHERE recipient = $2 AND kind = 'rebooking_requested' LIMIT 1) RETURNING id`,
      [`Runde mit ${victim.familyName}`, reader.email],
    )
    await database.query("SELECT graphile_worker.add_job('send-mail', json_build_object('mailId', $1::text))", [id])
    await jobsAreDone()
    const [late] = mailsTo(received, reader.email)
    expect(search(Buffer.from(late?.raw ?? "", "latin1"))).not.toEqual([])
  })
})

const othersThan = (guest: Guest) => [...guests, ...waiters].filter((other) => other !== guest).flatMap(tracesOf)

const colleague = {
  givenName: "Zacharias",
  familyName: "Unterholzner",
  company: "Möhrenkontor Mölln AG",
  email: "zacharias@mohrenkontormollnag.example",
}
const outsider = {
  givenName: "Notburga",
  familyName: "Vogelweider",
  company: "Vogelhaus Vechta GmbH",
  email: "notburga@vogelhaus.example",
}

/** Everything that can happen to a seat happens to one of them; the first that comes free is answered by who waits. */
async function change(
  [releasing, rebooking, handingOver, asking, twice, , calling]: Guest[],
  answer: () => Promise<void>,
): Promise<void> {
  const go = async ({ visitor, reference }: Guest, way: string, form: string, fields = {}) => {
    await visitor.open(`/booking/${reference}/${way}`)
    return visitor.submit(form, fields)
  }
  const person = (someone: typeof colleague) => typed({ ...someone, marks: [] } as unknown as Guest)
  await go(releasing!, "release/confirm", "#release")
  await answer()
  await go(rebooking!, `rebook/${other.slug}`, "#rebook")
  await go(handingOver!, "substitute", "#substitute", person(colleague))
  await handingOver!.visitor.submit("#substitute")
  await go(asking!, "substitute", "#substitute", person(outsider))
  await asking!.visitor.submit("#substitute")

  // Once more into the same session: a person's own duplicate.
  await twice!.visitor.open(`/sessions/${round.slug}/book`)
  await twice!.visitor.submit("#book", { ...typed(twice!), businessUse: "on", acceptTerms: "on" })
  await twice!.visitor.submit("#code", { code: await codeFor((twice!.assistant ?? twice!).email) })

  // And one through the API.
  const { visitor, givenName, familyName, company, email } = calling!
  const post = (path: string, json: unknown, token = "") =>
    visitor.send(`/api/v1/bookings${path}`, { method: "POST", json, headers: { authorization: `Bearer ${token}` } })
  const wish = {
    requestId: randomUUID(),
    participant: { givenName, familyName, company, email, role: "board" },
    locale: "de",
    businessUse: true,
    acceptTerms: true,
  }
  const { reference } = JSON.parse((await post("", { ...wish, sessionId: other.id })).body) as { reference: string }
  const verified = JSON.parse((await post(`/${reference}/verification`, { code: await codeFor(email) })).body) as {
    manageToken: string
  }
  await visitor.send(`/api/v1/bookings/${reference}`, { headers: { authorization: `Bearer ${verified.manageToken}` } })
  await post(`/${reference}/rebooking`, { sessionId: round.id }, verified.manageToken)
  await post(`/${reference}/release`, {}, verified.manageToken)
  await jobsAreDone()
}

/** A second booking each: two where nobody has to be asked, two where one is accepted and one declined. */
async function bookOnceMore(reviewed: { id: string; slug: string }): Promise<void> {
  const [given, taken] = [await oneMore(guests[5]!, instant), await oneMore(guests[7]!, instant)]
  const [accepted, declined] = [await oneMore(guests[4]!, reviewed), await oneMore(guests[2]!, reviewed)]
  second = { given, taken, accepted, declined }
  await jobsAreDone()
  for (const booking of [given, taken]) await lookAround(booking, instant, other)
  done(await decideSeat({ seatId: await seatOf(declined), decision: "decline" }, by("organizer", new Date())))
}

/** The two of the instant round are asked about a date at which a third sits: one stays, one moves there. */
async function askAboutOtherDate(target: { id: string; slug: string }): Promise<void> {
  await oneMore(guests[3]!, target)
  await jobsAreDone()
  done(await ask(instant, target, new Date()))
  await jobsAreDone()
  await answerOtherDate(second.given, "keep")
  await answerOtherDate(second.taken, "move")
  await jobsAreDone()
}

/** Two have a seat in one session that costs something, and invoices: each sees theirs, as who booked and as who pays. */
async function payFor(session: { slug: string }): Promise<void> {
  const { invoicing } = await getSettings()
  const seller = { ...invoicing, taxNumber: "12/345/67890", iban: "DE02120300000000202051" }
  await saveSettings({ invoicing: seller }, by("organizer", new Date()))
  const paying = [await oneMore(guests[0]!, session, typedBilling(guests[0]!))]
  paying.push(await oneMore(guests[3]!, session, typedBilling(guests[3]!)))
  await jobsAreDone()
  for (const { reference } of paying) {
    const [{ id: bookingId } = { id: "" }] = await database.query<{ id: string }>(
      "SELECT id FROM bookings WHERE reference = $1",
      [reference],
    )
    done(await issueInvoice({ bookingId }, by("organizer", new Date())))
  }
  await jobsAreDone()
  for (const booking of paying) await lookAtInvoices(booking, received)
}

async function oneMore(guest: Guest, session: { slug: string }, more?: Record<string, string>): Promise<Guest> {
  const booking = { ...guest, reference: "", code: "" }
  await takeSeat(booking, session.slug, codeFor, database, more)
  return booking
}

/** What the organizer does by hand, to a seat that needs no answer. */
async function changeByHand(): Promise<void> {
  const { givenName, familyName, company, email, locale } = guests[1]!
  const participant = { givenName, familyName, company, email, role: "board" as const }
  const wish = { requestId: randomUUID(), sessionId: instant.id, participant, locale }
  done(await addByHand(wish, by("organizer", new Date())))
  await jobsAreDone()
  for (const booking of [second.given, second.taken]) await lookAtOwn(booking, other, received)
  done(await releaseByOrganizer({ seatId: await seatOf(second.taken) }, by("organizer", new Date())))
  await second.given.visitor.open(`/booking/${second.given.reference}/release/confirm`)
  await second.given.visitor.submit("#release")
  await jobsAreDone()
}

/** What somebody was sent. A page that came again as it was, but for the nonce of each answer, is looked at once. */
function answersOf({ visitor }: Guest): { method: string; path: string; content: Buffer }[] {
  const seen = new Set<string>()
  return visitor.received.map(({ method, path, head, headers, bytes }) => {
    const [, nonce = ""] = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"])) ?? []
    const said = nonce ? bytes.toString("latin1").replaceAll(nonce, "") : bytes.toString("latin1")
    const parts = [Buffer.from(`${head}\r\n\r\n`), ...(seen.has(said) ? [] : [bytes])]
    seen.add(said)
    return { method, path, content: Buffer.concat(parts) }
  })
}

async function formatOf({ id }: { id: string }): Promise<string> {
  const [format] = await database.query<{ slug: string }>(
    "SELECT f.slug FROM formats f JOIN group_sessions s ON s.format_id = f.id WHERE s.id = $1",
    [id],
  )
  return format!.slug
}

async function seatOf({ reference }: Guest): Promise<string> {
  const [seat] = await database.query<{ id: string }>(
    "SELECT s.id FROM seats s JOIN bookings b ON b.id = s.booking_id WHERE b.reference = $1 AND s.state <> 'released'",
    [reference],
  )
  return seat!.id
}

/** The code in the newest mail to this mailbox, once there is one that has not been used. */
async function codeFor(email: string): Promise<string> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) {
    const codes = mailsTo(received, email).flatMap(({ mail }) => /^\s*(\d{6})\s*$/m.exec(mail.text ?? "")?.[1] ?? [])
    const fresh = codes.find((code) => !used.has(`${email} ${code}`))
    if (fresh) return used.add(`${email} ${fresh}`) && fresh
  }
  throw new Error(`no code came to ${email}`)
}
const used = new Set<string>()

/** The minute comes at which every request is answered. */
async function answersAreDue(): Promise<void> {
  await database.query("UPDATE seats SET decide_at = now() WHERE state = 'requested'")
  await database.query("UPDATE substitutions SET decide_at = now() WHERE state = 'requested'")
  await database.query("SELECT graphile_worker.add_job('sweep')")
  await jobsAreDone()
}
