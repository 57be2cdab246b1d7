import { randomUUID } from "node:crypto"
import { db, transaction } from "@/lib/db"
import { holdToken, manageToken, verifyToken } from "@/lib/bookings/policy"
import { findApprovalLink } from "@/lib/bookings/queries-approval"
import { shareApproval } from "@/lib/bookings/share-approval"
import { issueInvoice } from "@/lib/invoices/issue-invoice"
import { invoiceToken } from "@/lib/invoices/policy"
import { settleBooking } from "@/lib/payments/settle-booking"
import { getSettings, saveSettings } from "@/lib/sessions/settings"
import { mailboxOf } from "@/lib/notifications/queries-feeds"
import { renewFeed } from "@/lib/notifications/renew-feed"
import { issueViewToken } from "@/lib/secrets"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import type { ParticipantInput } from "@/lib/people/schema"
import { queueMail } from "@/lib/notifications/queue-mail"
import { subscriptionToken } from "@/lib/subscriptions/token"
import { keepUpload } from "@/lib/transfer/keep-upload"
import { type Attached, Visitor } from "../support/visitor"
import { done, world } from "../support/world"
import { deriveCode } from "@/lib/secrets"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { join } from "../waitlist/world"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { createSeries } from "@/lib/sessions/create-series"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { system } from "@/lib/activity"
import { localTimeOf } from "@/lib/time-zone"
import { someInvoice } from "./some-invoice"
import { holder, signedIn, teamMember, type Who } from "./viewers"

/** A booking that the assistant Anke made for somebody, in the session that one of the hosts leads. */
export type Subject = {
  bookingId: string
  reference: string
  seatId: string
  sessionId: string
  person: ParticipantInput
}

export type Cast = Awaited<ReturnType<typeof gather>>

/** Everybody, around one booking of Karin's made by her assistant, in a session where Petra sits too. */
export async function gather(origin: string) {
  const w = await world({ now: new Date() })
  const host = await teamMember(origin, "host", "Hanna Gastgeberin")
  const otherHost = await teamMember(origin, "host", "Holger Nebenan")
  const organizer = await teamMember(origin, "organizer", "Olga Planung")
  const owner = await teamMember(origin, "owner", "Erika Beispiel")
  const incomplete = await teamMember(origin, "owner", "Ina Halbwegs")

  const session = async (fields: Partial<{ hostId: string; formatId: string; draft: boolean; days: number }> = {}) => {
    const { hostId = host.id, formatId = w.formats.instant, draft = false, days = 40 } = fields
    const localStart = localTimeOf(new Date(Date.now() + days * 86_400_000), "Europe/Berlin")
    const input = {
      formatId,
      hostId,
      localStart,
      language: "de",
      timeZone: "Europe/Berlin",
      placeText: null,
      capacity: 500,
      minimum: 4,
    } as const
    const { sessionId, slug } = done(await createGroupSession({ requestId: randomUUID(), ...input }, { actor: system }))
    if (!draft) done(await publishGroupSession({ sessionId }, { actor: system }))
    return { id: sessionId, slug }
  }
  /** Two dates of one series, by date. */
  const series = async (): Promise<string[]> => {
    const rule = { kind: "weekly", every: 1, from: "2031-03-27", count: 2 } as const
    const shared = { formatId: w.formats.instant, hostId: host.id, language: "de", placeText: null } as const
    const fields = { timeZone: "Europe/Berlin", localTime: "10:00", capacity: 8, minimum: 4, publish: true }
    const days = ["2031-03-27", "2031-04-03"]
    const made = await createSeries({ requestId: randomUUID(), ...shared, ...fields, rule, days }, { actor: system })
    const sessions = await db.groupSession.findMany({
      where: { seriesId: done(made).seriesId },
      orderBy: { startsAt: "asc" },
    })
    return sessions.map(({ id }) => id)
  }
  const [inSeries] = await series()
  const [round, reviewed] = [await session(), await session({ formatId: w.formats.reviewed, days: 50 })]

  const closed = await session({
    formatId: await w.format("closed", { admission: "reviewed", round: "closed" }),
    days: 55,
  })
  /** A company nobody has heard of before. */
  const company = async () => {
    const group = await db.companyGroup.create({ data: { name: "Eigen GmbH" } })
    const data = { groupId: group.id, name: "Eigen GmbH" }
    return { companyId: (await db.company.create({ data })).id, groupId: group.id }
  }

  /** Somebody new in the session, or in another; only typed, if `held`. */
  async function book({ held = false, sessionId = round.id } = {}): Promise<Subject> {
    const person = { ...w.karin, email: `karin.probe.${randomUUID().slice(0, 8)}@probe-verpackungen.example` }
    const book = held ? w.hold : w.book
    const { bookingId, reference } = await book(person, { id: sessionId }, { booker: w.anke, now: new Date() })
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId } })
    return { bookingId, reference, seatId: seat.id, sessionId, person }
  }

  /** Somebody new whom the assistant put on the waiting list; offered a seat at once, since one is free. Only typed, if `held`. */
  async function wait({ held = false, sessionId = round.id } = {}) {
    const person = { ...w.karin, email: `karin.wartet.${randomUUID().slice(0, 8)}@probe-verpackungen.example` }
    const typed = await join(person, [{ id: sessionId }], { booker: w.anke, now: new Date() })
    const proof = { code: deriveCode("booking", typed.bookingId, 1) }
    if (!held) done(await verifyEntry({ entryId: typed.entryId, proof }))
    return { ...typed, sessionId, person }
  }

  const karin = await book()
  const draft = await session({ draft: true })
  const held = await book({ held: true })
  const waits = await wait()
  const typedEntry = await wait({ held: true })
  const request = await book({ sessionId: reviewed.id })
  const asking = await book()
  const elsewhere = { requestId: randomUUID(), bookingId: asking.bookingId, sessionId: reviewed.id }
  done(await rebookSeat(elsewhere, { actor: { kind: "participant" } }))
  const mailId = await keptMail(karin)
  const objecting = await book()
  await db.objection.create({ data: { seatId: objecting.seatId, objectedAt: new Date() } })
  const upload = async (kind: "people" | "sessions") => {
    const file = { kind, fileName: "list.csv", bytes: Buffer.from("E-Mail\nx") }
    return done(await keepUpload({ ...file, teamMemberId: owner.id })).uploadId
  }
  const personId = await personOf(karin)
  const priced = await session({ formatId: w.formats.priced, days: 60 })
  const billed = await bill(await w.book(w.jonas, priced, { now: new Date() }))
  /** Somebody who has asked for news of new dates and not confirmed yet. */
  const subscribe = async () => {
    const email = `neugierig.${randomUUID().slice(0, 8)}@erlenbach.example`
    const { id } = await db.subscription.create({ data: { email, locale: "de" } })
    return { id, email, token: subscriptionToken(id) }
  }
  const petra = await w.book(w.petra, round, { now: new Date() })
  const otherPersonId = await personOf(petra)
  const visitors: Record<Who, Visitor> = {
    nobody: new Visitor(origin),
    participant: await holder(origin, karin.bookingId, "participant", asking.bookingId, waits.bookingId),
    otherParticipant: await holder(origin, petra.bookingId, "participant"),
    booker: await holder(origin, karin.bookingId, "booker", asking.bookingId, waits.bookingId),
    host: host.visitor,
    otherHost: otherHost.visitor,
    organizer: organizer.visitor,
    owner: owner.visitor,
    incomplete: await signedIn(origin, incomplete.id, true),
  }
  done(await shareApproval({ bookingId: karin.bookingId, open: true }, { actor: { kind: "booker" } }))
  await renewFeed((await mailboxOf({ bookingId: petra.bookingId, role: "participant", generation: 1 }))!, {
    actor: system,
  })
  const feed = await db.calendarFeed.findFirstOrThrow({ where: { participant: { email: w.petra.email } } })
  const tokens = {
    approval: (await findApprovalLink({ bookingId: karin.bookingId, role: "booker", generation: 1 }))!.token,
    feed: issueViewToken("feed", feed.id, feed.generation),
    invoices: invoiceToken({ bookingId: billed.bookingId, generation: 1 }),
    manageBilled: await manageToken(billed.bookingId, "participant"),
    hold: await holdToken(held.bookingId, "booker"),
    verify: await verifyToken(held.bookingId, "booker"),
    manage: await manageToken(karin.bookingId, "participant"),
    waits: await manageToken(waits.bookingId, "participant"),
    holdEntry: await holdToken(typedEntry.bookingId, "booker"),
    verifyEntry: await verifyToken(typedEntry.bookingId, "booker"),
  }
  return {
    origin,
    uploads: { people: await upload("people"), sessions: await upload("sessions") },
    world: w,
    formatSlug: (await db.format.findUniqueOrThrow({ where: { id: w.formats.instant } })).slug,
    visitors,
    ids: { host: host.id, organizer: organizer.id, owner: owner.id, incomplete: incomplete.id },
    round,
    reviewed,
    closed,
    company,
    companyId: (await company()).companyId,
    draft,
    session,
    series,
    inSeries,
    book,
    wait,
    karin,
    /** Somebody else's, in a session that costs something: an invoice is issued. */
    billed,
    bill,
    priced,
    held,
    /** Has asked for another session. */
    asking,
    /** Has an offer. */
    waits,
    typedEntry,
    request,
    /** Of somebody who does not want to sit with their round. */
    objectionSeatId: objecting.seatId,
    invoiceId: await someInvoice(await book()),
    tokens,
    mailId,
    personId,
    subscribe,
    subscription: await subscribe(),
    otherPersonId,
    personOf,
    petra,
  }
}

/** Issues the invoice of a booking, of which only that is known here. */
async function bill(booking: { bookingId: string; reference: string }) {
  const { company, invoicing, datev: before } = await getSettings()
  const seller = { ...invoicing, taxNumber: "12/345/67890", iban: "DE02120300000000202051" }
  const accounts = { debtor: "10000", rounding: "2709" }
  const datev = { ...before, consultant: 1001, client: 1, chart: "SKR03" as const, accounts }
  await saveSettings({ company, invoicing: seller, datev }, { actor: system })
  const now = new Date()
  await transaction((tx) => settleBooking(tx, { ...booking, now }))
  const { documents } = done(await issueInvoice(booking, { actor: system }))
  return { ...booking, number: documents[0]!.reference }
}

/** Who sits there, as the desk knows them. */
const personOf = async ({ bookingId }: Pick<Subject, "bookingId">): Promise<string> =>
  (await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).participantId!

/** The mail with Karin's code, in the journal. */
async function keptMail({ bookingId, sessionId, person }: Subject): Promise<string> {
  const [startsAt, endsAt] = ["2027-01-14T09:00:00.000Z", "2027-01-14T10:30:00.000Z"]
  const appointment = {
    startsAt,
    endsAt,
    timeZone: "Europe/Berlin",
    format: "Runde",
    lengthMinutes: 90,
    place: "online",
    placeText: null,
  } as const
  const params = { bookingId, role: "participant", codeGeneration: 1, heldUntil: startsAt, appointment } as const
  const mail = {
    kind: "code",
    occasion: bookingId,
    recipient: person.email,
    locale: "de",
    bookingId,
    sessionId,
    params,
  } as const
  return (await db.$transaction((tx) => queueMail(tx, mail))) ?? ""
}

/** Sends an action's form as a browser without scripts does, on the page it stands on. */
export async function callAction(
  visitor: Visitor,
  id: string,
  page: string,
  fields: Record<string, string | Attached>,
  headers: Record<string, string> = {},
) {
  const bound = { $ACTION_REF_1: "", "$ACTION_1:0": JSON.stringify({ id, bound: "$@1" }), "$ACTION_1:1": "[null]" }
  return visitor.post(page, { ...bound, ...fields }, headers)
}
