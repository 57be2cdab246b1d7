import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { changeRetention } from "@/lib/bookings/change-retention"
import { eraseDuePeople } from "@/lib/bookings/erase-due-people"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { forgetUnconfirmed } from "@/lib/bookings/forget-unconfirmed"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { countDue } from "@/lib/bookings/queries-retention"
import { db } from "@/lib/db"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { forgetMails } from "@/lib/notifications/forget-mails"
import { recordTransfer } from "@/lib/payments/record-transfer"
import { erasePerson } from "@/lib/people/erase-person"
import { forgetSignIns } from "@/lib/people/forget-sign-ins"
import { mergeParticipants } from "@/lib/people/merge-participants"
import { defaultSettings, getSettings, saveSettings } from "@/lib/sessions/settings"
import { seller } from "../invoices/cases"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { sayingOtherwise, withoutLock } from "../support/statements"
import { lockIn, pause, replaced } from "../support/twin"
import { at, by, done, minutesAfter, monday, people, world } from "../support/world"

const { retention, timeZone } = defaultSettings
const system = (now: Date) => by("system", now)
const later = at("2030-06-03T03:30")
const q = (sql: string, values?: unknown[]) => ownDatabase().query<Record<string, unknown>>(sql, values)
const idOf = async (email: string) => (await db.participant.findUniqueOrThrow({ where: { email } })).id
const names = async () =>
  (await db.participant.findMany({ where: { erasedAt: null }, orderBy: { givenName: "asc" } })).map(
    (row) => row.givenName,
  )
/** By transfer, and an invoice about it. */
async function payAndBill({ bookingId }: { bookingId: string }): Promise<void> {
  const transfer = { requestId: randomUUID(), bookingId, grossCents: 34_510, receivedOn: "2026-12-07" }
  done(await recordTransfer(transfer, by("organizer", monday)))
  await saveSettings(seller, by("organizer", monday))
  done(await issueInvoice({ bookingId }, by("organizer", monday)))
}
const erasures = () => db.activity.count({ where: { kind: "person.erased" } })

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let place: Awaited<ReturnType<typeof world>>

beforeEach(async () => {
  await renewOwnDatabase()
  place = await world()
})

describe("three years after the last date", () => {
  beforeEach(async () => {
    const { book, petra, karin, thomas, jonas, januaryRound, pricedRound, formats, session } = place
    await book(petra, januaryRound, { booker: place.anke })
    const paid = await book(karin, pricedRound)
    await book(thomas, januaryRound)
    await book(jonas, januaryRound)
    // Thomas came again, and Jonas will.
    const again = await session(formats.instant, "2028-03-09T10:00", { now: at("2028-01-10T09:00") })
    await book(thomas, again, { now: at("2028-01-11T09:00") })
    const ahead = await session(formats.instant, "2030-07-04T10:00", { now: at("2030-06-01T09:00") })
    await book(jonas, ahead, { now: at("2030-06-02T09:00") })
    await drainJobs()
    await payAndBill(paid)
    await finishSessions({ now: at("2030-06-02T10:00") })
  })

  it("whose money is not through is not due, and has to be asked about", async () => {
    const { session, formats, book, paula } = place
    const priced = await session(formats.priced, "2027-02-04T10:00")
    const { reference } = await book(paula, priced)
    await drainJobs()
    await finishSessions({ now: at("2030-06-02T10:00") })
    expect(await countDue(retention, timeZone, later)).toMatchObject({ people: 3 })
    const erase = async () => erasePerson({ personId: await idOf(paula.email) }, system(later))
    const unsettled = { reference, openCents: 34_510, unbilledCents: 34_510, backCents: 0 }
    expect(await erase()).toMatchObject({ reason: "money_unsettled", unsettled: [unsettled] })
    // What was billed and never paid can no longer be claimed one day.
    done(
      await issueInvoice(
        { bookingId: (await db.booking.findUniqueOrThrow({ where: { reference } })).id },
        system(later),
      ),
    )
    expect(await erase()).toMatchObject({ unsettled: [{ openCents: 34_510, unbilledCents: 0 }] })
    const lapsed = system(at("2031-01-02T10:00"))
    expect(await erasePerson({ personId: await idOf(paula.email) }, lapsed)).toMatchObject({ ok: true, kept: 1 })
  })

  it("whoever has not been there since is erased, and nobody else", async () => {
    expect(await names()).toEqual(["Jonas", "Karin", "Petra", "Thomas"])
    expect(await countDue(retention, timeZone, later)).toMatchObject({ people: 3 })
    expect(await eraseDuePeople(system(later))).toBe(3)
    expect(await names()).toEqual(["Jonas", "Thomas"])
    // The assistant who booked goes with the dates she booked.
    expect(await db.booker.count({ where: { erasedAt: null } })).toBe(0)
    expect(await erasures()).toBe(3)
    expect(await whatIsBroken(ownDatabase().query)).toEqual([])
  })

  it("the name on a booking with a price stays for the law, and goes on the day after", async () => {
    await eraseDuePeople(system(later))
    const kept = await db.booking.findFirstOrThrow({ where: { nameKeptUntil: { not: null } } })
    expect([kept.familyName, kept.nameKeptUntil]).toEqual(["Probe", new Date("2035-12-31")])
    await forgetUnconfirmed(system(at("2035-12-31T23:59")))
    expect((await db.booking.findUniqueOrThrow({ where: { id: kept.id } })).familyName).toBe("Probe")
    expect(await countDue(retention, timeZone, at("2035-12-31T23:59"))).toMatchObject({ names: 0 })
    expect(await countDue(retention, timeZone, at("2036-01-01T00:01"))).toMatchObject({ names: 1 })
    await forgetUnconfirmed(system(at("2036-01-01T00:01")))
    expect(await db.booking.findUniqueOrThrow({ where: { id: kept.id } })).toMatchObject({
      ...{ givenName: "N.", familyName: "N.", companyName: "–", nameKeptUntil: null },
      ...{ priceNetCents: kept.priceNetCents, reference: kept.reference },
    })
    expect(await whatIsBroken(ownDatabase().query)).toEqual([])
  })

  it("twin: without the question for the last day a name would go too early", async () => {
    await eraseDuePeople(system(later))
    await q(replaced("forget_kept_names", "name_kept_until < p_day", "name_kept_until IS NOT NULL"))
    await forgetUnconfirmed(system(later))
    expect(await db.booking.count({ where: { familyName: "Probe" } })).toBe(0)
  })

  it("twin: without the question for dates since, whoever came again would be erased", async () => {
    await q(replaced("people_to_erase", "g.ends_at >= p_before", "false"))
    expect(await countDue(retention, timeZone, later)).toMatchObject({ people: 5 })
    await eraseDuePeople(system(later))
    // Who has a seat ahead is still refused by the erasure itself.
    expect(await names()).toEqual(["Jonas"])
  })

  it("a shorter period counts from the same dates, a longer one leaves everybody", async () => {
    const due = async (personMonths: number) => (await countDue({ ...retention, personMonths }, timeZone, later)).people
    expect([await due(120), await due(36), await due(24)]).toEqual([0, 3, 4])
  })

  it("to the day, where the house stands", async () => {
    const due = async (now: string) => (await countDue(retention, timeZone, at(now))).people
    // Petra's date ended on 14.01.2027 at 11:30.
    expect([await due("2030-01-14T11:30"), await due("2030-01-14T11:31")]).toEqual([0, 2])
  })

  it("is not changed to erase people before their number is agreed to", async () => {
    const shorter = { ...retention, personMonths: 24 }
    const change = (agreed: number) => changeRetention({ retention: shorter, agreed }, by("organizer", later))
    expect(await change(0)).toEqual({ ok: false, reason: "erases_people", people: 4 })
    expect(await change(3)).toMatchObject({ people: 4 })
    expect((await getSettings()).retention).toEqual(retention)
    expect(await change(4)).toEqual({ ok: true })
    expect((await getSettings()).retention).toEqual(shorter)
  })

  it("twin: a period that is saved without that question erases one more", async () => {
    await saveSettings({ retention: { ...retention, personMonths: 24 } }, by("organizer", later))
    expect(await eraseDuePeople(system(later))).toBe(4)
  })

  /** Asked for twice at the same moment, while each takes a moment to write. */
  const eraseAtOnce = async () => {
    await q(pause("UPDATE", "participants", 50))
    const erased = await Promise.all([eraseDuePeople(system(later)), eraseDuePeople(system(later))])
    return { erased: erased[0] + erased[1], logged: await erasures() }
  }

  it("erased once, however often it is asked", async () => {
    expect(await eraseAtOnce()).toEqual({ erased: 3, logged: 3 })
    expect(await eraseDuePeople(system(later))).toBe(0)
  })

  it("twin: erased twice without the locks", async () => {
    await q(lockIn("lock_people", "lock_bookings"))
    await q(replaced("lock_queue", "pg_advisory_xact_lock(hashtext('waitlist'))", "NULL::void"))
    expect((await sayingOtherwise([withoutLock("bookers")], eraseAtOnce)).logged).toBeGreaterThan(3)
  })
})

it("what was noted about money goes after as long a time, whoever it names, and how it was settled stays", async () => {
  const noted = {
    kind: "unexpected",
    detail: {},
    createdAt: monday,
    note: "Rief an: Herr Unbekannt",
    resolution: "nothing",
  } as const
  await db.paymentException.createMany({
    data: [monday, minutesAfter(later, -60)].map((resolvedAt) => ({ ...noted, resolvedAt })),
  })
  await forgetUnconfirmed(system(later))
  const left = await db.paymentException.findMany({ orderBy: { resolvedAt: "asc" } })
  expect(left.map(({ note, resolution }) => [note, resolution])).toEqual([
    [null, "nothing"],
    [noted.note, "nothing"],
  ])
})

describe("nobody is due", () => {
  it("who was merged with somebody who came again, whichever of the two", async () => {
    const { book, petra, formats, session, januaryRound } = place
    const private_ = { ...petra, email: "petra@privat.example" }
    await book(petra, januaryRound)
    const again = await session(formats.instant, "2029-03-08T10:00", { now: at("2029-01-10T09:00") })
    await book(private_, again, { now: at("2029-01-11T09:00") })
    const [keptId, absorbedId] = [await idOf(petra.email), await idOf(private_.email)]
    expect(await countDue(retention, timeZone, later)).toMatchObject({ people: 1 })
    done(await mergeParticipants({ keptId, absorbedId }, by("organizer", at("2029-06-01T09:00"))))
    expect(await countDue(retention, timeZone, later)).toMatchObject({ people: 0 })
  })

  it("whom an assistant is who books for others, and who is in the list since yesterday", async () => {
    const { book, petra, karin, formats, session, januaryRound } = place
    await book(petra, januaryRound)
    const again = await session(formats.instant, "2029-03-08T10:00", { now: at("2029-01-10T09:00") })
    const booker = { name: "Petra Muster", email: petra.email }
    await book(karin, again, { booker, now: at("2029-01-11T09:00") })
    await db.participant.create({
      data: {
        ...{
          email: "neu@import.example",
          givenName: "Nina",
          familyName: "Neu",
          companyName: "Neu GmbH",
          role: "other",
        },
        ...{ locale: "de", createdAt: minutesAfter(later, -60) },
      },
    })
    expect(await countDue(retention, timeZone, later)).toMatchObject({ people: 0 })
    expect(await eraseDuePeople(system(later))).toBe(0)
  })
})

describe("what was never confirmed", () => {
  const month = at("2027-01-08T03:30")

  it("is forgotten after a month: whom it named, the mail with the code, the hash of the request", async () => {
    const { hold, book, petra, karin, januaryRound, anke } = place
    const typed = await hold(petra, januaryRound, { booker: anke })
    const { bookingId } = await book(karin, januaryRound)
    await drainJobs()
    await lapseHolds({ now: minutesAfter(monday, 60) })
    expect(await countDue(retention, timeZone, minutesAfter(monday, 60))).toMatchObject({ unconfirmed: 0 })
    expect(await countDue(retention, timeZone, month)).toMatchObject({ unconfirmed: 1 })
    await forgetUnconfirmed(system(month))
    const texts = await q(
      `SELECT t::text AS row FROM bookings t UNION ALL SELECT t::text FROM mails t UNION ALL SELECT t::text FROM activities t`,
    )
    expect(texts.filter(({ row }) => /petra|muster-anlagen|anke/i.test(String(row)))).toEqual([])
    expect(
      await db.request.findFirst({ where: { result: { path: ["bookingId"], equals: typed.bookingId } } }),
    ).toMatchObject({
      payloadHash: "erased",
    })
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).familyName).toBe("Probe")
    expect(await db.activity.findFirst({ where: { kind: "people.forgotten" } })).toMatchObject({
      detail: { count: 1, bookings: 1, substitutes: 0, names: 0, notes: 0 },
    })
    expect(await whatIsBroken(ownDatabase().query)).toEqual([])
    // Nothing more to do, nothing more to log.
    await forgetUnconfirmed(system(month))
    expect(await db.activity.count({ where: { kind: "people.forgotten" } })).toBe(1)
  })

  it("twin: without the question whether it was confirmed, bookings would be forgotten", async () => {
    const { book, petra, januaryRound } = place
    const { bookingId } = await book(petra, januaryRound)
    await q("UPDATE seats SET state = 'released', released_at = now(), release_reason = 'cancelled'")
    await forgetUnconfirmed(system(month))
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).familyName).toBe("Muster")
    await q(replaced("bookings_to_forget", "b.verified_at IS NULL AND ", ""))
    await forgetUnconfirmed(system(month))
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).familyName).toBe("N.")
  })

  it("substitutes who did not come are forgotten as well, and those who are still asked for are not", async () => {
    const { book, petra, jonas, januaryRound, februaryRound, thomas, karin } = place
    const first = await book(petra, januaryRound)
    const second = await book(jonas, februaryRound)
    for (const [{ bookingId }, named, closedAt] of [
      [first, thomas, monday],
      [second, karin, null],
    ] as const) {
      const seat = await db.seat.findFirstOrThrow({ where: { bookingId } })
      const { company: companyName, ...person } = named
      await db.substitution.create({
        data: {
          ...person,
          companyName,
          bookingId,
          seatId: seat.id,
          decideAt: monday,
          closedAt,
          state: closedAt ? "declined" : "requested",
        },
      })
    }
    await forgetUnconfirmed(system(month))
    const left = await db.substitution.findMany({ orderBy: { familyName: "desc" } })
    expect(left.map(({ familyName }) => familyName)).toEqual(["Probe", "N."])
  })
})

describe("mails", () => {
  it("go after a year; business letters after six, what is still to be sent never", async () => {
    const { book, petra, karin, januaryRound, pricedRound } = place
    await book(petra, januaryRound)
    const { bookingId } = await book(karin, pricedRound)
    await drainJobs()
    await q("UPDATE mails SET created_at = $1", [monday])
    const [queued] = await q(
      `INSERT INTO mails (kind, occasion, recipient, locale, params, message_id, created_at)
      VALUES ('links', $1, 'x@y.example', 'de', '{}', '<x@y>', '2026-12-07') RETURNING id`,
      [randomUUID()],
    )
    const all = await db.mail.count()
    const letters = await db.mail.count({ where: { bookingId } })
    expect([await forgetMails({ now: at("2027-12-06T03:30") }), letters > 0]).toEqual([0, true])
    expect((await countDue(retention, timeZone, at("2027-12-08T03:30"))).mails).toBe(all - letters - 1)
    expect(await forgetMails({ now: at("2027-12-08T03:30") })).toBe(all - letters - 1)
    expect(await forgetMails({ now: at("2032-12-31T23:30") })).toBe(0)
    expect(await forgetMails({ now: at("2033-01-01T00:30") })).toBe(letters)
    expect(await q("SELECT id FROM mails")).toEqual([queued])
  })

  it("twin: without the exception the letters would go with the others", async () => {
    const { book, karin, pricedRound } = place
    await book(karin, pricedRound)
    await drainJobs()
    await q("UPDATE mails SET created_at = $1", [monday])
    await q(replaced("mails_to_forget", "b.price_net_cents IS NOT NULL", "false"))
    await forgetMails({ now: at("2027-12-08T03:30") })
    expect(await db.mail.count()).toBe(0)
  })
})

describe("sign-ins of the team", () => {
  it("go some time after they have ended, with the codes on the way to them", async () => {
    const member = await db.teamMember.create({ data: { email: "olga@runde.example", name: "Olga", role: "owner" } })
    const signIn = (expiresAt: string, revokedAt?: string) =>
      db.authSession.create({
        data: {
          ...{ teamMemberId: member.id, createdAt: at("2026-01-01T09:00"), expiresAt: at(expiresAt) },
          revokedAt: revokedAt ? at(revokedAt) : null,
        },
      })
    const current = await signIn("2027-06-01T09:00")
    await signIn("2026-08-01T09:00")
    await signIn("2027-06-01T09:00", "2026-08-01T09:00")
    const ended = await signIn("2027-06-01T09:00", "2026-12-01T09:00")
    for (const createdAt of [monday, at("2026-12-04T09:00")])
      await db.signInChallenge.create({ data: { browserHash: "x", expiresAt: minutesAfter(createdAt, 10), createdAt } })
    await forgetSignIns(at("2026-09-08T09:00"), monday)
    const left = await db.authSession.findMany({ select: { id: true } })
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set([current.id, ended.id]))
    expect(await db.signInChallenge.count()).toBe(1)
  })
})

it("erasing by hand and by itself come to the same", async () => {
  const { book, petra, januaryRound } = place
  const { bookingId } = await book(petra, januaryRound)
  await finishSessions({ now: at("2027-01-15T09:00") })
  const personId = await idOf(people.petra.email)
  const rows = async () =>
    q("SELECT family_name, email LIKE '%@erased.invalid' AS gone FROM bookings WHERE id = $1", [bookingId])
  await eraseDuePeople(system(later))
  expect(await rows()).toEqual([{ family_name: "N.", gone: true }])
  expect(await erasePerson({ personId }, by("organizer", later))).toEqual({ ok: false, reason: "not_found" })
})
