import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { enterRoom } from "@/lib/round/enter-room"
import { pledgeVersion } from "@/lib/round/pledge-text"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { by, done, minutesAfter } from "../support/world"
import { closedWorld, of } from "./closed-world"

export const meetingUrl = "https://meet.example/geheimraum-4711"

export const states = ["confirmed", "held", "requested", "released", "substituted"] as const
export const pledges = ["none", "old", "pledged"] as const
export const times = ["early", "open", "over"] as const
export const roles = ["participant", "assistant", "stranger"] as const
export type Cell = {
  state: (typeof states)[number]
  pledge: (typeof pledges)[number]
  time: (typeof times)[number]
  role: (typeof roles)[number]
}

/**
 * A session of a closed round with its address and somebody in each state, everybody with an assistant. The last one has
 * handed the seat over to a colleague; `former` is whose pledges the cells are about.
 */
export async function doors() {
  const w = await closedWorld()
  const round = w.closedRound
  done(
    await saveMeetingLink(
      { sessionId: round.id, shown: null, url: meetingUrl, confirmed: true },
      by("organizer", w.now),
    ),
  )
  const asks = async (name: string, house: string) => {
    const domain = `${house}.example`
    const booker = { name: "Anke Vorzimmer", email: `anke@${domain}` }
    return { person: of(name, `${house} GmbH`, domain), options: { booker } }
  }
  const book = async (name: string, house: string) => {
    const { person, options } = await asks(name, house)
    return w.book(person, round, options)
  }
  const confirmed = await book("Clara", "cembalobau")
  const released = await book("Rita", "rohrwerke")
  const substituted = await book("Susi", "sonnenwerke")
  const due = await w.answerAll()
  const former = Object.fromEntries(
    (await db.booking.findMany({ select: { id: true, participantId: true } })).map((b) => [b.id, b.participantId]),
  )
  done(await releaseSeat({ bookingId: released.bookingId }, by("participant", due)))
  const colleague = { ...of("Sven", "sonnenwerke GmbH", "sonnenwerke.example") }
  done(
    await substituteParticipant(
      { bookingId: substituted.bookingId, participant: colleague },
      by("participant", minutesAfter(due, 1)),
    ),
  )
  const requested = await book("Roland", "reifenhaus")
  const { person, options } = await asks("Hanna", "holzbau")
  const held = await w.hold(person, round, options)
  const bookings = { confirmed, held, requested, released, substituted }

  const startsAt = round.startsAt
  const clock = {
    early: minutesAfter(startsAt, -16),
    open: minutesAfter(startsAt, -15),
    over: minutesAfter(startsAt, 90),
  }

  /** The person of each booking, in the end who had it before, has promised this and nothing else. */
  async function promise(pledge: Cell["pledge"]) {
    await db.confidentialityPledge.deleteMany({})
    const versions = { none: [], old: ["2020-01"], pledged: ["2020-01", pledgeVersion] }[pledge]
    for (const { bookingId } of Object.values(bookings)) {
      const participantId =
        former[bookingId] ??
        (await db.booking.findUniqueOrThrow({ where: { id: bookingId }, select: { participantId: true } }))
          .participantId
      if (!participantId) continue
      const given = { bookingId, participantId, textHash: "0", locale: "de", pledgedAt: due } as const
      await db.confidentialityPledge.createMany({ data: versions.map((version) => ({ ...given, version })) })
    }
  }

  /** Who of these stands before the door; a stranger has a link that is none, as the one who gave the seat away has. */
  async function enter({ state, role, time }: Omit<Cell, "pledge">) {
    const { bookingId } = bookings[state]
    const row = await db.booking.findUniqueOrThrow({ where: { id: bookingId } })
    const generation = { participant: row.participantGeneration, assistant: row.bookerGeneration, stranger: 99 }[role]
    const kind = role === "assistant" ? "booker" : "participant"
    return enterRoom({ bookingId }, { actor: { kind, generation }, now: clock[time] })
  }

  return { ...w, round, bookings, clock, due, promise, enter }
}

export const cells: Cell[] = pledges.flatMap((pledge) =>
  states.flatMap((state) => times.flatMap((time) => roles.map((role) => ({ state, pledge, time, role })))),
)
