import { randomUUID } from "node:crypto"
import { type Actor, system } from "@/lib/activity"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { planChange } from "@/lib/bookings/plan-change"
import type { SessionChange } from "@/lib/bookings/schema"
import { recordAttendance } from "@/lib/bookings/record-attendance"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { env } from "@/lib/env"
import { addNote } from "@/lib/people/add-note"
import { addTeamMember } from "@/lib/people/add-team-member"
import { changeRole } from "@/lib/people/change-role"
import { ensureOwner } from "@/lib/people/ensure-owner"
import { deriveCode } from "@/lib/secrets"
import { createFormat } from "@/lib/sessions/create-format"
import { editFormat } from "@/lib/sessions/edit-format"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { createSeries } from "@/lib/sessions/create-series"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { usualReminders } from "@/lib/sessions/rules-reminders"
import { daysOf } from "@/lib/sessions/rules-series"
import { saveReminders } from "@/lib/sessions/save-reminders"
import { formatEdit, type FormatInput } from "@/lib/sessions/schema"
import { saveSettings } from "@/lib/sessions/settings"
import { instantOf } from "@/lib/time-zone"
import { joinWaitlist } from "@/lib/waitlist/join-waitlist"
import { pinEntry } from "@/lib/waitlist/pin-entry"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { Temporal } from "temporal-polyfill"
import { demoAsked } from "./demo/asked"
import { demoFormats } from "./demo/formats"
import { demoBooker, demoNotes, demoPerson, demoPersonAgain } from "./demo/people"
import { must } from "./demo/must"
import { type DemoSession, demoPlan, demoSeries } from "./demo/plan"
import { askedStart, seedAnswers } from "./demo/seed-asked"
import { demoBilling, seedMoney } from "./demo/seed-money"
import { seedMailing } from "./demo/seed-mailing"
import { seedPayments } from "./demo/seed-payments"
import { seedQuestion } from "./demo/seed-question"
import { seedRound } from "./demo/seed-round"
import { seedTable } from "./demo/seed-table"
import { seedVouchers } from "./demo/seed-vouchers"
import { seedWishes } from "./demo/seed-wishes"
import { demoSettings } from "./demo/settings"
import { demoTeam } from "./demo/team"

const zone = "Europe/Berlin"
const day = 24 * 3_600_000
const by = (now: Date) => ({ actor: system, now })

/**
 * Prepares a database: the first owner, and for the demo a believable house. Everything goes through the verbs, so
 * that the demo cannot show what the product would refuse. Running it again changes nothing.
 * @param now the day of the seed; only tests pass it
 */
export async function seed(now = new Date()): Promise<void> {
  if (env().ORGANIZER_EMAIL)
    await ensureOwner(env().ORGANIZER_EMAIL as string, env().DEMO ? demoSettings.organizer.name : undefined)
  if (!env().DEMO || (await db.format.count()) > 0) return

  await saveSettings(demoSettings, by(now))
  const formats = new Map<string, FormatInput & { id: string }>()
  for (const format of demoFormats) {
    const id = await createFormat({ ...format, meetingUrl: meetingUrlOf(format) })
    formats.set(format.slug, { ...format, id })
    // Nobody reads today of what would have been due before the house was there.
    if (format.kind === "group")
      await db.formatReminders.create({ data: { formatId: id, ...usualReminders, setAt: now } })
  }
  await seedTeam(now)
  let person = 0
  for (const planned of demoPlan) {
    const format = formats.get(planned.format)
    if (format) person = await seedSession(planned, format, person, now)
  }
  const thin = formats.get("ki-vertiefung")
  if (thin) await seedQuestion(thin.id, await organizer(), now)
  const asked = formats.get(demoAsked.session.format)
  if (asked) await seedAsked(asked, now)
  const group = formats.get(demoSeries.format)
  if (group) await seedSeries(group, now)
  await seedMoney(formats, now)
  await seedPayments(await organizer(), now)
  await seedWishes(formats, now)
  await seedNotes(now)
  if (group) await seedMailing(group.id, await organizer(), now)
  const closed = formats.get("geschlossene-runde")
  if (closed) {
    await seedTable(closed, now)
    await seedRound(closed, now)
  }
  if (thin) await seedVouchers(thin.id, await organizer(), now)
  await changeText(formats.get("ki-vertiefung"))
  // These people were never here: their mails would fill the mailbox before the first visitor comes. What is planned is
  // carried out by the clock.
  await db.$executeRaw`SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs
    WHERE task_identifier IN ('react', 'carry-out-change', 'send-mail')`
}

/** Who runs the house; the app itself where nobody does yet. */
async function organizer(): Promise<Actor> {
  const owner = await db.teamMember.findFirst({ where: { role: "owner", removedAt: null }, select: { id: true } })
  return owner ? { kind: "organizer", id: owner.id } : system
}

/** The team came one after the other; who has joined has signed in at some time. */
async function seedTeam(now: Date) {
  const actor = await organizer()
  for (const { joinedWeeksAgo, ...member } of demoTeam) {
    const at = new Date(now.getTime() - ((joinedWeeksAgo ?? 0) * 7 + 1) * day)
    const { teamMemberId } = must(await addTeamMember({ ...member, role: "host" }, { actor, now: at }))
    if (joinedWeeksAgo !== null) {
      const joinedAt = new Date(at.getTime() + 3_600_000)
      await db.teamMember.update({ where: { id: teamMemberId }, data: { joinedAt, requestMails: "none" } })
    }
    must(await changeRole({ teamMemberId, role: member.role }, { actor, now: new Date(at.getTime() + day / 2) }))
  }
}

/** A format has been changed since people booked it, so that its versions can be seen. */
async function changeText(format: (FormatInput & { id: string }) | undefined): Promise<void> {
  if (!format) return
  const { updatedAt: revision } = await db.format.findUniqueOrThrow({ where: { id: format.id } })
  const texts = structuredClone(format.texts)
  texts.de.forWhom = `${texts.de.forWhom} Auch für eines, das schon einmal gestoppt wurde.`
  texts.en.forWhom = `${texts.en.forWhom} Also one that has been stopped before.`
  const edit = formatEdit.parse({ ...format, texts })
  must(await editFormat({ formatId: format.id, revision, edit }, { actor: await organizer() }))
}

const meetingUrlOf = ({ kind, place, slug }: FormatInput) =>
  kind === "group" && place === "online" ? `https://meet.runde.example/${slug}` : null

async function seedSession(planned: DemoSession, format: FormatInput & { id: string }, person: number, now: Date) {
  const localStart = startOf(planned, now)
  const startsAt = instantOf(localStart, zone)
  // A session of the past was planned before it took place; the people of one to come booked in the last days.
  const past = startsAt < now
  const at = past ? new Date(startsAt.getTime() - 36 * day) : new Date(now.getTime() - 6 * day)
  const { sessionId } = must(
    await createGroupSession(
      {
        requestId: randomUUID(),
        formatId: format.id,
        language: planned.language,
        localStart,
        timeZone: zone,
        placeText: planned.placeText ?? null,
        capacity: planned.capacity ?? format.capacity,
        minimum: format.minimum,
        hostId: null,
      },
      by(at),
    ),
  )
  if (planned.state === "draft") return person
  must(await publishGroupSession({ sessionId }, by(at)))

  if (planned.again) await book(sessionId, planned, "again", new Date(at.getTime() + day))
  if (past) return seedPast(planned, { sessionId, startsAt }, person)
  for (let i = 0; i < planned.confirmed; i++)
    await book(sessionId, planned, person++, new Date(at.getTime() + i * 3_600_000))
  await carryOutDecisions({ now: new Date(at.getTime() + 5 * day) })
  for (let i = 0; i < (planned.requested ?? 0); i++) await book(sessionId, planned, person++, now)
  for (let i = 0; i < (planned.held ?? 0); i++) await hold(sessionId, planned, person++, now)
  if (planned.waiting) person = await seedWaiting(planned, { sessionId, formatId: format.id }, person, now)

  if (planned.state === "guaranteed")
    must(await guaranteeGroupSession({ sessionId }, by(new Date(at.getTime() + 5 * day))))
  if (planned.movingTo) await planMove(sessionId, localStart.replace(/T.*/, `T${planned.movingTo}`), now)
  if (planned.state === "cancelled") {
    const message = "Ich bin an diesem Tag verhindert und biete Ihnen gern einen anderen Termin an."
    const changeId = await planFor(sessionId, { kind: "cancel" }, message, now)
    must(await carryOutChange({ changeId }, { actor: await organizer(), now }))
  }
  return person
}

/** Who waits, since some days; the second of them was put in front. @returns the next person's number */
async function seedWaiting(
  planned: DemoSession,
  { sessionId, formatId }: { sessionId: string; formatId: string },
  person: number,
  now: Date,
): Promise<number> {
  const entries: string[] = []
  for (let i = 0; i < planned.waiting!; i++) {
    const at = new Date(now.getTime() - (planned.waiting! - i) * 7 * 3_600_000)
    const wished = i === 2 ? [{ weekday: planned.weekday, from: "09:00", until: "12:00" }] : []
    const input = {
      ...whoBooks(planned, person++),
      sessionIds: wished.length ? [] : [sessionId],
      formatId,
      wishes: wished,
    }
    const { entryId, bookingId } = must(await joinWaitlist(input, { now: at }))
    const proof = { code: deriveCode("booking", bookingId, 1) }
    must(await verifyEntry({ entryId, proof }, { now: new Date(at.getTime() + 120_000) }))
    entries.push(entryId)
  }
  const kept = await db.seat.findFirst({
    where: {
      state: "confirmed",
      groupSession: {
        formatId,
        id: { not: sessionId },
        status: { in: ["published", "guaranteed"] },
        startsAt: { gt: now },
      },
      participant: {
        seats: { none: { groupSessionId: sessionId } },
        bookings: { none: { waitlistEntries: { some: { id: { in: entries } } } } },
      },
    },
    orderBy: { createdAt: "asc" },
  })
  const participant = { kind: "participant" } as const
  if (kept) must(await waitForSession({ bookingId: kept.bookingId, sessionId }, { actor: participant, now }))
  if (planned.offered) {
    const seat = { groupSessionId: sessionId, state: "confirmed" } as const
    const { bookingId } = await db.seat.findFirstOrThrow({ where: seat, orderBy: { createdAt: "asc" } })
    must(await releaseSeat({ bookingId }, { actor: participant, now }))
  } else must(await pinEntry({ entryId: entries[1]!, pinned: true }, { actor: await organizer(), now }))
  return person
}

/** The next working day: full, and not everybody has said whether they come. */
async function seedAsked(format: FormatInput & { id: string }, now: Date) {
  const { session, rules, people } = demoAsked
  const [localStart, at] = [askedStart(now), new Date(now.getTime() - 21 * day)]
  must(await saveReminders({ formatId: format.id, rules }, by(at)))
  const date = { formatId: format.id, language: session.language, localStart, timeZone: zone }
  const size = { placeText: session.placeText, capacity: session.capacity, minimum: format.minimum, hostId: null }
  const { sessionId } = must(await createGroupSession({ requestId: randomUUID(), ...date, ...size }, by(at)))
  must(await publishGroupSession({ sessionId }, by(at)))
  const bookings: string[] = []
  for (const [index, { person, phone }] of people.entries())
    bookings.push(await book(sessionId, session, person, new Date(at.getTime() + index * 3_600_000), phone))
  must(await guaranteeGroupSession({ sessionId }, by(new Date(at.getTime() + day))))
  await seedAnswers(localStart, bookings, now)
}

/** Dates further ahead, prepared as one series and not published yet. */
async function seedSeries(format: FormatInput & { id: string }, now: Date) {
  const from = startOf(demoSeries, now).slice(0, 10)
  const rule = { kind: "weekly", every: 2, from, count: 4 } as const
  must(
    await createSeries(
      {
        ...{ requestId: randomUUID(), formatId: format.id, language: demoSeries.language, timeZone: zone, rule },
        ...{ placeText: null, hostId: null, capacity: format.capacity, minimum: format.minimum, publish: false },
        ...{ days: daysOf(rule).days, localTime: demoSeries.time },
      },
      by(now),
    ),
  )
}

async function planMove(sessionId: string, localStart: string, now: Date) {
  const message = "Mein Zug kommt an diesem Morgen später an. Ich hoffe, die halbe Stunde passt Ihnen auch."
  await planFor(sessionId, { kind: "move", localStart, timeZone: zone }, message, now)
}

/** A change that waits. @returns its id */
async function planFor(sessionId: string, change: SessionChange, message: string, now: Date): Promise<string> {
  const { revision } = await db.groupSession.findUniqueOrThrow({ where: { id: sessionId } })
  must(await planChange({ sessionId, revision, change, message, confirmed: true }, { actor: await organizer(), now }))
  return (await db.plannedChange.findFirstOrThrow({ where: { groupSessionId: sessionId } })).id
}

// So many days before the start people book: most early, some late.
const leads = [35, 33, 29, 26, 20, 15, 9, 4]

/** What happened around a session that is over, in the order in which it happened. @returns the next person's number */
async function seedPast(
  planned: DemoSession,
  { sessionId, startsAt }: { sessionId: string; startsAt: Date },
  person: number,
): Promise<number> {
  const { givenBack = [], handedOver, attendance } = planned
  const before = (days: number) => new Date(startsAt.getTime() - days * day)
  const bookings: string[] = []
  const come = async (at: Date) => {
    bookings.push(await book(sessionId, planned, person++, at))
    await carryOutDecisions({ now: new Date(at.getTime() + 120_000) })
  }
  const events = leads.slice(0, planned.confirmed).map((days) => ({ at: before(days), happen: come }))
  for (const [index, { daysBefore, refilledAfterHours }] of givenBack.entries()) {
    const release = async (at: Date) =>
      void must(await releaseSeat({ bookingId: bookings[index]! }, { actor: { kind: "participant" }, now: at }))
    events.push({ at: before(daysBefore), happen: release })
    if (refilledAfterHours) events.push({ at: before(daysBefore - refilledAfterHours / 24), happen: come })
  }
  if (handedOver) events.push({ at: before(3), happen: (at) => sendColleague(bookings.at(-1)!, at) })
  for (const { at, happen } of events.sort((a, b) => +a.at - +b.at)) await happen(at)
  await finishSessions({ now: new Date(startsAt.getTime() + day / 2) })
  if (attendance) await tickOff(sessionId, attendance, new Date(startsAt.getTime() + day / 2))
  return person
}

async function sendColleague(bookingId: string, now: Date): Promise<void> {
  const { email, companyName: company } = await db.booking.findUniqueOrThrow({ where: { id: bookingId } })
  // Each a person of their own: nobody is to be taken for a duplicate.
  const givenName = ["Vera", "Konrad", "Sibel"][await db.participant.count({ where: { familyName: "Vertretung" } })]!
  const participant = {
    ...{ givenName, familyName: "Vertretung", company, role: "department_head" as const },
    email: email.replace(/^[^@]+/, `${givenName.toLowerCase()}.vertretung`),
  }
  must(await substituteParticipant({ bookingId, participant }, { actor: { kind: "participant" }, now }))
}

async function tickOff(
  sessionId: string,
  { absent = 0, excused = 0 }: { absent?: number; excused?: number },
  now: Date,
) {
  const seats = await db.seat.findMany({
    where: { groupSessionId: sessionId, state: "confirmed" },
    orderBy: { createdAt: "asc" },
  })
  for (const [index, { id }] of seats.entries()) {
    const status = index < absent ? "absent" : index < absent + excused ? "excused" : "attended"
    must(await recordAttendance({ sessionId, seatIds: [id], attendance: status }, by(now)))
  }
}

async function seedNotes(now: Date) {
  const actor = await organizer()
  for (const [person, text] of demoNotes) {
    const { id } = await db.participant.findUniqueOrThrow({ where: { email: demoPerson(person).email } })
    const at = new Date(now.getTime() - (person + 1) * day)
    must(await addNote({ requestId: randomUUID(), personId: id, text }, { actor, now: at }))
  }
}

async function book(
  sessionId: string,
  planned: DemoSession,
  person: number | "again",
  now: Date,
  phone?: string,
): Promise<string> {
  const { bookingId } = await hold(sessionId, planned, person, now, phone)
  must(await verifyBooking({ bookingId, proof: { code: deriveCode("booking", bookingId, 1) } }, by(now)))
  return bookingId
}

const hold = async (sessionId: string, planned: DemoSession, person: number | "again", now: Date, phone?: string) =>
  must(await holdSeat({ ...whoBooks(planned, person, phone), sessionId, billing: demoBilling }, now))

const whoBooks = ({ language }: DemoSession, person: number | "again", phone?: string) => ({
  requestId: randomUUID(),
  participant: person === "again" ? demoPersonAgain : { ...demoPerson(person), phone },
  booker: person === "again" ? undefined : demoBooker(person),
  locale: language,
  businessUseVersion: demoSettings.legal.version,
  termsVersion: demoSettings.legal.version,
})

/** The wall clock of a planned session; nobody meets between the years. */
function startOf({ weeks, weekday, time }: DemoSession, now: Date): string {
  const today = Temporal.PlainDate.from(now.toISOString().slice(0, 10))
  let date = today.add({ days: weekday - today.dayOfWeek + weeks * 7 })
  while (isBetweenTheYears(date)) date = date.add({ weeks: weeks < 0 ? -2 : 2 })
  return `${date.toString()}T${time}`
}

const isBetweenTheYears = ({ month, day }: Temporal.PlainDate) => (month === 12 && day > 19) || (month === 1 && day < 7)
