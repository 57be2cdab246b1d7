import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { csv } from "@/lib/csv"
import { db } from "@/lib/db"
import { addTeamMember } from "@/lib/people/add-team-member"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { importSessions } from "@/lib/transfer/import-sessions"
import { keepUpload } from "@/lib/transfer/keep-upload"
import { exampleTable, sessionTable } from "@/lib/transfer/queries-house"
import { previewSessions } from "@/lib/transfer/queries-sessions"
import { headingsOf } from "@/lib/transfer/read-csv"
import { sessionColumns } from "@/lib/transfer/schema-sessions"
import { cancel, changeNow } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { fileStays, sayingOtherwise, withoutLock } from "../support/statements"
import { constraint, pause } from "../support/twin"
import { at, berlin, by, done, kindsOf, monday, world } from "../support/world"

const owner = by("organizer", monday)
let house: Awaited<ReturnType<typeof world>>
let teamMemberId: string
beforeEach(async () => {
  await renewOwnDatabase()
  house = await world()
  const erika = { email: "erika@runde.example", name: "Erika Beispiel", role: "owner" } as const
  teamMemberId = done(await addTeamMember(erika, owner)).teamMemberId
  for (const [id, shortName] of [
    [house.formats.instant, "Offene Runde"],
    [house.formats.reviewed, "Vertiefung"],
  ] as const) {
    const { texts } = await db.format.findUniqueOrThrow({ where: { id } })
    const [de, en] = [(texts as { de: object }).de, (texts as { en: object }).en]
    const names = { de: { ...de, shortName, name: `${shortName} lang` }, en: { ...en, shortName: `${shortName} EN` } }
    await db.format.update({ where: { id }, data: { texts: names } })
  }
})

const heading = "Format;Datum;Uhrzeit;Zeitzone;Plätze;Mindestzahl;Sprache;Ort;Moderation;Stand"
const file = (...lines: string[]) => [heading, ...lines].join("\r\n")
const preview = async (...lines: string[]) => done(await previewSessions(file(...lines), db, monday))
const upload = async (text: string) => {
  const bytes = new TextEncoder().encode(text)
  return done(await keepUpload({ kind: "sessions", fileName: "termine.csv", bytes, teamMemberId })).uploadId
}
const bring = async (text: string, skipBroken = false) =>
  importSessions({ requestId: randomUUID(), uploadId: await upload(text), skipBroken }, owner)

const good = "Offene Runde;15.04.2027;10:00;;12;5;Englisch;Videokonferenz;Erika Beispiel;veröffentlicht"
const plain = "vertiefung en;2027-04-22;9.30 Uhr;;;;;online;;"

describe("a list of sessions", () => {
  it("is shown before anything happens", async () => {
    const before = await db.groupSession.count()
    const { added, known, problems, unknown } = await preview(good, plain)
    expect({ known, problems, unknown }).toEqual({ known: [], problems: [], unknown: [] })
    expect(added).toMatchObject([
      {
        line: 2,
        input: {
          ...{ formatId: house.formats.instant, localStart: "2027-04-15T10:00", timeZone: berlin, language: "en" },
          ...{ capacity: 12, minimum: 5, placeText: "Videokonferenz", hostId: teamMemberId },
        },
        publish: true,
        hostName: "Erika Beispiel",
      },
      {
        line: 3,
        input: {
          ...{ formatId: house.formats.reviewed, localStart: "2027-04-22T09:30", timeZone: berlin, language: "de" },
          ...{ capacity: 8, minimum: 4, placeText: null, hostId: null },
        },
        publish: false,
      },
    ])
    expect(await db.groupSession.count()).toBe(before)
  })

  it("becomes drafts and sessions that can be booked, as the form would make them", async () => {
    expect(await bring(file(good, plain))).toEqual({ ok: true, added: 2, published: 1 })
    const [open, draft] = await db.groupSession.findMany({
      where: { localStart: { startsWith: "2027-04" } },
      orderBy: { startsAt: "asc" },
    })
    expect(open).toMatchObject({ status: "published", publishedAt: monday, capacity: 12, language: "en" })
    expect(open!.endsAt.getTime() - open!.startsAt.getTime()).toBe(90 * 60_000)
    expect(draft).toMatchObject({ status: "draft", publishedAt: null, minimum: 4, seriesId: null })
    expect(await kindsOf(open!.id)).toEqual(["session.created", "session.published"])
    expect(await kindsOf(draft!.id)).toEqual(["session.created"])
    expect(await db.activity.findFirst({ where: { kind: "sessions.imported" } })).toMatchObject({
      detail: { added: 2, published: 1 },
    })
    expect(await db.mail.count()).toBe(0)
  })

  it.each([
    ["an unknown format", "Gibt es nicht;15.04.2027;10:00", "Format", "format", "Gibt es nicht"],
    ["a day there is not", "Offene Runde;31.02.2027;10:00", "Datum", "day", "31.02.2027"],
    ["a day with slashes", "Offene Runde;04/05/2027;10:00", "Datum", "day", "04/05/2027"],
    ["a day that is over", "Offene Runde;04.12.2026;10:00", "Datum", "in_the_past", "04.12.2026"],
    ["no time", "Offene Runde;15.04.2027;", "Uhrzeit", "required", ""],
    ["a time there is not", "Offene Runde;15.04.2027;25:00", "Uhrzeit", "time", "25:00"],
    ["a time the clock leaves out", "Offene Runde;28.03.2027;02:30", "Uhrzeit", "local_time", "02:30"],
    ["an unknown zone", "Offene Runde;15.04.2027;10:00;Mond", "Zeitzone", "time_zone", "Mond"],
    ["too many seats", "Offene Runde;15.04.2027;10:00;;501", "Plätze", "number", "501"],
    ["seats that are no number", "Offene Runde;15.04.2027;10:00;;acht", "Plätze", "number", "acht"],
    ["more people needed than seats", "Offene Runde;15.04.2027;10:00;;3;4", "Mindestzahl", "below_minimum", "4"],
    ["an unknown language", "Offene Runde;15.04.2027;10:00;;;;fr", "Sprache", "language", "fr"],
    [
      "a link as place",
      "Offene Runde;15.04.2027;10:00;;;;;https://zoom.example/1",
      "Ort",
      "place_link",
      "https://zoom.example/1",
    ],
    ["nobody's name", "Offene Runde;15.04.2027;10:00;;;;;;Niemand", "Moderation", "host", "Niemand"],
    ["an unknown state", "Offene Runde;15.04.2027;10:00;;;;;;;vielleicht", "Stand", "state", "vielleicht"],
    ["one that was called off", "Offene Runde;15.04.2027;10:00;;;;;;;Abgesagt", "Stand", "gone", "Abgesagt"],
  ])("with %s is refused, with line, column and reason", async (_, line, column, code, value) => {
    expect(await preview(good, line)).toMatchObject({
      added: [{ line: 2 }],
      problems: [{ line: 3, column, code, value }],
    })
    const before = await db.groupSession.count()
    expect(await bring(file(good, line))).toEqual({ ok: false, reason: "rows_broken" })
    expect(await db.groupSession.count()).toBe(before)
    expect(await bring(file(good, line), true)).toMatchObject({ ok: true, added: 1 })
    expect(await db.groupSession.count()).toBe(before + 1)
  })

  it("is refused where a name is that of several, or of what has no seats", async () => {
    const named = await preview("KI-Gruppen-Session;15.04.2027;10:00")
    // The third format is the only one that is called so still.
    expect(named.added).toMatchObject([{ input: { formatId: house.formats.priced } }])
    const { texts } = await db.format.findUniqueOrThrow({ where: { id: house.formats.priced } })
    const twin = await db.format.update({ where: { id: house.formats.reviewed }, data: { texts: texts as object } })
    expect((await preview("KI-Gruppen-Session;15.04.2027;10:00")).problems).toMatchObject([{ code: "format" }])
    expect((await preview(`${twin.slug};15.04.2027;10:00`)).added).toHaveLength(1)
    await db.format.update({ where: { id: house.formats.instant }, data: { kind: "individual" } })
    expect((await preview(good)).problems).toMatchObject([{ column: "Format", code: "no_seats" }])
    await db.format.update({
      where: { id: house.formats.reviewed },
      data: { place: "on_site", placeText: "Kesselhaus" },
    })
    expect((await preview(`${twin.slug};15.04.2027;10:00;;;;;online`)).problems).toMatchObject([{ code: "on_site" }])
    expect((await preview(`${twin.slug};15.04.2027;10:00`)).dates).toMatchObject([{ placeText: "Kesselhaus" }])
  })

  it("leaves what is there already as it is, and takes what was called off anew", async () => {
    const there = "Offene Runde;14.01.2027;10:00;;99"
    expect(await preview(there, good)).toMatchObject({ added: [{ line: 3 }], known: [{ line: 2 }], problems: [] })
    // In another language it is another one, and the same moment is the same in every zone.
    expect((await preview("Offene Runde;14.01.2027;10:00;;;;en")).added).toHaveLength(1)
    expect((await preview("Offene Runde;14.01.2027;09:00;Europe/London")).known).toHaveLength(1)
    expect(await bring(file(there))).toEqual({ ok: true, added: 0, published: 0 })
    expect(await db.groupSession.findUniqueOrThrow({ where: { id: house.januaryRound.id } })).toMatchObject({
      capacity: 8,
    })
    done(await changeNow(house.januaryRound, cancel, owner))
    expect((await preview(there)).added).toHaveLength(1)
    expect((await preview("Offene Runde;14.01.2027;10:00;;;;;;;Abgesagt")).known).toHaveLength(1)
  })

  it("names a date that comes twice once, and what overlaps", async () => {
    const { added, problems, overlaps } = await preview(
      good,
      good,
      "Vertiefung;15.04.2027;11:00",
      "Vertiefung;15.04.2027;12:30",
    )
    expect(problems).toEqual([{ line: 3, column: "Datum", code: "twice_date", value: "15.04.2027" }])
    expect(added.map(({ line }) => line)).toEqual([2, 4, 5])
    expect([...overlaps]).toEqual([[4, 2]])
  })

  it("shows holidays of the house and weekends, and is read in the zone of the house", async () => {
    await saveSettings({ ...defaultSettings, region: "BY", timeZone: "Asia/Singapore" }, owner)
    const { added } = await preview("Offene Runde;06.01.2027;10:00", "Offene Runde;09.01.2027;10:00")
    expect(added).toMatchObject([
      { holiday: "HEILIGEDREIKOENIGE", weekend: false, startsAt: new Date("2027-01-06T02:00Z") },
      { holiday: null, weekend: true },
    ])
  })

  const twoFiles = ["Offene Runde;20.05.2027;10:00", "Offene Runde;27.05.2027;10:00"]
  const importAtOnce = async (asked: Parameters<typeof importSessions>[0][]) => {
    // Long enough that both have looked before one has written, also on a busy machine.
    await ownDatabase().query(pause("INSERT", "group_sessions", 250))
    const before = await db.groupSession.count()
    const answers = await Promise.all(asked.map((each) => importSessions(each, owner).catch(() => "threw" as const)))
    return { answers, made: (await db.groupSession.count()) - before }
  }
  const times = {
    "the same request": async () => {
      const asked = { requestId: randomUUID(), uploadId: await upload(file(...twoFiles)), skipBroken: false }
      return [asked, asked]
    },
    "two windows with the same file": async () => {
      const uploadId = await upload(file(...twoFiles))
      return [randomUUID(), randomUUID()].map((requestId) => ({ requestId, uploadId, skipBroken: false }))
    },
    "two people with the same dates": async () => {
      const uploads = [await upload(file(...twoFiles)), await upload(file(...twoFiles))]
      return uploads.map((uploadId) => ({ requestId: randomUUID(), uploadId, skipBroken: false }))
    },
  }

  it.each([
    ["the same request", [2, 2]],
    ["two windows with the same file", [2, "not_found"]],
    ["two people with the same dates", [0, 2]],
  ] as const)("is made once: %s", async (name, expected) => {
    const asked = await times[name]()
    const { answers, made } = await importAtOnce(asked)
    const said = answers.map((answer) => (answer === "threw" ? answer : answer.ok ? answer.added : answer.reason))
    expect([said.sort(), made]).toEqual([expected, 2])
    if (name === "the same request") expect(await importSessions(asked[0]!, owner)).toEqual(answers[0])
  })

  it.each(Object.entries(times))("twin: is made twice without the lock: %s", async (_, ask) => {
    await ownDatabase().query(constraint("requests", "requests_pkey"))
    const { made } = await sayingOtherwise([withoutLock("uploads", "FOR UPDATE"), fileStays], async () =>
      importAtOnce(await ask()),
    )
    expect(made).toBe(4)
  })

  it("is read in English, and with a thousand rows", async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => {
      const day = new Date(Date.UTC(2027, 5, 1 + (index % 300))).toISOString().slice(0, 10)
      return `Vertiefung EN,${day},${String(8 + Math.floor(index / 300))}:00,Published`
    })
    const english = ["Format,Date,Start,State", ...rows].join("\n")
    expect(await bring(english)).toEqual({ ok: true, added: 1_000, published: 1_000 })
    const more = await previewSessions([english, rows[0]].join("\n"))
    expect(more).toEqual({ ok: false, reason: "file_too_long", most: 1_000 })
  })
})

describe("the list of sessions as a table", () => {
  const ever = { from: at("2020-01-01T00:00"), until: at("2040-01-01T00:00") }
  const table = async (locale: "de" | "en", during = ever, size?: number) => {
    const rows = await Array.fromAsync(sessionTable({ during }, { locale, now: monday, size }))
    return csv(headingsOf(sessionColumns, locale), rows.flat(), locale)
  }

  it("is whole, whatever part of it is read at a time", async () => {
    const whole = await table("de")
    expect(whole.trimEnd().split("\r\n")).toHaveLength(1 + (await db.groupSession.count()))
    for (const size of [1, 2, 1_000]) expect(await table("de", ever, size)).toBe(whole)
    const latestFirst = async (size?: number) =>
      (
        await Array.fromAsync(sessionTable({ show: "past" }, { locale: "de", now: at("2027-02-12T00:00"), size }))
      ).flat()
    expect(await latestFirst(1)).toEqual(await latestFirst())
    expect((await latestFirst()).length).toBeGreaterThan(1)
  })

  it.each(["de", "en"] as const)("is read again as what is there already, in %s", async (locale) => {
    done(await changeNow(house.februaryRound, cancel, owner))
    // The day after one of them, which is over then.
    const preview = done(await previewSessions(await table(locale), db, at("2027-01-15T10:00")))
    expect(preview).toMatchObject({ added: [], problems: [], unknown: [] })
    expect(preview.known).toHaveLength(await db.groupSession.count())
  })

  it.each(["de", "en"] as const)("makes the same sessions a year later, in %s", async (locale) => {
    const other = { draft: true, timeZone: "America/New_York", capacity: 5, minimum: 2 }
    const odd = await house.session(house.formats.priced, "2027-03-09T11:15", other)
    await db.groupSession.update({
      where: { id: odd.id },
      data: { placeText: '=1+1; "Haus"', hostId: teamMemberId, language: "en" },
    })
    const year = (number: number) => ({ from: at(`${number}-01-01T00:00`), until: at(`${number + 1}-01-01T00:00`) })
    const text = await table(locale, year(2027))
    const later = text.replaceAll("2027", "2028")
    expect(await bring(later)).toEqual({ ok: true, added: 6, published: 5 })
    expect(await table(locale, year(2028))).toBe(later)
  })

  it("begins with an example of each format, which can be imported as it is", async () => {
    for (const locale of ["de", "en"] as const) {
      const text = csv(headingsOf(sessionColumns, locale), await exampleTable(locale, at("2026-12-15T09:00")), locale)
      const { added, problems } = done(await previewSessions(text, db, monday))
      expect(problems).toEqual([])
      expect(added.map(({ input, publish, weekend }) => [input.localStart, publish, weekend])).toEqual(
        Array(3).fill(["2027-02-11T10:00", false, false]),
      )
    }
  })
})
