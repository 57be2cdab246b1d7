import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { createSeries } from "@/lib/sessions/create-series"
import { deleteDraft } from "@/lib/sessions/delete-draft"
import { publishSessions } from "@/lib/sessions/publish-sessions"
import { findSeries } from "@/lib/sessions/queries-desk"
import type { SeriesInput } from "@/lib/sessions/schema-series"
import { changeNow } from "../support/change"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { acrossTheClocks, seriesWish, sessionsOf } from "../support/series"
import { constraint, pause } from "../support/twin"
import { by, done, logOf, monday, people, world } from "../support/world"

const organizer = by("organizer", monday)
describe("a series", () => {
  it("is made of the days that were kept, at one time on the wall clock", async () => {
    const days = acrossTheClocks.filter((day) => day !== "2027-03-18")
    const { seriesId } = done(await createSeries(await seriesWish({ days }), organizer))
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
    const { formatId, ...input } = await seriesWish()
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
    const input = await seriesWish({ publish: true })
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
      await renewOwnDatabase({ without: without + pause("INSERT", "series", 1000) })
    })

    it(`is made ${series} times`, async () => {
      const input = await seriesWish()
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
    const input = await seriesWish(fields)
    const before = await db.groupSession.count()
    expect(await createSeries(input, organizer)).toEqual({ ok: false, reason })
    expect(await db.groupSession.count()).toBe(before)
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
