import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, it } from "vitest"
import { allActivities, listActivities, type LogEntry } from "@/lib/bookings/list-activities"
import { addTeamMember } from "@/lib/people/add-team-member"
import { changeRole } from "@/lib/people/change-role"
import { editFormat } from "@/lib/sessions/edit-format"
import { formatEdit } from "@/lib/sessions/schema"
import { findFormat } from "@/lib/sessions/queries"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { changeNow, resize } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { trigger } from "../support/twin"
import { countQueries } from "../support/query-count"
import { by, done, minutesAfter, world } from "../support/world"

type World = Awaited<ReturnType<typeof world>>
let w: World
let olga: string

beforeAll(async () => {
  w = await world()
  const owner = by("organizer", w.now)
  const input = { email: "olga@runde.example", name: "Olga Planung", role: "host" } as const
  olga = done(await addTeamMember(input, owner)).teamMemberId
  done(await changeRole({ teamMemberId: olga, role: "organizer" }, by("organizer", minutesAfter(w.now, 1))))
  await w.book(w.petra, w.januaryRound)
  const actor = { kind: "organizer", id: olga } as const
  const at = minutesAfter(w.now, 60)
  done(await changeNow(w.januaryRound, resize(10), { actor, now: at }))
  await saveSettings(defaultSettings, { actor, now: at })
  const imprint = { de: "Ein langer Text.\n".repeat(20) }
  const changed = { ...defaultSettings, name: "Tafel", legal: { version: "2027-01", texts: { imprint } } }
  await saveSettings(changed as never, { actor, now: minutesAfter(at, 1) })
  const format = (await findFormat(w.formats.instant))!
  const edit = { ...formatEdit.parse(format), capacity: 9 }
  done(await editFormat({ formatId: format.id, revision: format.updatedAt, edit }, { actor, now: minutesAfter(at, 2) }))
})

const all = async (filter: Parameters<typeof listActivities>[0] = {}) =>
  (await listActivities(filter, { limit: 500 })).entries
const kinds = (entries: LogEntry[]) => entries.map(({ kind }) => kind)

describe("the log", () => {
  it("says who did what to whom, with what was before and after", async () => {
    const log = await all()
    const [edited, changed] = log
    const resized = log.find(({ kind }) => kind === "session.capacity_changed")
    expect(edited).toMatchObject({
      kind: "format.edited",
      actorName: "Olga Planung",
      formatName: "KI-Gruppen-Session",
      detail: { before: { capacity: 8 }, after: { capacity: 9 } },
    })
    expect(changed).toMatchObject({
      kind: "settings.changed",
      detail: {
        before: { "legal.version": "2026-11", name: "Runde" },
        after: { "legal.version": "2027-01", name: "Tafel" },
        texts: ["legal.texts.imprint.de"],
      },
    })
    expect(resized).toMatchObject({ kind: "session.capacity_changed", sessionId: w.januaryRound.id })
    const confirmed = log.find(({ kind }) => kind === "seat.confirmed")
    expect(confirmed).toMatchObject({
      person: "Petra Muster, Muster Anlagenbau GmbH",
      reference: expect.any(String) as string,
    })
    const role = log.find(({ kind }) => kind === "team.role_changed")
    expect(role).toMatchObject({
      memberName: "Olga Planung",
      detail: { before: { role: "host" }, after: { role: "organizer" } },
    })
  })

  it("is narrowed by part, person, session and time", async () => {
    const team = kinds(await all({ areas: ["team"] }))
    expect(team).toEqual(["team.role_changed", "team.member_added"])
    expect(new Set(kinds(await all({ areas: ["bookings", "sessions", "formats", "mails"] })))).not.toContain(
      "settings.changed",
    )
    // Some share their instant.
    const hers = kinds(await all({ who: olga })).filter((kind) => !kind.startsWith("team."))
    expect(hers.sort()).toEqual([
      "change.carried_out",
      "change.planned",
      "format.edited",
      "session.capacity_changed",
      "settings.changed",
      "settings.changed",
    ])
    expect(kinds(await all({ who: "guests" }))).toEqual(expect.arrayContaining(["seat.held"]))
    const ofSession = kinds(await all({ sessionId: w.februaryRound.id }))
    expect(ofSession.sort()).toEqual(["session.created", "session.published"])
    expect(kinds(await all({ from: minutesAfter(w.now, 62) }))).toEqual(["format.edited"])
    expect(kinds(await all({ until: w.now }))).not.toContain("seat.held")
  })

  it("comes page by page, each line once, also of one instant", async () => {
    const whole = await all()
    const paged: LogEntry[] = []
    let cursor: string | null = ""
    do {
      const page: Awaited<ReturnType<typeof listActivities>> = await listActivities({}, { cursor, limit: 3 })
      paged.push(...page.entries)
      cursor = page.nextCursor
    } while (cursor)
    expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    for (const broken of ["nonsense", "0000-01-01T00:00:00.000Z_00000000-0000-0000-0000-000000000000"])
      expect((await listActivities({}, { cursor: broken, limit: 3 })).entries).toHaveLength(3)
  })

  it("is exported whole, whatever part of it is read at a time", async () => {
    const ids = async (size?: number) => (await Array.fromAsync(allActivities({}, { size }))).flat().map(({ id }) => id)
    expect(await ids()).toEqual((await all()).map(({ id }) => id))
    for (const size of [1, 3]) expect(await ids(size)).toEqual(await ids())
  })

  it("takes one query, however many lines it has", async () => {
    const count = (limit: number) => countQueries(() => listActivities({}, { limit }))
    expect([await count(2), await count(100)]).toEqual([1, 1])
  })

  it("has a sentence for every kind, in both languages", () => {
    const union = /export type ActivityKind =\n([\s\S]*?)\n\n/.exec(readFileSync("lib/activity.ts", "utf8"))![1]!
    const kinds = [...union.matchAll(/"([\w.]+)"/g)].map(([, kind]) => kind!.replaceAll(".", "_"))
    for (const locale of ["de", "en"]) {
      const { log } = JSON.parse(readFileSync(`messages/${locale}/team.json`, "utf8")) as { log: { kinds: object } }
      // A code asked for is not shown: the sign-in that follows is.
      expect(kinds.filter((kind) => !(kind in log.kinds))).toEqual(["team_code_requested"])
    }
  })
})

describe("what is in the log", () => {
  const tamper = async (without?: string) => {
    await renewOwnDatabase({ without })
    await world()
    const attempt = (sql: string) =>
      ownDatabase()
        .query(sql)
        .then(
          () => "done",
          () => "refused",
        )
    return [
      await attempt("UPDATE activities SET kind = 'nothing'"),
      await attempt("DELETE FROM activities"),
      await attempt("TRUNCATE activities"),
    ]
  }
  it("stays: nobody changes or removes it", async () =>
    expect(await tamper()).toEqual(["refused", "refused", "refused"]))
  it("twin: goes without the triggers", async () =>
    expect(
      await tamper(trigger("activities", "activities_kept") + trigger("activities", "activities_not_truncated")),
    ).toEqual(["done", "done", "done"]))
})
