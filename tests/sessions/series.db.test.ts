import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { planFollowing } from "@/lib/bookings/plan-following"
import type { FollowingEdit } from "@/lib/bookings/schema"
import { createSeries } from "@/lib/sessions/create-series"
import { deleteDraft } from "@/lib/sessions/delete-draft"
import { publishSessions } from "@/lib/sessions/publish-sessions"
import { findSeries } from "@/lib/sessions/queries-desk"
import type { SeriesInput } from "@/lib/sessions/schema-series"
import { changeNow } from "../support/change"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { constraint, lockIn, pause } from "../support/twin"
import { berlin, by, done, logOf, monday, people, world } from "../support/world"

const organizer = by("organizer", monday)
const acrossTheClocks = ["2027-03-11", "2027-03-18", "2027-03-25", "2027-04-01", "2027-04-08", "2027-04-15"]

async function wish(fields: Partial<SeriesInput> = {}): Promise<SeriesInput & { requestId: string }> {
  const { formats } = await world()
  return {
    ...{ requestId: randomUUID(), formatId: formats.instant, language: "de", timeZone: berlin, placeText: null },
    ...{ capacity: 8, minimum: 4, hostId: null, localTime: "10:00", publish: false, days: acrossTheClocks },
    rule: { kind: "weekly", every: 1, from: "2027-03-11", count: 6 },
    ...fields,
  }
}

const sessionsOf = (seriesId: string) => db.groupSession.findMany({ where: { seriesId }, orderBy: { startsAt: "asc" } })
const revisionsOf = async (seriesId: string) =>
  Object.fromEntries((await sessionsOf(seriesId)).map(({ id, revision }) => [id, revision]))

describe("a series", () => {
  it("is made of the days that were kept, at one time on the wall clock", async () => {
    const days = acrossTheClocks.filter((day) => day !== "2027-03-18")
    const { seriesId } = done(await createSeries(await wish({ days }), organizer))
    const sessions = await sessionsOf(seriesId)
    expect(sessions.map(({ localStart, startsAt, status }) => [localStart, startsAt.getUTCHours(), status])).toEqual([
      ["2027-03-11T10:00", 9, "draft"],
      ["2027-03-25T10:00", 9, "draft"],
      ["2027-04-01T10:00", 8, "draft"],
      ["2027-04-08T10:00", 8, "draft"],
      ["2027-04-15T10:00", 8, "draft"],
    ])
    expect((await findSeries(seriesId))?.rule).toEqual({ kind: "weekly", every: 1, from: "2027-03-11", count: 6 })
    expect((await logOf({ sessionId: sessions[0]!.id })).map(({ kind }) => kind)).toEqual(["session.created"])
    expect(await db.activity.count({ where: { kind: "series.created" } })).toBeGreaterThan(0)
  })

  it("takes place where the format does, unless it says where", async () => {
    const { formatId, ...input } = await wish()
    await db.format.update({ where: { id: formatId }, data: { place: "on_site", placeText: "Altes Kesselhaus" } })
    const places = async (fields: Partial<SeriesInput>) => {
      const { seriesId } = done(
        await createSeries({ ...input, formatId, requestId: randomUUID(), ...fields }, organizer),
      )
      return [...new Set((await sessionsOf(seriesId)).map(({ placeText }) => placeText))]
    }
    expect([await places({}), await places({ placeText: "Raum 2" })]).toEqual([["Altes Kesselhaus"], ["Raum 2"]])
  })

  it("is published at once when that is wanted, and made once however often it is asked for", async () => {
    const input = await wish({ publish: true })
    const [first, again] = await Promise.all([createSeries(input, organizer), createSeries(input, organizer)])
    expect(again).toEqual(first)
    const { seriesId } = done(first)
    const sessions = await sessionsOf(seriesId)
    expect(sessions.map(({ status }) => status)).toEqual(Array(6).fill("published"))
    expect(await logOf({ sessionId: sessions[5]!.id })).toMatchObject([
      { kind: "session.created", detail: { seriesId } },
      { kind: "session.published" },
    ])
    expect(await createSeries({ ...input, capacity: 9 }, organizer)).toMatchObject({ reason: "request_id_reused" })
  })

  describe.each([
    { protection: "with the key of the request", without: "", series: 1 },
    { protection: "twin: without it", without: constraint("requests", "requests_pkey"), series: 2 },
  ])("asked for twice at once, $protection", ({ without, series }) => {
    beforeEach(async () => {
      await renewOwnDatabase({ without: without + pause("INSERT", "series", 50) })
    })

    it(`is made ${series} times`, async () => {
      const input = await wish()
      await Promise.allSettled([createSeries(input, organizer), createSeries(input, organizer)])
      expect(await db.series.count()).toBe(series)
    })
  })

  it.each<[reason: string, fields: Partial<SeriesInput>]>([
    ["local_time", { days: ["2027-03-27", "2027-03-28"], localTime: "02:30" }],
    ["in_the_past", { days: ["2026-12-07", "2027-01-07"], localTime: "09:00" }],
    ["below_minimum", { capacity: 3 }],
    ["not_found", { formatId: randomUUID() }],
  ])("is refused as a whole: %s", async (reason, fields) => {
    const input = await wish(fields)
    const before = await db.groupSession.count()
    expect(await createSeries(input, organizer)).toEqual({ ok: false, reason })
    expect(await db.groupSession.count()).toBe(before)
  })
})

describe("an edit of this and following", () => {
  const edit = (sessionId: string, revisions: Record<string, number>, edit: FollowingEdit) =>
    planFollowing({ sessionId, revisions, edit, message: null, confirmed: true }, organizer)
  async function series(publish = false) {
    const { seriesId, sessionIds } = done(await createSeries(await wish({ publish }), organizer))
    const ids = (await sessionsOf(seriesId)).map(({ id }) => id)
    expect(new Set(sessionIds)).toEqual(new Set(ids))
    const later = async () =>
      Object.fromEntries(Object.entries(await revisionsOf(seriesId)).filter(([id]) => ids.indexOf(id) >= 2))
    return { seriesId, ids, later }
  }

  it("changes what it changes, for these only, and leaves each its own", async () => {
    const { seriesId, ids, later } = await series()
    done(await changeNow({ id: ids[4]! }, { kind: "edit", placeText: "Raum 2" }, organizer))
    done(
      await edit(ids[2]!, await later(), {
        language: "en",
        placeText: null,
        localStart: "2027-03-25T16:00",
        capacity: 6,
      }),
    )
    const sessions = await sessionsOf(seriesId)
    expect(sessions.map(({ language, localStart, capacity }) => [language, localStart.slice(11), capacity])).toEqual([
      ...Array<unknown>(2).fill(["de", "10:00", 8]),
      ...Array<unknown>(4).fill(["en", "16:00", 6]),
    ])
    expect(sessions.map(({ startsAt }) => startsAt.getUTCHours())).toEqual([9, 9, 15, 14, 14, 14])
    expect(sessions[4]).toMatchObject({ placeText: "Raum 2", revision: 3 })
    expect((await logOf({ sessionId: ids[3]! })).slice(-2)).toMatchObject([
      { kind: "session.moved", detail: { before: { language: "de" }, after: { language: "en" } } },
      { kind: "session.capacity_changed", detail: { before: 8, after: 6 } },
    ])
  })

  it("is refused when one of them was edited meanwhile, or one is no longer there", async () => {
    const { ids, later } = await series()
    const seen = await later()
    done(await changeNow({ id: ids[5]! }, { kind: "edit", minimum: 2 }, organizer))
    expect(await edit(ids[2]!, seen, { language: "en" })).toEqual({ ok: false, reason: "stale_revision" })
    const again = await later()
    done(await deleteDraft({ sessionId: ids[3]! }, organizer))
    expect(await edit(ids[2]!, again, { language: "en" })).toEqual({ ok: false, reason: "stale_revision" })
    expect(await edit(ids[2]!, await later(), { language: "en" })).toMatchObject({ ok: true })
  })

  it("is refused as a whole when one of those that were confirmed cannot follow", async () => {
    const { ids, seriesId, later } = await series()
    done(await changeNow({ id: ids[5]! }, { kind: "edit", capacity: 4 }, organizer))
    expect(await edit(ids[2]!, await later(), { minimum: 5 })).toEqual({ ok: false, reason: "below_minimum" })
    expect((await sessionsOf(seriesId)).every(({ minimum }) => minimum === 4)).toBe(true)
  })

  describe.each([
    { protection: "with its locks", without: "", winners: 1 },
    { protection: "twin: without them", without: lockIn("lock_sessions"), winners: 2 },
  ])("of two people at once, $protection", ({ without, winners }) => {
    beforeEach(async () => {
      await renewOwnDatabase({ without: without + pause("UPDATE", "group_sessions", 30) })
    })

    it(`is saved by ${winners}`, async () => {
      const { ids, later } = await series()
      const seen = await later()
      const answers = await Promise.all([
        edit(ids[2]!, seen, { language: "en" }),
        edit(ids[2]!, seen, { placeText: "Raum 2" }),
      ])
      expect(answers.filter(({ ok }) => ok)).toHaveLength(winners)
    })
  })
})

describe("a draft", () => {
  it("is deleted and remembered; what was published is not deleted", async () => {
    const { session, formats, januaryRound } = await world()
    const draft = await session(formats.instant, "2027-03-04T10:00", { draft: true })
    done(await changeNow({ id: draft.id }, { kind: "edit", placeText: "Raum 2" }, organizer))
    done(await deleteDraft({ sessionId: draft.id }, organizer))
    expect(await db.groupSession.count({ where: { id: draft.id } })).toBe(0)
    expect((await logOf({ sessionId: draft.id })).at(-1)).toMatchObject({
      kind: "session.deleted",
      detail: { before: { localStart: "2027-03-04T10:00" } },
    })
    // What was to follow from the edit has nobody to tell.
    await drainJobs()
    expect(await deleteDraft({ sessionId: draft.id }, organizer)).toEqual({ ok: false, reason: "not_found" })
    expect(await deleteDraft({ sessionId: januaryRound.id }, organizer)).toEqual({ ok: false, reason: "not_draft" })
  })

  it("is published with others, and what cannot be is named", async () => {
    const { session, formats, januaryRound, book } = await world()
    const [soon, late] = [
      await session(formats.instant, "2026-12-07T09:30", { draft: true }),
      await session(formats.instant, "2027-03-04T10:00", { draft: true }),
    ]
    const gone = randomUUID()
    const sessionIds = [soon.id, late.id, januaryRound.id, gone]
    const half = { actor: organizer.actor, now: soon.startsAt }
    expect(await publishSessions({ sessionIds }, half)).toEqual({
      ok: true,
      published: [late.id],
      left: [soon.id, gone],
    })
    await book(people.petra, late)
    expect(await publishSessions({ sessionIds: [late.id] }, half)).toEqual({ ok: true, published: [], left: [] })
    expect((await logOf({ sessionId: late.id })).filter(({ kind }) => kind === "session.published")).toHaveLength(1)
  })
})
