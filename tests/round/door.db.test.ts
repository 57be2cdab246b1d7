import { beforeAll, describe, expect, it, vi } from "vitest"
import { findMeetingAddress } from "@/lib/bookings/queries-promise"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { enterRoom } from "@/lib/round/enter-room"
import { givePledge } from "@/lib/round/give-pledge"
import { pledgeHash, pledgeVersion } from "@/lib/round/pledge-text"
import { findDoor, listEntries } from "@/lib/round/queries-door"
import type * as rules from "@/lib/round/rules-door"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { changeNow, moveTo } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { generationsStay, lockIn, replaced } from "../support/twin"
import { by, done, logOf, minutesAfter } from "../support/world"
import { of } from "./closed-world"
import { type Cell, cells, doors, meetingUrl } from "./doors"

/** The rule of the door can be taken away, and with it everything that decides before the database. */
const rule = vi.hoisted(() => ({ gone: false }))
vi.mock("@/lib/round/rules-door", async (original) => {
  const real = await original<typeof rules>()
  const doorOf: typeof rules.doorOf = (...given) => (rule.gone ? "open" : real.doorOf(...given))
  return { ...real, doorOf }
})

function expected({ state, pledge, time, role }: Cell): string {
  if (role === "stranger") return "not_found"
  if (role === "assistant" || !["confirmed", "substituted"].includes(state)) return "not_for_you"
  if (time === "over") return "over"
  if (state === "substituted" || pledge !== "pledged") return "pledge_needed"
  return time === "early" ? "too_early" : meetingUrl
}

/** What everybody gets who stands there. */
async function knock({ promise, enter }: Awaited<ReturnType<typeof doors>>, asked: Cell[] = cells) {
  const answers: { cell: string; answer: string }[] = []
  let promised: Cell["pledge"] | undefined
  for (const cell of asked) {
    if (cell.pledge !== promised) await promise((promised = cell.pledge))
    const said = await enter(cell)
    answers.push({ cell: Object.values(cell).join(" "), answer: said.ok ? said.meetingUrl : said.reason })
  }
  return answers
}

describe("the door of a closed round", () => {
  let d: Awaited<ReturnType<typeof doors>>
  beforeAll(async () => {
    d = await doors()
  })

  it("says to everybody what they may know", async () => {
    const wanted = cells.map((cell) => ({ cell: Object.values(cell).join(" "), answer: expected(cell) }))
    expect(wanted.filter(({ answer }) => answer === meetingUrl)).toHaveLength(1)
    expect(await knock(d)).toEqual(wanted)
  })

  it("has kept one entry, of the one who got in, and no address", async () => {
    const { bookingId } = d.bookings.confirmed
    await d.promise("pledged")
    await d.enter({ state: "confirmed", role: "participant", time: "open" })
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId, state: "confirmed" } })
    expect(await listEntries(d.round.id)).toEqual({ [seat.id]: d.clock.open })
    expect((await logOf({ bookingId })).filter(({ kind }) => kind === "room.entered")).toEqual([
      { kind: "room.entered", detail: {} },
    ])
    // It proposes and records nothing.
    expect(seat.attendance).toBeNull()
  })

  it("is the only way: the page of the booking and its state never have the address", async () => {
    const { bookingId } = d.bookings.confirmed
    expect(await findMeetingAddress(bookingId, d.clock.open)).toBeNull()
    const view = await findDoor({ bookingId, role: "participant" }, d.clock.open)
    expect(view).toMatchObject({ door: "open", opensAt: d.clock.open })
    expect(JSON.stringify(view)).not.toContain("meet.example")
  })

  it("leads to an address that was changed in the last minute, and waits where it was taken away", async () => {
    const other = "https://meet.example/other-0815"
    const change = (shown: string | null, url: string | null, now: Date) =>
      saveMeetingLink({ sessionId: d.round.id, shown, url, confirmed: true }, by("organizer", now))
    const open = { state: "confirmed", role: "participant", time: "open" } as const
    done(await change(meetingUrl, other, d.clock.open))
    expect(await d.enter(open)).toEqual({ ok: true, meetingUrl: other })
    done(await change(other, null, d.clock.open))
    expect(await d.enter(open)).toEqual({ ok: false, reason: "waiting" })
    done(await change(null, meetingUrl, d.clock.open))
  })

  it("counts from where the session was moved to in the last minute", async () => {
    const { bookingId } = d.bookings.confirmed
    await d.promise("pledged")
    done(await changeNow(d.round, moveTo("2027-01-28T09:30"), by("organizer", d.clock.early)))
    const enter = (now: Date) => enterRoom({ bookingId }, by("participant", now))
    expect(await enter(d.clock.open)).toEqual({ ok: false, reason: "too_early" })
    expect(await enter(minutesAfter(d.clock.open, 60))).toMatchObject({ ok: true })
  })
})

describe("the pledge", () => {
  it("is kept once, with the text that was read, and goes along to another date", async () => {
    const d = await doors()
    const { bookingId } = d.bookings.confirmed
    const give = (now: Date, locale?: "en") =>
      givePledge({ bookingId, version: pledgeVersion, locale }, by("participant", now))
    expect(await give(d.due, "en")).toEqual({ ok: true, version: pledgeVersion, pledgedAt: d.due })
    expect(await give(minutesAfter(d.due, 1))).toEqual({ ok: true, version: pledgeVersion, pledgedAt: d.due })
    const [kept] = await db.confidentialityPledge.findMany({ where: { bookingId } })
    expect(kept).toMatchObject({ textHash: pledgeHash("en"), locale: "en", pledgedAt: d.due })
    expect((await logOf({ bookingId })).filter(({ kind }) => kind === "pledge.given")).toEqual([
      { kind: "pledge.given", detail: { version: pledgeVersion } },
    ])
    const asked = { bookingId, sessionId: d.laterClosedRound.id }
    done(await rebookSeat(asked, by("participant", minutesAfter(d.due, 2))))
    await d.answerAll()
    const view = await findDoor({ bookingId, role: "participant" }, d.due)
    expect(view).toMatchObject({ door: "too_early", pledgedAt: d.due })
  })

  it("is refused to everybody but the person of a confirmed seat, and of another text", async () => {
    const d = await doors()
    await d.promise("none")
    const give = (
      state: keyof typeof d.bookings,
      kind: "participant" | "booker",
      version = pledgeVersion,
      now = d.due,
    ) => givePledge({ bookingId: d.bookings[state].bookingId, version }, by(kind, now))
    const no = (reason: string) => ({ ok: false, reason })
    expect(await give("confirmed", "booker")).toEqual(no("not_for_you"))
    for (const state of ["held", "requested", "released"] as const)
      expect(await give(state, "participant"), state).toEqual(no("not_for_you"))
    expect(await give("confirmed", "participant", "2020-01")).toEqual(no("pledge_outdated"))
    expect(await give("confirmed", "participant", pledgeVersion, d.clock.over)).toEqual(no("over"))
    const open = await d.book(of("Otto", "offenwerk GmbH", "offenwerk.example"), d.januaryRound)
    expect(await givePledge({ bookingId: open.bookingId, version: pledgeVersion }, by("participant", d.due))).toEqual(
      no("not_for_you"),
    )
    expect(await db.confidentialityPledge.count()).toBe(0)
  })
})

/** Promised and before the open door, the seat goes to a colleague; the one before knocks with the link they had. */
async function handedOver() {
  const d = await doors()
  const { bookingId } = d.bookings.confirmed
  await d.promise("pledged")
  const former = { kind: "participant", generation: 1 } as const
  done(
    await substituteParticipant(
      { bookingId, participant: of("Carl", "cembalobau GmbH", "cembalobau.example") },
      { actor: former, now: minutesAfter(d.due, 3) },
    ),
  )
  const before = await enterRoom({ bookingId }, { actor: former, now: d.clock.open })
  const after = await enterRoom({ bookingId }, { actor: { kind: "participant", generation: 2 }, now: d.clock.open })
  return [before, after].map((said) => (said.ok ? said.meetingUrl : said.reason))
}

describe("a seat that was handed over", () => {
  it("is entered neither by the old link nor by the old pledge", async () => {
    expect(await handedOver()).toEqual(["not_found", "pledge_needed"])
  })

  it("twin: by the old link, where it goes on opening the booking, still not without a pledge", async () => {
    await renewOwnDatabase({ without: generationsStay })
    expect((await handedOver())[0]).toBe("pledge_needed")
  })
})

describe("twins: what the database holds where the rule is gone", () => {
  const opened = async (without: string) => {
    await renewOwnDatabase({ without })
    rule.gone = true
    try {
      const asked = cells.filter(({ role }) => role === "participant")
      return (await knock(await doors(), asked)).filter(({ answer }) => answer === meetingUrl).map(({ cell }) => cell)
    } finally {
      rule.gone = false
    }
  }
  const only = "confirmed pledged open participant"
  const pledge = `
     AND EXISTS (SELECT FROM confidentiality_pledges p
                  WHERE p.booking_id = x.booking_id AND p.participant_id = x.participant_id AND p.version = p_version
                    AND p.voided_at IS NULL)`

  it("everything: it opens to the one cell alone", async () => {
    expect(await opened("SELECT 1;")).toEqual([only])
  })

  it("without the pledge in it, whoever sits there gets in", async () => {
    const got = await opened(replaced("room_address", pledge, ""))
    expect(got).toEqual([
      ...["confirmed none open participant", "substituted none open participant"],
      ...["confirmed old open participant", "substituted old open participant"],
      ...[only, "substituted pledged open participant"],
    ])
  })

  it("without the person in the pledge, it holds for who took the seat over", async () => {
    const got = await opened(replaced("room_address", "p.participant_id = x.participant_id", "true"))
    expect(got).toEqual([only, "substituted pledged open participant"])
  })

  it("without the version in it, an old one does", async () => {
    const got = await opened(replaced("room_address", " AND p.version = p_version", ""))
    expect(got).toEqual(["confirmed old open participant", only])
  })

  it("without the quarter of an hour, it opens too early", async () => {
    const got = await opened(replaced("room_address", "s.starts_at - interval '15 minutes' <= p_now AND ", ""))
    expect(got).toEqual(["confirmed pledged early participant", only])
  })

  it("without the end, it stays open", async () => {
    const got = await opened(replaced("room_address", " AND s.ends_at > p_now", ""))
    expect(got).toEqual([only, "confirmed pledged over participant"])
  })

  it("the page of a booking would have the address again", async () => {
    await renewOwnDatabase({ without: replaced("meeting_address", " AND f.round <> 'closed'", "") })
    const d = await doors()
    expect(await findMeetingAddress(d.bookings.confirmed.bookingId, d.clock.open)).toBe(meetingUrl)
  })
})

/** Two taps at once, and the seat going to somebody else meanwhile. */
describe("at the same moment", () => {
  const twice = async () => {
    const d = await doors()
    const { bookingId } = d.bookings.confirmed
    await d.promise("pledged")
    const enter = () => enterRoom({ bookingId }, by("participant", d.clock.open))
    const said = await Promise.all([enter(), enter(), enter()])
    const log = (await logOf({ bookingId })).filter(({ kind }) => kind === "room.entered")
    return { said: said.map(({ ok }) => ok), entered: log.length }
  }

  it("entering several times is one entry", async () => {
    await renewOwnDatabase()
    expect(await twice()).toEqual({ said: [true, true, true], entered: 1 })
  })

  it("twin: without the key of an entry it would be several", async () => {
    await renewOwnDatabase({
      without: `ALTER TABLE room_entries DROP CONSTRAINT room_entries_pkey; ${lockIn("lock_sessions", "lock_seats", "lock_booking")}`,
    })
    expect((await twice()).entered).toBe(3)
    expect((await ownDatabase().query("SELECT 1 FROM room_entries")).length).toBe(3)
  })
})
