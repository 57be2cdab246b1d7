import { beforeEach, describe, expect, it } from "vitest"
import { planFollowing } from "@/lib/bookings/plan-following"
import type { FollowingEdit } from "@/lib/bookings/schema"
import { createSeries } from "@/lib/sessions/create-series"
import { deleteDraft } from "@/lib/sessions/delete-draft"
import { changeNow } from "../support/change"
import { renewOwnDatabase } from "../support/database"
import { seriesWish, sessionsOf } from "../support/series"
import { lockIn, pause } from "../support/twin"
import { by, done, logOf, monday } from "../support/world"

const organizer = by("organizer", monday)
const revisionsOf = async (seriesId: string) =>
  Object.fromEntries((await sessionsOf(seriesId)).map(({ id, revision }) => [id, revision]))

describe("an edit of this and following", () => {
  const edit = (sessionId: string, revisions: Record<string, number>, edit: FollowingEdit) =>
    planFollowing({ sessionId, revisions, edit, message: null, confirmed: true }, organizer)
  async function series(publish = false) {
    const { seriesId, sessionIds } = done(await createSeries(await seriesWish({ publish }), organizer))
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
