import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { planCancellations } from "@/lib/bookings/plan-cancellations"
import { planChange } from "@/lib/bookings/plan-change"
import { planFollowing } from "@/lib/bookings/plan-following"
import { decisionsOf, listPlannedChanges } from "@/lib/bookings/queries-changes"
import type { FollowingEdit } from "@/lib/bookings/schema"
import { sweep } from "@/lib/bookings/sweep"
import { withdrawChange } from "@/lib/bookings/withdraw-change"
import { db } from "@/lib/db"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { createSeries } from "@/lib/sessions/create-series"
import { deleteDraft } from "@/lib/sessions/delete-draft"
import type { SeriesRule } from "@/lib/sessions/schema-series"
import { localTimeOf } from "@/lib/time-zone"
import { whatIsBroken } from "../support/always-true"
import { cancel, changeNow, moveTo } from "../support/change"
import { ownDatabase } from "../support/database"
import { acrossTheClocks } from "../support/series"
import { planOf } from "../support/sessions"
import { berlin, by, done, logOf, minutesAfter, monday, people, world } from "../support/world"

const { petra, jonas, karin } = people
const organizer = by("organizer", monday)
const later = minutesAfter(monday, 10)
const weekly: SeriesRule = { kind: "weekly", every: 1, from: "2027-03-11", count: 6 }

type Options = { rule?: SeriesRule; days?: string[]; publish?: boolean }

/** Six published Thursdays at ten; the clocks go forward between the third and the fourth. Petra sits in the fourth. */
async function series({ rule = weekly, days = acrossTheClocks, publish = true }: Options = {}) {
  const w = await world()
  const shared = {
    formatId: w.formats.instant,
    language: "de",
    timeZone: berlin,
    placeText: null,
    hostId: null,
  } as const
  const input = { ...shared, capacity: 8, minimum: 1, localTime: "10:00", rule, days, publish }
  const { seriesId } = done(await createSeries({ requestId: randomUUID(), ...input }, organizer))
  const ids = (await db.groupSession.findMany({ where: { seriesId }, orderBy: { startsAt: "asc" } })).map(
    ({ id }) => id,
  )
  const at = (index: number) => ({ id: ids[index]! })
  if (publish) await w.book(petra, at(3))
  const look = async () => {
    const rows = await db.groupSession.findMany({ where: { seriesId } })
    return ids.map((id) => rows.find((row) => row.id === id)!)
  }
  /** Which revisions somebody sees who looks now, from a date on, without some. */
  const seen = async (from: number, without: number[] = []) =>
    Object.fromEntries(
      (await look()).flatMap(({ id, revision }, index) =>
        index >= from && !without.includes(index) ? [[id, revision]] : [],
      ),
    )
  return { ...w, ids, at, look, seen }
}

type Series = Awaited<ReturnType<typeof series>>
const follow = async (
  { ids, seen }: Series,
  from: number,
  edit: FollowingEdit,
  { confirmed = true, without = [] as number[], revisions = undefined as Record<string, number> | undefined } = {},
) =>
  planFollowing(
    {
      ...{ sessionId: ids[from]!, revisions: revisions ?? (await seen(from, without)), edit },
      ...{ message: "Eine halbe Stunde später.", confirmed },
    },
    organizer,
  )
const startsOf = async ({ look }: Series) => (await look()).map(({ localStart }) => localStart.slice(5))
/** Another change of the fourth date waits. */
const pauseFourth = async ({ ids }: Series) => {
  const change = moveTo("2027-04-02T10:00")
  done(await planChange({ sessionId: ids[3]!, revision: 1, message: null, confirmed: true, change }, organizer))
}

afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

describe("this and following of a published series", () => {
  it("is moved as far on the wall clock, across a clock change, all of it after ten minutes", async () => {
    const s = await series()
    const halfAnHour = { localStart: "2027-03-25T10:30" }
    expect(await follow(s, 2, halfAnHour, { confirmed: false })).toEqual({ ok: false, reason: "look_first" })
    expect(await follow(s, 2, halfAnHour)).toEqual({ ok: true, status: "planned", effectiveAt: later })
    // Nobody sits in most of them, and they wait all the same.
    expect((await s.look()).map(({ pausedUntil }) => pausedUntil?.getTime() ?? 0)).toEqual([
      ...[0, 0],
      ...Array<number>(4).fill(later.getTime()),
    ])
    await sweep({ now: later })
    const sessions = await s.look()
    expect(sessions.map(({ startsAt }) => localTimeOf(startsAt, berlin).slice(11))).toEqual([
      ...["10:00", "10:00"],
      ...Array<string>(4).fill("10:30"),
    ])
    expect(sessions.map(({ startsAt }) => startsAt.getUTCHours())).toEqual([9, 9, 9, 8, 8, 8])
    expect(sessions.every(({ pausedUntil }) => pausedUntil === null)).toBe(true)
  })

  it("goes to another weekday, and each date keeps what it has by itself", async () => {
    const s = await series()
    done(await changeNow(s.at(4), { ...moveTo("2027-04-09T14:00") }, organizer))
    done(await changeNow(s.at(5), { kind: "edit", placeText: "Raum 2" }, organizer))
    done(await follow(s, 2, { localStart: "2027-03-23T10:00", placeText: null, language: "en", minimum: 2 }))
    await sweep({ now: later })
    expect(await startsOf(s)).toEqual([
      ...["03-11T10:00", "03-18T10:00", "03-23T10:00", "03-30T10:00", "04-07T14:00", "04-13T10:00"],
    ])
    const last = (await s.look())[5]
    expect(last).toMatchObject({ language: "en", minimum: 2, placeText: "Raum 2" })
  })

  it("is taken back as one and leaves nothing", async () => {
    const s = await series()
    const before = await s.look()
    done(await follow(s, 2, { localStart: "2027-03-23T10:00", capacity: 12 }))
    const plans = await listPlannedChanges()
    const [decision, ...more] = decisionsOf(plans.filter(({ sessionId }) => s.ids.includes(sessionId)))
    expect(more).toEqual([])
    expect(decision?.together.map(({ sessionId }) => sessionId)).toEqual(s.ids.slice(3))
    expect(await withdrawChange({ changeId: (await planOf(s.ids[5]!)).id }, organizer)).toEqual({ ok: true })
    expect(await s.look()).toEqual(before.map((row) => ({ ...row, updatedAt: expect.any(Date) as Date })))
    expect(await listPlannedChanges({ sessionId: s.ids[3] })).toEqual([])
    for (const id of s.ids.slice(2))
      expect((await logOf({ sessionId: id })).at(-1)).toMatchObject({ kind: "change.withdrawn" })
  })

  it("is brought forward as one; what has become impossible stays with its reason, the others are done", async () => {
    const s = await series()
    done(await follow(s, 2, { localStart: "2027-03-25T10:30" }))
    await ownDatabase().query(`UPDATE group_sessions SET revision = revision + 1 WHERE id = '${s.ids[4]}'`)
    const { id: changeId } = await planOf(s.ids[2]!)
    expect(await carryOutChange({ changeId }, organizer)).toEqual({ ok: true, status: "carried_out", left: 1 })
    expect((await startsOf(s)).slice(2)).toEqual(["03-25T10:30", "04-01T10:30", "04-08T10:00", "04-15T10:30"])
    expect(await listPlannedChanges({ sessionId: s.ids[4] })).toMatchObject([{ failure: { reason: "stale_revision" } }])
  })

  it("tells each person once, whatever of their date is changed at once", async () => {
    const s = await series()
    await follow(s, 2, { localStart: "2027-03-23T11:00", language: "en", capacity: 9 })
    await sweep({ now: later })
    const told = (await logOf({ sessionId: s.ids[3] })).map(({ kind }) => kind).slice(-3)
    expect(told).toEqual(["change.carried_out", "session.moved", "session.capacity_changed"])
  })

  it("in a monthly series means the weekday of each month, also of short ones", async () => {
    const rule: SeriesRule = { kind: "monthly", nth: 1, weekday: 4, from: "2027-01-07", count: 4 }
    const s = await series({ rule, days: ["2027-01-07", "2027-02-04", "2027-03-04", "2027-04-01"] })
    done(await follow(s, 0, { localStart: "2027-01-05T11:00" }))
    await sweep({ now: later })
    expect(await startsOf(s)).toEqual(["01-05T11:00", "02-02T11:00", "03-02T11:00", "04-06T11:00"])
  })
})

describe("what stands against it", () => {
  it("is left out when it was seen, by name: paused, called off, fuller than that", async () => {
    const s = await series()
    for (const guest of [jonas, karin]) await s.book(guest, s.at(5))
    done(await changeNow(s.at(2), cancel, organizer))
    await pauseFourth(s)
    const small = { capacity: 1 }
    expect(await follow(s, 1, small, { confirmed: false })).toEqual({ ok: false, reason: "look_first" })
    expect(await follow(s, 1, small)).toMatchObject({ ok: false })
    expect(await follow(s, 1, small, { without: [2, 3, 5] })).toMatchObject({ status: "carried_out" })
    expect((await s.look()).map(({ capacity }) => capacity)).toEqual([8, 1, 8, 8, 1, 8])
  })

  it("is refused when it came after the look, and nothing is written: a pause, another's edit", async () => {
    const s = await series()
    const revisions = await s.seen(2)
    await pauseFourth(s)
    const wish = { localStart: "2027-03-25T11:00" }
    expect(await follow(s, 2, wish, { revisions })).toEqual({ ok: false, reason: "session_paused", until: later })
    done(await withdrawChange({ changeId: (await planOf(s.ids[3]!)).id }, organizer))
    done(await changeNow(s.at(4), { kind: "edit", minimum: 2 }, organizer))
    expect(await follow(s, 2, wish, { revisions })).toEqual({ ok: false, reason: "stale_revision" })
    expect(await db.plannedChange.count({ where: { groupSessionId: { in: s.ids }, state: "planned" } })).toBe(0)
  })

  it("is refused where it is the first date itself", async () => {
    const s = await series()
    expect(await follow(s, 2, { localStart: "2027-03-28T02:30" }, { confirmed: false })).toMatchObject({
      reason: "local_time",
    })
    expect(await follow(s, 2, { minimum: 9 }, { confirmed: false })).toMatchObject({ reason: "below_minimum" })
    expect(await follow(s, 3, { capacity: 0 }, { confirmed: false })).toMatchObject({ reason: "below_taken" })
  })

  it("keeps a draft that waits with the others from being deleted", async () => {
    const s = await series({ publish: false })
    done(await publishGroupSession({ sessionId: s.ids[2]! }, organizer))
    await s.book(petra, s.at(2))
    done(await follow(s, 2, { localStart: "2027-03-25T10:30" }))
    expect(await deleteDraft({ sessionId: s.ids[5]! }, organizer)).toMatchObject({ reason: "session_paused" })
    await sweep({ now: later })
    expect(await deleteDraft({ sessionId: s.ids[5]! }, organizer)).toEqual({ ok: true })
  })
})

describe("calling several sessions off", () => {
  it("is one decision: all of them, or none, and taken back as one", async () => {
    const { januaryRound, februaryRound, reviewedRound, book } = await world()
    await book(petra, januaryRound)
    await book(jonas, februaryRound)
    const all = [januaryRound, februaryRound, reviewedRound]
    const wish = (sessions: { id: string }[]) => ({
      sessions: sessions.map(({ id: sessionId }) => ({ sessionId, revision: 1 })),
      message: "Ich bin im Januar nicht da.",
    })
    const status = async ({ id }: { id: string }) => (await db.groupSession.findUniqueOrThrow({ where: { id } })).status
    const moving = { sessionId: februaryRound.id, revision: 1, message: null, confirmed: true }
    done(await planChange({ ...moving, change: moveTo("2027-02-05T10:00") }, organizer))
    expect(await planCancellations(wish([januaryRound, februaryRound]), organizer)).toEqual({
      ...{ ok: false, reason: "session_paused", until: later, sessionId: februaryRound.id },
    })
    expect(await listPlannedChanges({ sessionId: januaryRound.id })).toEqual([])
    await withdrawChange({ changeId: (await planOf(februaryRound.id)).id }, organizer)
    done(await planCancellations(wish(all), organizer))
    // Nobody is in the third, and it waits with the others.
    expect(await status(reviewedRound)).toBe("published")
    await withdrawChange({ changeId: (await planOf(reviewedRound.id)).id }, organizer)
    await sweep({ now: later })
    for (const session of all) expect(await status(session)).not.toBe("cancelled")
    done(await planCancellations(wish(all), organizer))
    await sweep({ now: later })
    for (const session of all) expect(await status(session)).toBe("cancelled")
  })
})
