import { behaviour, received } from "../support/mail-server"
import { beforeEach, describe, expect, it } from "vitest"
import { system } from "@/lib/activity"
import { db } from "@/lib/db"
import { saveMailText } from "@/lib/notifications/save-mail-text"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { constraint } from "../support/twin"
import { monday, world } from "../support/world"

const by = { actor: system, now: monday }
const standard = { subject: null, opening: null }
const own = { subject: "Schön, dass Sie kommen: {date}", opening: "Ihr Platz ist sicher, {name}.\n\nBis dann." }

beforeEach(async () => {
  await renewOwnDatabase()
  received.length = 0
  delete behaviour.refuseMessage
})

describe("a mail in the house's own words", () => {
  it("says them for this format, reader and language, from the next one on", async () => {
    const { petra, jonas, anke, book, januaryRound, reviewedRound, formats, answerAll } = await world()
    await book(jonas, januaryRound)
    await drainJobs()
    const save = {
      formatId: formats.instant,
      kind: "confirmed",
      reader: "participant",
      texts: { de: own, en: standard },
    } as const
    expect(await saveMailText(save, by)).toEqual({ ok: true, changed: true })
    await book(petra, januaryRound, { booker: anke })
    await book(petra, reviewedRound)
    await answerAll()
    await drainJobs()
    const confirmed = await db.mail.findMany({ where: { kind: "confirmed" } })
    expect(confirmed.filter(({ ownText }) => ownText !== null)).toMatchObject([
      { recipient: petra.email, sessionId: januaryRound.id },
    ])
    const mail = received.find(({ mail: { subject } }) => subject?.startsWith("Schön"))!.mail
    expect(mail.subject).toBe("Schön, dass Sie kommen: Do., 14.01.2027")
    expect(mail.text).toContain("Ihr Platz ist sicher, Petra Muster.\n\nBis dann.")
  })

  it("is told by the log before and after, and once where nothing changes", async () => {
    const { formats } = await world()
    const save = { formatId: formats.instant, kind: "confirmed", reader: "participant" } as const
    await saveMailText({ ...save, texts: { de: own, en: standard } }, by)
    await saveMailText({ ...save, texts: { de: own, en: standard } }, by)
    await saveMailText({ ...save, texts: { de: standard, en: standard } }, by)
    const log = await db.activity.findMany({ where: { kind: "format.mail_text_changed" }, orderBy: { at: "asc" } })
    expect(log.map(({ detail }) => detail)).toMatchObject([
      { locale: "de", before: standard, after: own },
      { locale: "de", before: own, after: standard },
    ])
    expect(await db.mailText.count()).toBe(0)
  })

  it("refuses what a mail could not be made of", async () => {
    const { formats } = await world()
    const save = { formatId: formats.instant, kind: "confirmed", reader: "participant" } as const
    for (const subject of ["Platz\r\nBcc: eve@evil.example", "{nichts}", "{date"])
      expect(
        await saveMailText({ ...save, texts: { de: { subject, opening: null }, en: standard } }, by),
      ).toMatchObject({
        reason: "text_broken",
      })
    expect(
      await saveMailText({ ...save, formatId: crypto.randomUUID(), texts: { de: own, en: standard } }, by),
    ).toMatchObject({
      reason: "not_found",
    })
  })
})

const smuggle = (formatId: string) =>
  ownDatabase().query(
    "INSERT INTO mail_texts (format_id, kind, reader, locale, subject) VALUES ($1, 'confirmed', 'participant', 'de', $2)",
    [formatId, "Platz\r\nBcc: eve@evil.example"],
  )

describe("a header in a subject", () => {
  it("is refused by the database too", async () => {
    const { formats } = await world()
    await expect(smuggle(formats.instant)).rejects.toThrow(/mail_texts_subject_one_line/)
  })

  it("stops at the last line, too, where the database would have taken it: the twin", async () => {
    await renewOwnDatabase({ without: constraint("mail_texts", "mail_texts_subject_one_line") })
    const { petra, book, januaryRound, formats } = await world()
    await smuggle(formats.instant)
    await book(petra, januaryRound)
    await drainJobs()
    const { state, lastError } = await db.mail.findFirstOrThrow({ where: { kind: "confirmed" } })
    expect({ state, lastError }).toEqual({ state: "failed", lastError: "line break in a header" })
    expect(received.flatMap(({ to }) => to)).not.toContain("eve@evil.example")
  })
})
