import { db } from "@/lib/db"
import type { NumberName } from "@/lib/numbers/definitions"
import type { Reading } from "@/lib/numbers/rules"

// The same numbers by other means: the log is read from its first line to its last, in plain code. Of the tables it
// knows what the log does not say: when a session is and how big, and which person a seat belongs to.

type Entry = { kind: string; at: Date; seat: string; session: string; detail: Record<string, string | null> }
type Chair = {
  session: string
  askedAt?: Date
  confirmedAt?: Date
  handed?: boolean
  left?: { at: Date; why: string }
  attendance?: string | null
}
type Session = { id: string; startsAt: Date; endsAt: Date; capacity: number; hostId: string | null; slug: string }

export async function numbersFromTheLog(
  scope: { from: Date; until: Date; format?: string; hostId?: string },
  now: Date,
): Promise<Record<NumberName, Reading>> {
  const entries = await db.$queryRaw<Entry[]>`
    SELECT kind, at, seat_id AS seat, group_session_id AS session, detail FROM activities ORDER BY at`
  const sessions = await db.$queryRaw<Session[]>`
    SELECT s.id, s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.capacity, s.host_id AS "hostId", f.slug
      FROM group_sessions s JOIN formats f ON f.id = s.format_id`
  const people = new Map((await db.seat.findMany()).map(({ id, participantId }) => [id, participantId]))

  const told = (kind: string) => new Set(entries.filter((entry) => entry.kind === kind).map(({ session }) => session))
  const [published, cancelled] = [told("session.published"), told("session.cancelled")]
  const chairs = replay(entries)
  const own = sessions.filter(({ hostId }) => !scope.hostId || hostId === scope.hostId)
  const over = own.filter(({ id, endsAt }) => published.has(id) && endsAt <= now)
  const chosen = over.filter(
    ({ startsAt, slug }) =>
      startsAt >= scope.from && startsAt < scope.until && (!scope.format || slug === scope.format),
  )
  const held = chosen.filter(({ id }) => !cancelled.has(id))
  const startOf = new Map(held.map(({ id, startsAt }) => [id, startsAt]))

  const inHeld = [...chairs].filter(([, { session, confirmedAt }]) => startOf.has(session) && confirmedAt)
  const all = inHeld.map(([, chair]) => chair)
  const stayed = all.filter(({ left }) => !left)
  const why = (...reasons: string[]) => all.filter(({ left }) => left && reasons.includes(left.why))
  const late = why("cancelled").filter(({ session, left }) => hoursBetween(left!.at, startOf.get(session)!) < 48)
  const known = stayed.filter(({ attendance }) => attendance)
  const gaps = held.flatMap(({ id }) => gapsIn(all.filter(({ session }) => session === id)))
  const refilled = gaps.filter((hours) => hours !== null)
  const booked = stayed.filter(({ handed }) => !handed)

  const sat = [...chairs].filter(([, { confirmedAt, left, attendance }]) => {
    return confirmedAt && !left && attendance !== "absent" && attendance !== "excused"
  })
  const counted = new Set(
    own.filter(({ endsAt, startsAt }) => endsAt <= now && startsAt < scope.until).map(({ id }) => id),
  )
  const guests = new Set(sat.filter(([, { session }]) => startOf.has(session)).map(([seat]) => people.get(seat)))
  const visits = (person: unknown) =>
    new Set(
      sat
        .filter(([seat, { session }]) => people.get(seat) === person && counted.has(session))
        .map(([, c]) => c.session),
    ).size

  const share = (part: unknown[], whole: unknown[]) => ({ part: part.length, whole: whole.length, median: null })
  const median = (values: number[]) => ({ part: 0, whole: values.length, median: middleOf(values) })
  return {
    fill: { part: stayed.length, whole: held.reduce((sum, { capacity }) => sum + capacity, 0), median: null },
    attendance: share(
      known.filter(({ attendance }) => attendance === "attended"),
      known,
    ),
    noShow: share(
      known.filter(({ attendance }) => attendance === "absent"),
      known,
    ),
    lateCancellation: share(late, [...stayed, ...why("cancelled")]),
    refill: share(refilled, gaps),
    refillHours: median(refilled),
    rescue: share(why("rebooked", "substituted"), why("rebooked", "substituted", "cancelled")),
    held: share(held, chosen),
    leadTime: median(booked.map(({ session, askedAt }) => hoursBetween(askedAt!, startOf.get(session)!) / 24)),
    returning: share(
      [...guests].filter((person) => visits(person) > 1),
      [...guests],
    ),
  }
}

/** What became of every seat, entry by entry. */
function replay(entries: Entry[]): Map<string, Chair> {
  const chairs = new Map<string, Chair>()
  for (const { kind, at, seat, session, detail } of entries) {
    const leave = (id: string | null | undefined, reason: string) => {
      const chair = id ? chairs.get(id) : undefined
      if (chair) Object.assign(chair, { left: { at, why: reason }, attendance: null })
    }
    const chair = chairs.get(seat) ?? { session }
    switch (kind) {
      case "seat.requested":
        chairs.set(seat, { ...chair, askedAt: at })
        // A request that moved on; a confirmed seat stays until the answer.
        if (detail.before === "requested") leave(detail.fromSeatId, "rebooked")
        leave(detail.withdrawnSeatId, "rebooked")
        break
      case "seat.confirmed":
      case "seat.added":
        chairs.set(seat, { ...chair, askedAt: chair.askedAt ?? at, confirmedAt: at })
        break
      case "seat.rebooked":
        chairs.set(seat, { ...chair, askedAt: chair.askedAt ?? at, confirmedAt: at })
        leave(detail.fromSeatId, "rebooked")
        leave(detail.withdrawnSeatId, "rebooked")
        break
      case "seat.substituted":
        chairs.set(
          seat,
          detail.before === "confirmed"
            ? { ...chair, askedAt: at, confirmedAt: at, handed: true }
            : { ...chair, askedAt: at },
        )
        leave(detail.fromSeatId, "substituted")
        break
      case "seat.released":
        leave(seat, detail.reason!)
        leave(detail.withdrawnSeatId, "withdrawn")
        break
      case "attendance.recorded":
        chair.attendance = detail.after
        break
      case "session.moved":
        for (const each of chairs.values()) if (each.session === session) each.attendance = null
    }
  }
  return chairs
}

/** For each chair that was left, in the order of leaving: after how many hours somebody took it, null for nobody. */
function gapsIn(chairs: Chair[]): (number | null)[] {
  const free = ({ left, confirmedAt }: Chair) =>
    confirmedAt && left && ["cancelled", "rebooked", "organizer"].includes(left.why)
  const turns = [
    ...chairs.filter(free).map(({ left }) => ({ at: left!.at, leaves: true })),
    ...chairs.filter(({ handed }) => !handed).map(({ confirmedAt }) => ({ at: confirmedAt!, leaves: false })),
  ].sort((a, b) => +a.at - +b.at || Number(b.leaves) - Number(a.leaves))
  const gaps: (number | null)[] = []
  const waiting: { at: Date; index: number }[] = []
  for (const { at, leaves } of turns) {
    if (leaves) waiting.push({ at, index: gaps.push(null) - 1 })
    else {
      const first = waiting.shift()
      if (first) gaps[first.index] = hoursBetween(first.at, at)
    }
  }
  return gaps
}

const hoursBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 3_600_000

function middleOf(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return sorted.length ? (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2 : null
}
