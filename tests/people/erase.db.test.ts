import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import { holderOf, manageToken } from "@/lib/bookings/policy"
import type { ParticipantInput } from "@/lib/people/schema"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { requestLinks } from "@/lib/bookings/request-links"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { csv } from "@/lib/csv"
import { db } from "@/lib/db"
import { listMails } from "@/lib/notifications/queries"
import { addNote } from "@/lib/people/add-note"
import { addTeamMember } from "@/lib/people/add-team-member"
import { editParticipant } from "@/lib/people/edit-participant"
import { erasePerson } from "@/lib/people/erase-person"
import { mergeParticipants } from "@/lib/people/merge-participants"
import { findErasure } from "@/lib/people/queries-erasure"
import { findPerson, listPeople, listPersonSeats } from "@/lib/people/queries-people"
import { getPersonData, personTable } from "@/lib/people/queries-person-data"
import { teamKinds } from "@/lib/people/rules"
import { whatIsBroken } from "../support/always-true"
import { copyDatabase, ownDatabase, renewOwnDatabase, type TestDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { countQueries } from "../support/query-count"
import { before } from "../support/twin"
import { at, by, done, minutesAfter, monday, people, world } from "../support/world"

const organizer = by("organizer", monday)
const q = (sql: string, values?: unknown[]) => ownDatabase().query<Record<string, unknown>>(sql, values)

// Words that stand for one person and for nobody else.
const quilla: Required<ParticipantInput> = {
  ...{ title: "Dr.", givenName: "Quilla", familyName: "Zwirnstein", company: "Zwirnwerk Quedlin GmbH" },
  ...{ role: "managing_director", email: "quilla.zwirnstein@zwirnwerk.example", phone: "+49 30 7654321" },
}
const again = { ...quilla, email: "quilla@zwirn-privat.example", phone: "+49 171 7777777" }
const former = { ...quilla, familyName: "Quastenberg" }
const words = ["Quilla", "Zwirn", "Quedlin", "7654321", "7777777", "Quastenberg", "Quellwort"]

// A whole life is told, and every text of the database is read.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let place: Awaited<ReturnType<typeof world>>
let personId: string
let kept: { bookingId: string }

/** A person with everything a person can leave behind, and nothing ahead. */
async function live(): Promise<void> {
  place = await world()
  const { januaryRound, februaryRound, reviewedRound, laterReviewedRound, pricedRound, book, hold, session, formats } =
    place
  await addTeamMember({ email: "olga@runde.example", name: "Olga", role: "organizer" }, organizer)
  // Booked under the old name, by the assistant and by herself; a request, a seat handed on, one that was typed only.
  const first = await book(former, januaryRound, { booker: place.anke })
  kept = await book(quilla, pricedRound)
  const request = await book(quilla, reviewedRound)
  const handed = await book(quilla, februaryRound)
  const colleague = { ...people.paula, email: "paula@zwirnwerk.example", company: quilla.company }
  await hold({ ...quilla, company: quilla.company }, laterReviewedRound)
  const other = await book(again, laterReviewedRound)
  await book(people.petra, await session(formats.instant, "2027-03-11T10:00"), {
    booker: { name: "Dr. Quilla Zwirnstein", email: quilla.email },
  })
  const jonas = await book(people.jonas, await session(formats.instant, "2027-03-18T10:00"))
  await drainJobs()
  done(
    await substituteParticipant(
      { bookingId: handed.bookingId, participant: { ...colleague, familyName: "Kollegin", company: "Andere AG" } },
      by("participant", monday),
    ),
  )
  done(await substituteParticipant({ bookingId: jonas.bookingId, participant: quilla }, by("participant", monday)))
  await requestLinks({ email: quilla.email }, { now: monday })
  await requestLinks({ email: place.anke.email }, { now: monday })
  await drainJobs()
  personId = (await db.participant.findUniqueOrThrow({ where: { email: quilla.email } })).id
  done(await addNote({ requestId: randomUUID(), personId, text: "Quellwort: ruft lieber an." }, organizer))
  for (const { bookingId } of [first, request, other, kept])
    done(await releaseSeat({ bookingId }, by("participant", minutesAfter(monday, 1))))
  await drainJobs()
  // Who gives back owes; the handed over seat is the colleague's.
  done(
    await mergeParticipants(
      { keptId: personId, absorbedId: (await db.participant.findUniqueOrThrow({ where: { email: again.email } })).id },
      organizer,
    ),
  )
  const { revision } = (await findPerson(personId))!
  const { company, title, givenName, role, phone } = quilla
  const contact = {
    company,
    title,
    givenName,
    familyName: "Zwirnstein-Quedlin",
    role,
    phone,
    email: "q@zwirnwerk.example",
    locale: "de",
  } as const
  const mark = { mark: "bounced", reason: "550 5.1.1 unknown", source: "smtp", markedAt: monday } as const
  await db.mailAddress.create({ data: { address: quilla.email, ...mark } })
  done(await editParticipant({ personId, revision, reason: "asked", contact }, organizer))
  // A new address is not the one that mails came back from; later they come back from this one, too.
  expect(await db.mailAddress.count()).toBe(0)
  await db.mailAddress.create({ data: { address: contact.email, ...mark } })
  const statement = { payer: "ZWIRNSTEIN, DR QUILLA", remittance: "Quellwort", readAt: monday, bookedOn: monday }
  const credit = { ...statement, cents: 1, currency: "EUR", position: 0 }
  await db.bankCredit.create({ data: { ...credit, key: "a".repeat(64) } })
  await db.bankCredit.create({ data: { ...credit, key: "b".repeat(64), payer: "Dr. Jemand", remittance: "Beitrag" } })
  // Of a payment of theirs, and of one that is nobody's, as the bank writes the name.
  const { id: paymentId } = await db.payment.create({
    data: {
      ...{ bookingId: kept.bookingId, method: "card", state: "failed", grossCents: 1, currency: "EUR" },
      ...{ createdAt: monday, settledAt: monday },
    },
  })
  const settled = {
    kind: "unexpected",
    detail: {},
    createdAt: monday,
    resolvedAt: monday,
    resolution: "nothing",
  } as const
  await db.paymentException.createMany({
    data: [
      { ...settled, paymentId, note: "Quellwort: rief an" },
      { ...settled, note: "Kam von ZWIRNSTEIN, QUILLA" },
    ],
  })
  await db.subscription.create({ data: { email: quilla.email, locale: "de", confirmedAt: monday, toldUntil: monday } })
}

/** Every text of every table of the database that has one of the words in it. */
async function traces(): Promise<string[]> {
  const columns = await q(`
    SELECT format('%I.%I', table_schema, table_name) AS table, column_name AS column FROM information_schema.columns c
     WHERE table_schema IN ('public', 'graphile_worker') AND data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea')
       AND EXISTS (SELECT FROM information_schema.tables t WHERE t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE')`)
  expect(columns.length).toBeGreaterThan(60)
  const texts = (columns as { table: string; column: string }[]).map(
    ({ table, column }) =>
      `SELECT '${table}.${column}' AS place, "${column}"::text AS text FROM ${table} WHERE "${column}"::text ~* $1`,
  )
  const rows = await q(texts.join(" UNION ALL "), [words.join("|")])
  return rows.map(({ place, text }) => `${String(place)}: ${String(text).slice(0, 200)}`)
}

/** The law's share, and data that is somebody else's: the colleague works in the same house. */
const lawful =
  /^public\.(bookings\.(given_name|family_name|company_name): (Quilla|Zwirnstein)|(bookings|billing_profiles)\.company_name: Zwirnwerk Quedlin GmbH)$/
const colleagues = /paula[@ ]zwirnwerk[. ]example/

let lived: TestDatabase
beforeAll(async () => {
  await live()
  lived = await copyDatabase(ownDatabase())
})
beforeEach(() => renewOwnDatabase({ kept: lived }))
afterAll(() => lived.drop())

describe("an erased person", () => {
  it("cannot be while a seat is ahead", async () => {
    const { bookingId } = await place.book({ ...quilla, email: "q@zwirnwerk.example" }, place.januaryRound)
    expect(await erasePerson({ personId }, organizer)).toMatchObject({
      ok: false,
      reason: "seat_ahead",
      blocking: [{ sessionId: place.januaryRound.id, state: "confirmed" }, { state: "held" }],
    })
    done(await releaseSeat({ bookingId }, organizer))
    expect(await findErasure(db, personId, minutesAfter(monday, 31))).toMatchObject({ blocking: [] })
    expect(await findErasure(db, personId, at("2027-06-01T10:00"))).toMatchObject({ blocking: [] })
  })

  it("cannot be while money of theirs is not through, and the organizer is told what", async () => {
    const { id: paymentId } = await db.payment.findFirstOrThrow()
    await db.payment.update({ where: { id: paymentId }, data: { state: "paid" } })
    await db.refund.create({ data: { paymentId, grossCents: 1, occasion: "test", createdAt: monday } })
    const { reference } = await db.booking.findUniqueOrThrow({ where: { id: kept.bookingId } })
    const unsettled = [
      { bookingId: kept.bookingId, reference, backCents: 1, openCents: 0, unbilledCents: 0, underWay: false },
    ]
    const erase = () => erasePerson({ personId }, organizer)
    expect(await findErasure(db, personId, monday)).toMatchObject({ blocking: [{}], unsettled })
    await db.seat.updateMany({
      where: { state: "held" },
      data: { state: "released", releasedAt: monday, releaseReason: "expired" },
    })
    expect(await erase()).toMatchObject({ reason: "money_unsettled", unsettled })
    await db.refund.updateMany({ data: { state: "succeeded", settledAt: monday } })
    await db.payment.updateMany({ data: { state: "processing", settledAt: null } })
    expect(await erase()).toMatchObject({ unsettled: [{ underWay: true, disputed: false }] })
    await db.payment.updateMany({ data: { state: "failed", settledAt: monday } })
    await db.paymentException.updateMany({ where: { paymentId }, data: { resolvedAt: null, resolution: null } })
    expect(await erase()).toMatchObject({ unsettled: [{ underWay: false, disputed: true }] })
    await db.paymentException.updateMany({ data: { resolvedAt: monday, resolution: "nothing" } })
    await db.booking.update({ where: { id: kept.bookingId }, data: { vatUndecided: "unconfirmed" } })
    expect(await erase()).toMatchObject({ unsettled: [{ undecided: "unconfirmed", disputed: false }] })
    await db.booking.update({ where: { id: kept.bookingId }, data: { vatUndecided: null } })
    expect(await erase()).toEqual({ ok: true, kept: 1 })
  })

  it("is nowhere in the database but where the law wants them, and everything still works", async () => {
    const later = by("organizer", minutesAfter(monday, 60))
    expect((await traces()).length).toBeGreaterThan(40)
    const token = await manageToken(kept.bookingId, "participant")
    const plan = (await findErasure(db, personId, later.now))!
    expect(plan).toMatchObject({
      isTeam: false,
      notes: 3,
      kept: [{ id: kept.bookingId, priceNetCents: 29_000, until: "2035-12-31" }],
    })

    expect(await erasePerson({ personId }, later)).toEqual({ ok: true, kept: 1 })

    const left = (await traces()).filter((trace) => !colleagues.test(trace))
    expect(left.filter((trace) => !lawful.test(trace))).toEqual([])
    expect(left.length).toBe(4)
    expect(await db.booking.findUniqueOrThrow({ where: { id: kept.bookingId } })).toMatchObject({
      ...{ familyName: "Zwirnstein", priceNetCents: 29_000, phone: null },
      nameKeptUntil: new Date("2035-12-31"),
    })
    expect(await erasePerson({ personId }, later)).toMatchObject({ reason: "not_found" })
    expect(await findPerson(personId)).toBeNull()
    expect((await listPeople({ query: "Zwirnstein" })).people).toEqual([])
    expect(await holderOf(token)).toBeNull()
    // The journal can still be read, and nothing is sent to nobody.
    expect((await listMails({ limit: 200 })).mails.length).toBeGreaterThan(10)
    await drainJobs()
    await finishSessions({ now: at("2027-06-01T10:00") })
    await drainJobs()
    expect(
      await q("SELECT 1 FROM mails WHERE recipient LIKE '%@erased.invalid' AND state NOT IN ('kept', 'suppressed')"),
    ).toEqual([])
    expect(await whatIsBroken((sql) => ownDatabase().query(sql))).toEqual([])
    // Who comes again is somebody new.
    await place.book(quilla, await place.session(place.formats.instant, "2027-07-01T10:00"))
    expect((await listPeople({ query: "Zwirnstein" })).people).toHaveLength(1)
  })

  it("who only booked for others is taken off their bookings", async () => {
    const { id } = await db.booker.findUniqueOrThrow({ where: { email: place.anke.email } })
    done(await addNote({ requestId: randomUUID(), personId: id, text: "Über Anke" }, organizer))
    expect(await erasePerson({ personId: id }, organizer)).toEqual({ ok: true, kept: 0 })
    const rows = await q(
      "SELECT 1 FROM bookings WHERE booker_email = $1 UNION ALL SELECT 1 FROM mails WHERE params::text LIKE '%Anke%' OR recipient = $1",
      [place.anke.email],
    )
    expect(rows).toEqual([])
    expect(await db.personNote.count({ where: { bookerId: id } })).toBe(0)
  })
})

describe("twin: with one step less", () => {
  // A statement of the verb is swallowed by a trigger or rule, as if its step were not there.
  const ignore = (table: string, when: "UPDATE" | "DELETE") => before(when, table, "RETURN NULL")

  it.each([
    ["mails", "UPDATE"],
    ["bookings", "UPDATE"],
    ["substitutions", "UPDATE"],
    ["person_notes", "DELETE"],
    ["participants", "UPDATE"],
    ["bookers", "UPDATE"],
    ["mail_addresses", "DELETE"],
    ["bank_credits", "UPDATE"],
    ["payment_exceptions", "UPDATE"],
    ["subscriptions", "DELETE"],
  ] as const)("a trace is left in %s", async (table, when) => {
    await q(ignore(table, when))
    // Prisma notices that a row it wanted to change is not there; that a step was missing is then told at once.
    const outcome = await erasePerson({ personId }, by("organizer", minutesAfter(monday, 60))).catch(() => "noticed")
    const left = (await traces()).filter((trace) => !lawful.test(trace) && !colleagues.test(trace))
    expect(
      left.some((trace) => trace.startsWith(`public.${table}.`)),
      JSON.stringify(outcome),
    ).toBe(true)
  })
})

describe("what their account at the desk was told", () => {
  const toTheTeam = ["team_factor", "team_invitation", "organizer_release", "sign_in_code"]
  const tell = () =>
    db.mail.createMany({
      data: toTheTeam.map((kind) => ({
        ...{ kind, occasion: randomUUID(), recipient: "q@zwirnwerk.example", locale: "de" as const },
        ...{ params: { told: true }, messageId: randomUUID() },
      })),
    })
  const erasedAfterwards = async () => {
    done(await erasePerson({ personId }, by("organizer", minutesAfter(monday, 60))))
    const told = await db.mail.findMany({ where: { params: { equals: { told: true } } } })
    return told.map(({ recipient, state }) => `${recipient} ${state}`)
  }

  it("stays theirs", async () => {
    const before = await findErasure(db, personId, monday)
    await tell()
    expect(await findErasure(db, personId, monday)).toEqual(before)
    const { mails } = await getPersonData((await findPerson(personId))!, monday)
    expect(mails.filter(({ kind }) => toTheTeam.includes(kind))).toEqual([])
    expect(await erasedAfterwards()).toEqual(toTheTeam.map(() => "q@zwirnwerk.example queued"))
  })

  it("twin: goes with them where the team's mails are not told from a participant's", async () => {
    await tell()
    const kinds = vi.spyOn(teamKinds, "test").mockReturnValue(false)
    try {
      expect(await erasedAfterwards()).toEqual(
        toTheTeam.map(() => expect.stringMatching(/@erased.invalid suppressed$/) as string),
      )
    } finally {
      kinds.mockRestore()
    }
  })
})

describe("a person's data", () => {
  it("has all of theirs, with the notes, and nothing of others", async () => {
    const person = (await findPerson(personId))!
    const data = await getPersonData(person, monday)
    expect(data.person).toMatchObject({ givenName: "Quilla", email: "q@zwirnwerk.example" })
    expect(data.bookings.length).toBe(5)
    expect(data.bookedForOthers).toHaveLength(1)
    expect(data.handedOn).toMatchObject([
      { consent: { termsVersion: expect.any(String) as string }, seats: [{ releaseReason: "substituted" }] },
    ])
    expect(data.namedAsSubstitute).toHaveLength(1)
    expect(data.notes.map(({ text }) => text)).toEqual([
      ...["Quellwort: ruft lieber an.", "Quellwort: rief an", "Kam von ZWIRNSTEIN, QUILLA"],
    ])
    expect(data.subscriptions).toMatchObject([{ email: quilla.email, format: null }])
    expect(data.undeliverable).toMatchObject([{ address: "q@zwirnwerk.example", mark: "bounced" }])
    expect(data.mails.length).toBeGreaterThan(5)
    const json = JSON.stringify(data)
    for (const stranger of [people.petra, people.jonas])
      expect(json).not.toMatch(new RegExp(`${stranger.givenName}|${stranger.email}`))
    const { columns, rows } = personTable(data)
    const table = csv(columns, rows, "de")
    for (const word of ["Quellwort", "Zwirnwerk Quedlin GmbH", "'+49 30 7654321", "businessUseVersion"])
      expect(table).toContain(word)
  })
})

describe("what a page of the desk asks", () => {
  it("does not grow with its rows", async () => {
    const person = (await findPerson(personId))!
    const reads = () =>
      countQueries(async () => {
        await listPeople()
        await listPersonSeats(person)
        await findErasure(db, personId, monday)
        await getPersonData(person, monday)
      })
    const few = await reads()
    for (let i = 0; i < 12; i++)
      await place.book(
        { ...people.karin, email: `karin${i}@probe.example` },
        await place.session(place.formats.instant, `2027-05-${10 + i}T10:00`),
      )
    expect(await reads()).toBe(few)
  })
})
