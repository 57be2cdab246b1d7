import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import * as settings from "@/lib/env"
import { isUnopened, openMeeting } from "@/lib/meeting-servers"
import { enterAsHost } from "@/lib/round/enter-as-host"
import { enterRoom } from "@/lib/round/enter-room"
import { findDoor } from "@/lib/round/queries-door"
import type * as reach from "@/lib/round/reach-meeting"
import type * as guests from "@/lib/round/rules-guest"
import { saveCard } from "@/lib/round/save-card"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { renewOwnDatabase } from "../support/database"
import { by, done, logOf, minutesAfter } from "../support/world"
import { of } from "./closed-world"
import { doors, meetingUrl } from "./doors"
import { asProsody, bigBlueButton, jitsi } from "./own-servers"

/** What can be taken away: that a name has to be approved, and that it is decided anew once a meeting is open. */
const gone = vi.hoisted(() => ({ approval: "", decidedAnew: false }))
vi.mock("@/lib/round/rules-guest", async (original) => {
  const real = await original<typeof guests>()
  const nameInRoom: typeof guests.nameInRoom = (...given) => gone.approval || real.nameInRoom(...given)
  return { ...real, nameInRoom }
})
vi.mock("@/lib/round/reach-meeting", async (original) => {
  const real = await original<typeof reach>()
  const decideFirst: typeof reach.reachMeeting = async (decide) => {
    const first = await decide()
    if (!("unopened" in first)) return first
    const decided = await decide({ ...(await openMeeting(first.unopened))! })
    await openMeeting(first.unopened)
    return "unopened" in decided ? null : decided
  }
  const reachMeeting: typeof reach.reachMeeting = (decide) =>
    (gone.decidedAnew ? decideFirst : real.reachMeeting)(decide)
  return { ...real, reachMeeting }
})

const env = settings.env()
let bbb: Awaited<ReturnType<typeof bigBlueButton>>
beforeAll(async () => {
  bbb = await bigBlueButton()
})
beforeEach(async () => {
  await renewOwnDatabase()
  vi.spyOn(settings, "env").mockReturnValue({ ...env, ...jitsi, ...bbb.settings })
})
afterEach(() => {
  vi.restoreAllMocks()
  Object.assign(bbb, { created: [], is: "well", meanwhile: async () => {} })
  bbb.end()
  Object.assign(gone, { approval: "", decidedAnew: false })
})
afterAll(() => bbb.close())

function soon(ms: number): AbortSignal {
  const patience = new AbortController()
  setTimeout(() => patience.abort(), ms)
  return patience.signal
}

const jitsiRoom = "https://jitsi.example/Geheimraum-4711"
/** The names and companies of everybody who is there. */
const withheld = /Clara|Sven|Test|cembalobau|sonnenwerke/i

/** The room of `doors`, at another address, with a person of it at the open door who has promised. */
async function atAddress(url: string) {
  const d = await doors()
  await db.meetingLink.updateMany({ where: { groupSessionId: d.round.id }, data: { url } })
  await d.promise("pledged")
  const { bookingId } = d.bookings.confirmed
  const enter = (now = d.clock.open) => enterRoom({ bookingId }, by("participant", now))
  const { endsAt } = await db.groupSession.findUniqueOrThrow({ where: { id: d.round.id } })
  const card = async (card: Parameters<typeof saveCard>[0]["card"]) =>
    done(await saveCard({ bookingId, card }, by("participant", d.clock.early)))
  const handOver = async () =>
    done(
      await substituteParticipant(
        { bookingId, participant: of("Carl", "cembalobau GmbH", "cembalobau.example") },
        { actor: { kind: "participant", generation: 1 }, now: minutesAfter(d.due, 3) },
      ),
    )
  const erika = { email: "erika@runde.example", name: "Erika Beispiel", role: "host" } as const
  const host = await db.teamMember.create({ data: erika, select: { id: true, name: true } })
  const lead = (now = d.clock.open, hostId?: string) =>
    enterAsHost({ sessionId: d.round.id, hostId, host }, { actor: { kind: "organizer", id: host.id }, now })
  return { ...d, bookingId, enter, endsAt, card, handOver, lead, host }
}

const urlOf = async (entering: ReturnType<typeof enterRoom>) => done(await entering).meetingUrl
const nameAt = async ({ enter, clock }: Awaited<ReturnType<typeof atAddress>>) =>
  asProsody(await urlOf(enter()), clock.open)?.context.user.name

/** Every address the person of a card can get, on both servers, whatever they have approved but their name. */
async function addressesWithoutName() {
  const addresses: string[] = []
  for (const url of [jitsiRoom, bbb.room("runde")]) {
    await renewOwnDatabase()
    const d = await atAddress(url)
    addresses.push(await urlOf(d.enter()))
    await d.card({ approved: true, line: "Geschäftsführung, Dienstleistung", showName: false, showCompany: true })
    addresses.push(await urlOf(d.enter()))
    await d.card({ approved: true, line: "Geschäftsführung", showName: true, showCompany: false })
    await d.card({ approved: false })
    addresses.push(await urlOf(d.enter()))
  }
  return addresses.map((address) => {
    const { searchParams } = new URL(address)
    const claims = searchParams.get("jwt")?.split(".")[1]
    return `${address} ${searchParams.get("fullName")} ${claims && Buffer.from(claims, "base64url").toString()}`
  })
}

describe("the door to a Jitsi of one's own", () => {
  it("gives everybody an address of their own, good for this session", async () => {
    const d = await atAddress(jitsiRoom)
    const address = await urlOf(d.enter())
    const claims = asProsody(address, d.clock.open)!
    expect(new URL(address).pathname).toBe("/Geheimraum-4711")
    expect(claims.exp).toBe(d.endsAt.getTime() / 1000 + 600)
    expect(claims.context.user).toMatchObject({ name: "Teilnehmer:in", moderator: false })
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId: d.bookingId, state: "confirmed" } })
    expect(JSON.stringify(claims)).not.toMatch(new RegExp([seat.id, seat.participantId, d.bookingId].join("|")))
    // The same person once more, and another one.
    expect(asProsody(await urlOf(d.enter()), d.clock.open)?.context.user.id).toBe(claims.context.user.id)
    const other = { bookingId: d.bookings.substituted.bookingId }
    const { participantId } = await db.booking.findUniqueOrThrow({ where: { id: other.bookingId } })
    await db.confidentialityPledge.updateMany({ where: other, data: { participantId: participantId! } })
    const theirs = asProsody(await urlOf(enterRoom(other, by("participant", d.clock.open))), d.clock.open)
    expect(theirs?.context.user.id).toMatch(/^[0-9a-f]{16}$/)
    expect(theirs?.context.user.id).not.toBe(claims.context.user.id)
  })

  it("shows what is on the card, and nothing that is not", async () => {
    const d = await atAddress(jitsiRoom)
    expect(await nameAt(d)).toBe("Teilnehmer:in")
    const line = "Geschäftsführung, Dienstleistung, 50–249"
    await d.card({ approved: true, line, showName: false, showCompany: false })
    expect(await nameAt(d)).toBe(line)
    await d.card({ approved: true, line, showName: true, showCompany: false })
    expect(await nameAt(d)).toContain("Clara Test")
    const view = (now: Date) => findDoor({ bookingId: d.bookingId, role: "participant" }, now)
    expect((await view(d.clock.open))?.enterAs).toBe(await nameAt(d))
    expect((await view(d.clock.early))?.enterAs).toBeNull()
    await d.card({ approved: false })
    expect(await nameAt(d)).toBe("Teilnehmer:in")
    await db.groupSession.update({ where: { id: d.round.id }, data: { language: "en" } })
    expect(await nameAt(d)).toBe("Participant")
  })

  it("is shut to whoever handed the seat over, and a new person is another one", async () => {
    const d = await atAddress(jitsiRoom)
    await d.card({ approved: true, line: "Geschäftsführung", showName: true, showCompany: true })
    const before = asProsody(await urlOf(d.enter()), d.clock.open)!
    await d.handOver()
    const former = { kind: "participant", generation: 1 } as const
    expect(await enterRoom({ bookingId: d.bookingId }, { actor: former, now: d.clock.open })).toMatchObject({
      reason: "not_found",
    })
    expect(await d.enter()).toMatchObject({ reason: "pledge_needed" })
    const { participantId } = await db.booking.findUniqueOrThrow({ where: { id: d.bookingId } })
    await db.confidentialityPledge.updateMany({
      where: { bookingId: d.bookingId },
      data: { participantId: participantId!, voidedAt: null },
    })
    const { user } = asProsody(await urlOf(d.enter()), d.clock.open)!.context
    // The card of the person before is theirs.
    expect(user.name).toBe("Teilnehmer:in")
    expect(user.id).not.toBe(before.context.user.id)
  })

  it("leaves every other address as it is, and its own where no secret is known", async () => {
    const d = await atAddress(meetingUrl)
    expect(await urlOf(d.enter())).toBe(meetingUrl)
    expect(await d.lead()).toEqual({ ok: false, reason: "not_signed" })
    vi.spyOn(settings, "env").mockReturnValue(env)
    await db.meetingLink.updateMany({ data: { url: jitsiRoom } })
    expect(await urlOf(d.enter())).toBe(jitsiRoom)
  })
})

describe("the door to a BigBlueButton of one's own", () => {
  it("opens a meeting for the session and joins it", async () => {
    const d = await atAddress(bbb.room("runde"))
    const came = await bbb.join(await urlOf(d.enter()))
    expect(came).toMatchObject({
      fullName: "Teilnehmer:in",
      role: "VIEWER",
      userID: expect.stringMatching(/^\w{16}$/) as string,
    })
    const { name, meetingID, attendeePW, moderatorPW, ...made } = bbb.created[0]!
    expect(made).toEqual({
      ...{ record: "false", autoStartRecording: "false", allowStartStopRecording: "false" },
      duration: String((d.endsAt.getTime() - d.clock.open.getTime()) / 60_000 + 10),
    })
    expect([name!.length > 1, meetingID, attendeePW !== moderatorPW]).toEqual([true, came.meetingID, true])
    // Whoever comes later, and comes back, is in the same one.
    const again = await bbb.join(await urlOf(d.enter(minutesAfter(d.clock.open, 20))))
    expect(again).toMatchObject({ meetingID, userID: came.userID, createTime: came.createTime })
    // Another session has another one at the same address, and another address is another meeting.
    const meeting = { url: bbb.room("runde"), of: d.round.id, title: "", endsAt: d.endsAt, now: d.clock.open }
    const opened = { meetingId: meetingID!, createTime: came.createTime! }
    expect(isUnopened(meeting, opened)).toBe(false)
    expect(isUnopened({ ...meeting, of: d.laterClosedRound.id }, opened)).toBe(true)
    done(
      await saveMeetingLink(
        { sessionId: d.round.id, shown: bbb.room("runde"), url: bbb.room("neu"), confirmed: true },
        by("organizer", d.clock.open),
      ),
    )
    expect((await bbb.join(await urlOf(d.enter()))).meetingID).not.toBe(meetingID)
  })

  it("does not know an address of before once the meeting has ended and begun anew", async () => {
    const d = await atAddress(bbb.room("runde"))
    const before = await urlOf(d.enter())
    bbb.end()
    expect(await bbb.join(before)).toEqual({ refused: "noSuchMeeting" })
    const after = await bbb.join(await urlOf(d.enter()))
    expect(after).not.toHaveProperty("refused")
    expect(await bbb.join(before)).toEqual({ refused: "noSuchMeeting" })
  })

  it.each(["away", "refusing", "silent"] as const)(
    "waits while the server is %s, and notes nobody as having come",
    async (how) => {
      const d = await atAddress(bbb.room("runde"))
      bbb.is = how
      const patience = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => soon(200))
      expect(await d.enter()).toEqual({ ok: false, reason: "waiting" })
      expect(await d.lead()).toEqual({ ok: false, reason: "room_away" })
      expect([
        await db.roomEntry.count(),
        await db.activity.count({ where: { kind: { startsWith: "room." } } }),
      ]).toEqual([0, 0])
      expect(patience).toHaveBeenCalledWith(5_000)
      bbb.is = "well"
      patience.mockRestore()
      expect(await bbb.join(await urlOf(d.enter()))).toMatchObject({ role: "VIEWER" })
      expect(await db.roomEntry.count()).toBe(1)
    },
  )

  it("holds nothing while it opens, and decides anew: an address that was changed meanwhile is not given out", async () => {
    const d = await atAddress(bbb.room("runde"))
    bbb.meanwhile = async () => {
      bbb.meanwhile = async () => {}
      const input = { sessionId: d.round.id, shown: bbb.room("runde"), url: meetingUrl, confirmed: true }
      done(await saveMeetingLink(input, by("organizer", d.clock.open)))
    }
    expect(await urlOf(d.enter())).toBe(meetingUrl)
  })
})

/** The seat goes to a colleague while the meeting is being opened for the one before, who has the link of then. */
async function handedOverMeanwhile(nth: number) {
  const d = await atAddress(bbb.room("runde"))
  let call = 0
  bbb.meanwhile = async () => {
    if (++call === nth) await d.handOver()
  }
  return enterRoom({ bookingId: d.bookingId }, { actor: { kind: "participant", generation: 1 }, now: d.clock.open })
}

describe("a seat that is handed over while a meeting is being opened", () => {
  it("is nobody's any more to the person before", async () => {
    expect(await handedOverMeanwhile(1)).toEqual({ ok: false, reason: "not_found" })
  })

  it("twin: would still let them in, had it been decided before", async () => {
    gone.decidedAnew = true
    expect(await handedOverMeanwhile(2)).toMatchObject({ ok: true })
  })
})

describe("a name that was not approved", () => {
  it("is in no address, and no company is", async () => {
    const addresses = await addressesWithoutName()
    expect(addresses.join("\n")).toContain("Geschäftsführung, Dienstleistung")
    expect(addresses.filter((address) => withheld.test(address))).toEqual([])
  })

  it("twin: would be in all of them, were it not asked for", async () => {
    gone.approval = "Clara Test"
    expect((await addressesWithoutName()).filter((address) => withheld.test(address))).toHaveLength(6)
  })
})

describe("whoever leads the round", () => {
  it("enters as a moderator under their own name, from an hour before the start, and it is kept", async () => {
    const d = await atAddress(jitsiRoom)
    expect(await d.lead(minutesAfter(d.clock.open, -46))).toEqual({ ok: false, reason: "host_too_early" })
    const now = minutesAfter(d.clock.open, -45)
    const { user } = asProsody(done(await d.lead(now)).meetingUrl, now)!.context
    expect(user).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      name: "Erika Beispiel",
      moderator: true,
    })
    const kept = (await logOf({ sessionId: d.round.id })).filter(({ kind }) => kind.startsWith("room."))
    expect(kept).toEqual([{ kind: "room.hosted", detail: {} }])
    expect(await db.roomEntry.count()).toBe(0)
    expect(await d.lead(d.endsAt)).toEqual({ ok: false, reason: "not_on" })
  })

  it("joins the meeting of the others", async () => {
    const d = await atAddress(bbb.room("runde"))
    const host = await bbb.join(done(await d.lead()).meetingUrl)
    expect(host).toMatchObject({ role: "MODERATOR", fullName: "Erika Beispiel" })
    expect((await bbb.join(await urlOf(d.enter()))).meetingID).toBe(host.meetingID)
  })

  it("enters no session of somebody else, and none that is open to all", async () => {
    const d = await atAddress(jitsiRoom)
    expect(await d.lead(d.clock.open, d.host.id)).toEqual({ ok: false, reason: "not_found" })
    await db.groupSession.update({ where: { id: d.round.id }, data: { hostId: d.host.id } })
    expect(await d.lead(d.clock.open, d.host.id)).toMatchObject({ ok: true })
    const change = { where: { id: d.closedFormat }, data: { round: "open" } } as const
    await db.$executeRaw`ALTER TABLE formats DISABLE TRIGGER formats_keep_round`
    await db.format.update(change)
    await db.$executeRaw`ALTER TABLE formats ENABLE TRIGGER formats_keep_round`
    expect(await d.lead()).toEqual({ ok: false, reason: "not_signed" })
  })
})

it("keeps neither token nor secret anywhere in the database", async () => {
  for (const url of [jitsiRoom, bbb.room("runde")]) {
    await renewOwnDatabase()
    const d = await atAddress(url)
    const { searchParams } = new URL(await urlOf(d.enter()))
    const signature = searchParams.get("jwt")?.split(".")[2] ?? searchParams.get("checksum")!
    await d.lead()
    const found = await everywhere(signature, jitsi.JITSI_APP_SECRET, bbb.settings.BBB_SECRET)
    expect([found, await everywhere("Clara")]).toEqual([[], expect.arrayContaining(["public.bookings"])])
  }
})

/** The tables in which one of these texts stands. */
async function everywhere(...texts: string[]): Promise<string[]> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`)
    if (rows.some(({ row }) => texts.some((text) => row.includes(text)))) found.push(name)
  }
  return found
}
