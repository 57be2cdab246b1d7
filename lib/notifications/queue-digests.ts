import { listCollisions } from "@/lib/bookings/find-collisions"
import { remarkOf } from "@/lib/bookings/rules-collisions"
import { now as presentTime } from "@/lib/clock"
import { db, transaction, type Tx } from "@/lib/db"
import { isAnswered } from "@/lib/sessions/rules-reminders"
import { getSettings } from "@/lib/sessions/settings"
import { addLocalDays, instantOf, localDayOf } from "@/lib/time-zone"
import type { Activity, Locale } from "@/prisma/generated/client"
import { appointmentOf, personOf, readSeat } from "./facts"
import { listReaders } from "./mail-team"
import { queueMail } from "./queue-mail"
import type { MailParams, RequestFacts } from "./schema"

const clock = "07:30"
/** So late it may come when nothing ran at 07:30; later it is no longer a morning's mail, and the next one tells it. */
const latestMs = 3 * 3_600_000
/** So far back a digest looks for what no digest before has told. */
const longestDays = 7

type Digest = Pick<
  MailParams<"organizer_digest">,
  "requests" | "withdrawn" | "booked" | "releases" | "notComing" | "full"
>

/**
 * Queues today's digest for those who have chosen it, from 07:30 on in the zone of the settings. It covers what was so
 * at 07:30 and not what came later, so a call that comes late says the same; one that comes again does nothing. It begins
 * where the reader's last one ended: a morning on which nothing ran is made up for. With nothing to tell there is none.
 */
export async function queueDigests(options: { now?: Date } = {}): Promise<void> {
  if ((await db.teamMember.count({ where: { requestMails: "digest", removedAt: null } })) === 0) return
  const { timeZone } = await getSettings()
  const now = options.now ?? presentTime()
  const day = localDayOf(now, timeZone)
  const until = instantOf(`${day}T${clock}`, timeZone)
  if (now < until || now.getTime() - until.getTime() > latestMs) return
  const occasion = occasionOf(day)
  await transaction(async (tx) => {
    for (const { email, name, locale } of await listReaders(tx, "digest")) {
      if (await tx.mail.count({ where: { occasion, kind: "organizer_digest", recipient: email } })) continue
      const digest = await collect(tx, locale, { from: await beginning(tx, email, { day, until, timeZone }), until })
      if (Object.values(digest).every((items) => items.length === 0)) continue
      const params = { to: name, day: until.toISOString(), timeZone, ...digest }
      await queueMail(tx, { kind: "organizer_digest", occasion, recipient: email, locale, params })
    }
  }, options)
}

type Span = { from: Date; until: Date }
type Morning = { day: string; until: Date; timeZone: string }

/** Where the last digest of this reader ended; who has had none lately hears of one day. */
async function beginning(tx: Tx, recipient: string, { day, until, timeZone }: Morning): Promise<Date> {
  const earliest = localDayOf(addLocalDays(until, -longestDays, timeZone), timeZone)
  const last = await tx.mail.findFirst({
    where: { kind: "organizer_digest", recipient, occasion: { gte: occasionOf(earliest), lt: occasionOf(day) } },
    orderBy: { occasion: "desc" },
    select: { occasion: true },
  })
  if (!last) return addLocalDays(until, -1, timeZone)
  return instantOf(`${last.occasion.slice(occasionOf("").length)}T${clock}`, timeZone)
}

const occasionOf = (day: string) => `digest:${day}`

async function collect(tx: Tx, locale: Locale, span: Span): Promise<Digest> {
  return {
    requests: await openRequests(tx, locale, span),
    withdrawn: await withdrawn(tx, locale, span),
    booked: await booked(tx, locale, span),
    releases: await releases(tx, locale, span),
    notComing: await notComing(tx, locale, span),
    full: await filled(tx, locale, span),
  }
}

const inSession = { groupSession: { include: { format: true } } } as const

/** Nobody has decided yet, and there is time to. */
async function openRequests(tx: Tx, locale: Locale, { until }: Span): Promise<RequestFacts[]> {
  const seats = await tx.seat.findMany({
    where: { state: "requested", decision: null, requestedAt: { lt: until } },
    include: { booking: true, ...inSession },
  })
  const substitutions = await tx.substitution.findMany({
    where: { state: "requested", decision: null, createdAt: { lt: until } },
    include: { seat: { include: inSession } },
  })
  const closed = [...seats, ...substitutions.map(({ seat }) => seat)]
    .filter(({ groupSession }) => groupSession.format.round === "closed")
    .map(({ groupSessionId }) => groupSessionId)
  const collisions = await listCollisions([...new Set(closed)], tx)
  const requests: RequestFacts[] = []
  for (const { id, booking, groupSession, decideAt, replacesSeatId } of seats)
    requests.push({
      ...{ seatId: id, person: personOf(booking), appointment: appointmentOf(groupSession, locale) },
      decideAt: (decideAt ?? until).toISOString(),
      change: replacesSeatId ? "rebooking" : "new",
      remark: remarkOf(id, collisions),
    })
  for (const asked of substitutions)
    requests.push({
      ...{ seatId: asked.seatId, person: personOf(asked), appointment: appointmentOf(asked.seat.groupSession, locale) },
      decideAt: asked.decideAt.toISOString(),
      change: "substitution",
      remark: remarkOf(asked.id, collisions),
    })
  return requests.sort((a, b) => (a.decideAt < b.decideAt ? -1 : 1))
}

/** Seats that nobody had to decide about: booked in an instant format, or moved there. */
async function booked(tx: Tx, locale: Locale, span: Span): Promise<Digest["booked"]> {
  const [confirmed, moved] = [
    await listActivities(tx, "seat.confirmed", span),
    await listActivities(tx, "seat.rebooked", span),
  ]
  const atOnce = confirmed.filter(({ detail }) => (detail as { before?: string }).before === "held")
  return seatsOf(tx, locale, [...atOnce, ...moved.filter(({ actorKind }) => actorKind !== "system")])
}

/** Requests that were taken back before anybody had decided. */
async function withdrawn(tx: Tx, locale: Locale, span: Span): Promise<Digest["withdrawn"]> {
  const gone = (await listActivities(tx, "seat.released", span)).filter(({ detail }) => {
    const { reason, before } = detail as { reason?: string; before?: string }
    return before === "requested" && (reason === "cancelled" || reason === "withdrawn")
  })
  const ids = gone.flatMap(({ seatId }) => seatId ?? [])
  const undecided = await tx.seat.findMany({ where: { id: { in: ids }, decision: null }, select: { id: true } })
  const told = new Set(undecided.map(({ id }) => id))
  return seatsOf(
    tx,
    locale,
    gone.filter(({ seatId }) => seatId && told.has(seatId)),
  )
}

async function releases(tx: Tx, locale: Locale, span: Span): Promise<Digest["releases"]> {
  const given = await listActivities(tx, "seat.released", span)
  const told = given.filter(({ detail }) => {
    const { reason, before } = detail as { reason?: string; before?: string }
    return reason === "cancelled" && before === "confirmed"
  })
  return seatsOf(tx, locale, told)
}

/** Who has said that they do not come, and has given nothing back since; each once. */
async function notComing(tx: Tx, locale: Locale, span: Span): Promise<Digest["notComing"]> {
  const said = (await listActivities(tx, "attendance.answered", span)).filter(
    ({ detail, actorKind }) => (detail as { after?: string }).after === "not_coming" && actorKind !== "organizer",
  )
  const bySeat = new Map(said.map((activity) => [activity.seatId ?? "", activity]))
  const stand = await tx.seat.findMany({
    where: { id: { in: [...bySeat.keys()] }, state: "confirmed", answer: { answer: "not_coming" } },
    select: { id: true, answer: { select: { answeredAt: true } }, groupSession: { select: { movedAt: true } } },
  })
  // Said of the date as it is now.
  const told = stand.filter(({ answer, groupSession }) => answer && isAnswered(answer, groupSession.movedAt))
  return seatsOf(
    tx,
    locale,
    told.flatMap(({ id }) => bySeat.get(id) ?? []),
  )
}

async function seatsOf(tx: Tx, locale: Locale, told: Activity[]): Promise<Digest["releases"]> {
  const items: Digest["releases"] = []
  for (const activity of told) {
    const { booking, session } = await readSeat(tx, activity)
    items.push({ person: personOf(booking), sessionId: session.id, appointment: appointmentOf(session, locale) })
  }
  return items
}

/** Full then and still full now, each once. */
async function filled(tx: Tx, locale: Locale, span: Span): Promise<Digest["full"]> {
  const ids = (await listActivities(tx, "session.filled", span)).flatMap(({ sessionId }) => sessionId ?? [])
  const sessions = await tx.groupSession.findMany({
    where: { id: { in: ids }, status: { in: ["published", "guaranteed"] } },
    include: { format: true },
    orderBy: { startsAt: "asc" },
  })
  return sessions
    .filter(({ seatsTaken, capacity }) => seatsTaken === capacity)
    .map((session) => ({ sessionId: session.id, appointment: appointmentOf(session, locale) }))
}

const listActivities = (tx: Tx, kind: string, { from, until }: Span) =>
  tx.activity.findMany({ where: { kind, at: { gte: from, lt: until } }, orderBy: { at: "asc" } })
