import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import type { ParticipantInput } from "@/lib/bookings/schema"
import { queueMail } from "@/lib/notifications/queue-mail"
import { Visitor } from "../support/visitor"
import { done, world } from "../support/world"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { system } from "@/lib/activity"
import { localTimeOf } from "@/lib/time-zone"
import { holder, teamMember, type Who } from "./viewers"

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
      capacity: 100,
      minimum: 4,
    } as const
    const { sessionId, slug } = done(await createGroupSession({ requestId: randomUUID(), ...input }, { actor: system }))
    if (!draft) done(await publishGroupSession({ sessionId }, { actor: system }))
    return { id: sessionId, slug }
  }
  const [round, reviewed] = [await session(), await session({ formatId: w.formats.reviewed, days: 50 })]

  /** Somebody new in the session, or in another; only typed, if `held`. */
  async function book({ held = false, sessionId = round.id } = {}): Promise<Subject> {
    const person = { ...w.karin, email: `karin.probe.${randomUUID().slice(0, 8)}@probe-verpackungen.example` }
    const book = held ? w.hold : w.book
    const { bookingId, reference } = await book(person, { id: sessionId }, { booker: w.anke, now: new Date() })
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId } })
    return { bookingId, reference, seatId: seat.id, sessionId, person }
  }

  const karin = await book()
  const draft = await session({ draft: true })
  const held = await book({ held: true })
  const request = await book({ sessionId: reviewed.id })
  const mailId = await keptMail(karin)
  const personId = await personOf(karin)
  const petra = await w.book(w.petra, round, { now: new Date() })
  const otherPersonId = await personOf(petra)
  const visitors: Record<Who, Visitor> = {
    nobody: new Visitor(origin),
    participant: await holder(origin, karin.bookingId, "participant"),
    otherParticipant: await holder(origin, petra.bookingId, "participant"),
    booker: await holder(origin, karin.bookingId, "booker"),
    host: host.visitor,
    otherHost: otherHost.visitor,
    organizer: organizer.visitor,
    owner: owner.visitor,
  }
  return {
    origin,
    world: w,
    visitors,
    ids: { host: host.id, organizer: organizer.id, owner: owner.id },
    round,
    reviewed,
    draft,
    session,
    book,
    karin,
    held,
    request,
    mailId,
    personId,
    otherPersonId,
    personOf,
    petra,
  }
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
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const bound = { $ACTION_REF_1: "", "$ACTION_1:0": JSON.stringify({ id, bound: "$@1" }), "$ACTION_1:1": "[null]" }
  return visitor.post(page, { ...bound, ...fields }, headers)
}
