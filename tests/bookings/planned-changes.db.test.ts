import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { decideSeat } from "@/lib/bookings/decide-seat"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { planChange } from "@/lib/bookings/plan-change"
import { listPlannedChanges } from "@/lib/bookings/queries-changes"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseByOrganizer } from "@/lib/bookings/release-by-organizer"
import { releaseSeat } from "@/lib/bookings/release-seat"
import type { SessionChange } from "@/lib/bookings/schema"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { sweep } from "@/lib/bookings/sweep"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { withdrawChange } from "@/lib/bookings/withdraw-change"
import { withdrawRequest } from "@/lib/bookings/withdraw-request"
import { db } from "@/lib/db"
import { findPublicSession } from "@/lib/sessions/queries"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase } from "../support/database"
import { cancel, moveTo, resize } from "../support/change"
import { planOf, revisionOf, wishFor } from "../support/sessions"
import { at, berlin, by, code, done, kindsOf, minutesAfter, monday, people, statesOf, world } from "../support/world"

const { petra, paula, jonas, karin, thomas } = people
const planner = await db.teamMember.create({
  data: { email: "olga.planung@runde.example", name: "Olga Planung", role: "organizer" },
})
const organizer = by("organizer", monday, planner.id)
const participant = by("participant", monday)
const system = (now: Date) => by("system", now)
const later = minutesAfter(monday, 10)
const toThe21st: SessionChange = { kind: "move", localStart: "2027-01-21T10:00", timeZone: berlin }
const find = (id: string) => db.groupSession.findUniqueOrThrow({ where: { id } })

type Options = Partial<{ message: string | null; confirmed: boolean; revision: number; now: Date }>

async function plan({ id: sessionId }: { id: string }, change: SessionChange, options: Options = {}) {
  const { message = change.kind === "cancel" ? "Ich bin verhindert." : null, confirmed = true, now = monday } = options
  const revision = options.revision ?? (await revisionOf(sessionId))
  return planChange({ sessionId, revision, change, message, confirmed }, { ...organizer, now })
}

/** A round in which Petra sits, Jonas holds a seat, and a change is planned. */
async function pausedRound(change: SessionChange = toThe21st) {
  const w = await world()
  const [seated, held] = [await w.book(petra, w.januaryRound), await w.hold(jonas, w.januaryRound)]
  done(await plan(w.januaryRound, change))
  return { ...w, seated, held, changeId: (await planOf(w.januaryRound.id)).id }
}

afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

describe("a change that touches nobody", () => {
  it("takes effect at once: of a draft, of a session without people, of what people never see", async () => {
    const { session, formats, januaryRound, februaryRound, book } = await world()
    const draft = await session(formats.instant, "2027-03-05T10:00", { draft: true })
    const move = { kind: "move", localStart: "2027-03-09T10:00", timeZone: berlin } as const
    for (const round of [draft, januaryRound]) {
      expect(await plan(round, move, { confirmed: false })).toEqual({
        ok: true,
        status: "carried_out",
        effectiveAt: null,
      })
      expect(await find(round.id)).toMatchObject({ startsAt: at("2027-03-09T10:00"), pausedUntil: null })
    }
    await book(petra, februaryRound)
    const { language, placeText, minimum } = await find(februaryRound.id)
    const host = { kind: "edit", language, placeText, minimum, hostId: planner.id } as const
    expect(await plan(februaryRound, host, { confirmed: false })).toMatchObject({ status: "carried_out" })
    expect(await plan(februaryRound, { ...host, minimum: 2 }, { confirmed: false })).toMatchObject({
      reason: "touches_people",
    })
    expect(await db.plannedChange.count({ where: { groupSessionId: februaryRound.id } })).toBe(0)
  })

  it("and a hold that has run out is nobody", async () => {
    const { januaryRound, hold } = await world()
    await hold(petra, januaryRound)
    expect(await plan(januaryRound, toThe21st, { confirmed: false })).toMatchObject({ reason: "touches_people" })
    expect(await plan(januaryRound, toThe21st, { confirmed: false, now: minutesAfter(monday, 31) })).toMatchObject({
      status: "carried_out",
    })
  })

  it("nor does one that changes nothing", async () => {
    const { januaryRound, book } = await world()
    await book(petra, januaryRound)
    expect(await plan(januaryRound, { kind: "capacity", capacity: 8 }, { revision: 9 })).toMatchObject({
      status: "unchanged",
    })
  })
})

describe("a change that touches people", () => {
  it("wants to be confirmed, waits ten minutes and is then carried out once, by who planned it", async () => {
    const { januaryRound, book } = await world()
    await book(petra, januaryRound)
    expect(await plan(januaryRound, toThe21st, { confirmed: false })).toEqual({ ok: false, reason: "touches_people" })
    expect(await plan(januaryRound, toThe21st)).toEqual({ ok: true, status: "planned", effectiveAt: later })
    expect(await find(januaryRound.id)).toMatchObject({ startsAt: januaryRound.startsAt, pausedUntil: later })
    await sweep({ now: minutesAfter(monday, 9) })
    expect(await kindsOf(januaryRound.id)).not.toContain("session.moved")
    await sweep({ now: later })
    await sweep({ now: later })
    expect(await find(januaryRound.id)).toMatchObject({ startsAt: at("2027-01-21T10:00"), pausedUntil: null })
    expect((await kindsOf(januaryRound.id)).filter((kind) => kind === "session.moved")).toHaveLength(1)
    const moved = await db.activity.findFirstOrThrow({ where: { sessionId: januaryRound.id, kind: "session.moved" } })
    expect(moved).toMatchObject({ actorKind: "organizer", actorId: planner.id })
    expect(await db.plannedChange.findFirst({ where: { groupSessionId: januaryRound.id } })).toMatchObject({
      state: "carried_out",
      closedAt: later,
    })
  })

  it("can be carried out now, and has a job for its minute in the same transaction", async () => {
    const { januaryRound, changeId } = await pausedRound({ kind: "capacity", capacity: 12 })
    const jobs = await ownDatabase().query<{ run_at: Date }>(
      `SELECT run_at FROM graphile_worker._private_jobs WHERE payload->>'changeId' = $1`,
      [changeId],
    )
    expect(jobs.map(({ run_at }) => run_at)).toEqual([later])
    expect(await carryOutChange({ changeId }, system(monday))).toMatchObject({ ok: true, status: "waiting" })
    expect(await carryOutChange({ changeId }, organizer)).toMatchObject({ ok: true, status: "carried_out" })
    expect(await carryOutChange({ changeId }, organizer)).toMatchObject({ ok: true, status: "carried_out" })
    expect(await find(januaryRound.id)).toMatchObject({ capacity: 12, pausedUntil: null })
    expect((await kindsOf(januaryRound.id)).filter((kind) => kind === "session.capacity_changed")).toHaveLength(1)
    expect(await withdrawChange({ changeId }, organizer)).toEqual({ ok: false, reason: "already_carried_out" })
  })

  it("is carried out at once where the session begins before", async () => {
    const { januaryRound, book } = await world()
    await book(petra, januaryRound)
    const now = minutesAfter(januaryRound.startsAt, -8)
    expect(await plan(januaryRound, { kind: "cancel" }, { now })).toMatchObject({ status: "carried_out" })
    expect(await find(januaryRound.id)).toMatchObject({ status: "cancelled", cancelMessage: "Ich bin verhindert." })
  })

  it("is refused for what the change itself is refused for", async () => {
    const { januaryRound, book } = await world()
    await book(petra, januaryRound)
    await book(jonas, januaryRound)
    const refused = async (change: SessionChange, options?: Options) => {
      const outcome = await plan(januaryRound, change, options)
      return outcome.ok ? outcome.status : outcome.reason
    }
    expect(await refused({ kind: "capacity", capacity: 1 })).toBe("below_taken")
    expect(await refused({ kind: "move", localStart: "2026-12-07T08:00", timeZone: berlin })).toBe("in_the_past")
    expect(await refused({ kind: "move", localStart: "2027-03-28T02:30", timeZone: berlin })).toBe("local_time")
    const edit = { kind: "edit", language: "de", placeText: null, hostId: null } as const
    expect(await refused({ ...edit, minimum: 9 })).toBe("below_minimum")
    expect(await refused({ kind: "cancel" }, { message: "" })).toBe("message_missing")
    expect(await refused(toThe21st, { revision: 7 })).toBe("stale_revision")
    expect(await refused(toThe21st, { now: januaryRound.startsAt })).toBe("session_closed")
    expect(
      await planChange(
        { sessionId: randomUUID(), revision: 1, change: toThe21st, message: null, confirmed: true },
        organizer,
      ),
    ).toMatchObject({ reason: "not_found" })
    expect(await db.plannedChange.count({ where: { groupSessionId: januaryRound.id } })).toBe(0)
  })
})

describe("while a change is planned", () => {
  const paused = { ok: false, reason: "session_paused", until: later }

  it("nobody takes a seat, moves in or out, or hands one over; who holds one may still prove it", async () => {
    const { januaryRound, februaryRound, book, held, seated } = await pausedRound()
    expect(await holdSeat(wishFor(januaryRound.id, karin), monday)).toEqual(paused)
    const elsewhere = await book(thomas, februaryRound)
    expect(await rebookSeat({ ...elsewhere, sessionId: januaryRound.id }, participant)).toEqual(paused)
    expect(await rebookSeat({ ...seated, sessionId: februaryRound.id }, participant)).toEqual(paused)
    expect(await substituteParticipant({ ...seated, participant: paula }, participant)).toEqual(paused)
    const hand = { requestId: randomUUID(), sessionId: januaryRound.id, participant: karin, locale: "de" } as const
    expect(await addByHand(hand, organizer)).toEqual(paused)
    // A running hold is a seat already: whoever reads the code in these minutes has it.
    const inTime = { now: minutesAfter(monday, 9) }
    expect(await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, inTime)).toMatchObject({ ok: true })
    expect(await holdSeat(wishFor(januaryRound.id, jonas), monday)).toEqual(paused)
  })

  it("a hold that runs out has to wait like everybody", async () => {
    const w = await world()
    await w.book(petra, w.januaryRound)
    const held = await w.hold(jonas, w.januaryRound, { now: minutesAfter(monday, -30) })
    done(await plan(w.januaryRound, toThe21st, { now: minutesAfter(monday, -1) }))
    await db.booking.update({ where: { id: held.bookingId }, data: { codeIssuedAt: monday } })
    expect(await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday })).toMatchObject({
      reason: "session_paused",
    })
    const after = minutesAfter(monday, 9)
    await sweep({ now: after })
    expect(await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: after })).toMatchObject({
      ok: true,
    })
  })

  it("everybody may leave, and take a request back", async () => {
    const w = await world()
    const [seated, moving] = [await w.book(petra, w.januaryRound), await w.book(jonas, w.januaryRound)]
    const hand = { requestId: randomUUID(), sessionId: w.januaryRound.id, participant: karin, locale: "de" } as const
    const added = done(await addByHand(hand, organizer))
    done(await rebookSeat({ ...moving, sessionId: w.reviewedRound.id }, participant))
    done(await plan(w.januaryRound, toThe21st))
    expect(await withdrawRequest({ bookingId: moving.bookingId }, participant)).toEqual({ ok: true, withdrawn: true })
    expect(await releaseSeat({ bookingId: seated.bookingId }, participant)).toMatchObject({ ok: true, released: true })
    expect(await releaseByOrganizer({ seatId: added.seatId }, organizer)).toEqual({ ok: true, released: true })
  })

  it("answers wait, yes and no alike, and come with the change", async () => {
    const w = await world()
    const [yes, no] = [await w.book(petra, w.reviewedRound), await w.book(jonas, w.reviewedRound)]
    const { id: seatId, decideAt } = await db.seat.findFirstOrThrow({ where: { bookingId: no.bookingId } })
    done(await plan(w.reviewedRound, { kind: "capacity", capacity: 9 }, { now: minutesAfter(decideAt!, -3) }))
    expect(await decideSeat({ seatId, decision: "decline" }, organizer)).toMatchObject({ ok: true })
    await carryOutDecisions({ now: decideAt! })
    expect([await statesOf(yes), await statesOf(no)]).toEqual([["requested"], ["requested"]])
    await sweep({ now: minutesAfter(decideAt!, 7) })
    expect([await statesOf(yes), await statesOf(no)]).toEqual([["confirmed"], ["released declined"]])
  })

  it("another organizer's change is refused, and planning the same again is one plan", async () => {
    const { januaryRound } = await pausedRound()
    const { id: sessionId } = januaryRound
    const others: SessionChange[] = [moveTo("2027-01-22T10:00"), cancel, resize(12), { kind: "edit", minimum: 2 }]
    for (const change of others) expect(await plan(januaryRound, change)).toEqual(paused)
    // What touches nobody waits as well.
    expect(await plan(januaryRound, { kind: "edit", hostId: planner.id })).toEqual(paused)
    expect(await plan(januaryRound, toThe21st, { now: minutesAfter(monday, 3) })).toMatchObject({ effectiveAt: later })
    expect(await db.plannedChange.count({ where: { groupSessionId: sessionId } })).toBe(1)
  })

  it("the public page says so, and who hosts can see it at the desk", async () => {
    const { januaryRound, changeId } = await pausedRound()
    expect(await findPublicSession({ id: januaryRound.id }, "de", monday)).toMatchObject({
      bookable: false,
      pausedUntil: later,
      seatsFree: 6,
    })
    expect(await listPlannedChanges({ sessionId: januaryRound.id })).toEqual([
      expect.objectContaining({ id: changeId, change: toThe21st, plannedByName: "Olga Planung", effectiveAt: later }),
    ])
    expect(await listPlannedChanges({ hostId: planner.id })).toEqual([])
  })
})

describe("taking a change back", () => {
  it("leaves everything as it was", async () => {
    const w = await world()
    await w.book(petra, w.januaryRound)
    const everything = () =>
      ownDatabase().query(
        `SELECT (SELECT string_agg(g::text, '' ORDER BY id) FROM group_sessions g) AS sessions,
                (SELECT string_agg(s::text, '' ORDER BY id) FROM seats s) AS seats,
                (SELECT string_agg(b::text, '' ORDER BY id) FROM bookings b) AS bookings,
                (SELECT string_agg(p::text, '' ORDER BY id) FROM planned_changes p) AS plans`,
      )
    const before = await everything()
    for (const change of [toThe21st, { kind: "cancel" }, { kind: "capacity", capacity: 20 }] as SessionChange[]) {
      done(await plan(w.januaryRound, change, { message: "Ein Satz." }))
      const { id: changeId } = await planOf(w.januaryRound.id)
      expect(await everything()).not.toEqual(before)
      expect(await withdrawChange({ changeId }, organizer)).toEqual({ ok: true })
      expect(await withdrawChange({ changeId }, organizer)).toEqual({ ok: true })
      expect(await carryOutChange({ changeId }, organizer)).toEqual({ ok: false, reason: "not_found" })
      expect(await everything()).toEqual(before)
    }
    const traces = (await kindsOf(w.januaryRound.id)).filter((kind) => kind.startsWith("change."))
    expect(traces).toEqual([1, 2, 3].flatMap(() => ["change.planned", "change.withdrawn"]))
  })

  it("of nonsense is nothing", async () => {
    expect(await withdrawChange({ changeId: "x" }, organizer)).toEqual({ ok: true })
    expect(await carryOutChange({ changeId: "x" }, organizer)).toEqual({ ok: false, reason: "not_found" })
  })
})

describe("a plan that has become impossible", () => {
  it("stays with its reason and gives the session free", async () => {
    const { januaryRound, changeId } = await pausedRound({ kind: "capacity", capacity: 2 })
    // Past the verbs, since none of them lets anybody in.
    await ownDatabase().query(`UPDATE planned_changes SET payload = '{"capacity": 1}' WHERE id = '${changeId}'`)
    expect(await carryOutChange({ changeId }, organizer)).toMatchObject({ ok: true, status: "impossible" })
    expect(await find(januaryRound.id)).toMatchObject({ capacity: 8, pausedUntil: null })
    expect(await listPlannedChanges({ sessionId: januaryRound.id })).toMatchObject([
      { state: "impossible", failure: { reason: "below_taken", taken: 2 } },
    ])
    await sweep({ now: later })
    expect((await kindsOf(januaryRound.id)).filter((kind) => kind === "change.impossible")).toHaveLength(1)
    done(await plan(januaryRound, toThe21st))
    expect(await listPlannedChanges({ sessionId: januaryRound.id })).toMatchObject([{ state: "planned" }])
  })

  it("is one on a session that somebody has changed past the pause", async () => {
    const { januaryRound, changeId } = await pausedRound()
    await ownDatabase().query(`UPDATE group_sessions SET revision = revision + 1 WHERE id = '${januaryRound.id}'`)
    expect(await carryOutChange({ changeId }, system(later))).toMatchObject({ ok: true, status: "impossible" })
    expect(await listPlannedChanges({ sessionId: januaryRound.id })).toMatchObject([
      { failure: { reason: "stale_revision" } },
    ])
    expect(await withdrawChange({ changeId }, organizer)).toEqual({ ok: true })
    expect(await listPlannedChanges({ sessionId: januaryRound.id })).toEqual([])
  })

  it("is one that this program cannot read any more: told at the desk, and the session is free", async () => {
    const { januaryRound, changeId, seated } = await pausedRound()
    await ownDatabase().query(`UPDATE planned_changes SET payload = '{"start": "soon"}' WHERE id = '${changeId}'`)
    expect(await listPlannedChanges({ sessionId: januaryRound.id })).toMatchObject([{ change: null, state: "planned" }])
    expect(await plan(januaryRound, toThe21st)).toMatchObject({ reason: "session_paused" })
    await sweep({ now: later })
    expect(await find(januaryRound.id)).toMatchObject({ startsAt: januaryRound.startsAt, pausedUntil: null })
    expect(await listPlannedChanges({ sessionId: januaryRound.id })).toMatchObject([
      { id: changeId, failure: { reason: "unreadable" } },
    ])
    expect(await statesOf(seated)).toEqual(["confirmed"])
    done(await plan(januaryRound, toThe21st))
  })

  it("can be one that came too late", async () => {
    const { januaryRound, changeId } = await pausedRound()
    await sweep({ now: minutesAfter(januaryRound.startsAt, 1) })
    expect(await db.plannedChange.findUnique({ where: { id: changeId } })).toMatchObject({
      state: "impossible",
      failure: { reason: "session_closed" },
    })
  })
})
