import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { addTeamMember } from "@/lib/people/add-team-member"
import { importPeople, previewPeople } from "@/lib/transfer/import-people"
import { forgetUploads, keepUpload } from "@/lib/transfer/keep-upload"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { sayingOtherwise, withoutLock } from "../support/statements"
import { pause, uniqueIndex } from "../support/twin"
import { by, done, monday, world } from "../support/world"

const owner = by("organizer", monday)
let teamMemberId: string
beforeEach(async () => {
  await renewOwnDatabase()
  teamMemberId = done(
    await addTeamMember({ email: "erika@runde.example", name: "Erika", role: "owner" }, owner),
  ).teamMemberId
})

const heading = "Vorname;Nachname;Unternehmen;Funktion;E-Mail;Telefon;Sprache"
const file = (...lines: string[]) => [heading, ...lines].join("\r\n")
const keep = async (text: string | Uint8Array) =>
  done(await keepUpload({ kind: "people", fileName: "liste.csv", bytes: Buffer.from(text as string), teamMemberId }))
const bring = async (text: string, skipBroken = false) =>
  importPeople({ requestId: randomUUID(), uploadId: (await keep(text)).uploadId, skipBroken }, owner)

const good = "Jörg;Weiß;Weiß & Söhne KG;Geschäftsführer;Joerg.Weiss@weiss.example;+49 89 123456;Deutsch"
const bad = "Ohne;Adresse;Firma GmbH;Kapitän;kein-at;x;Klingonisch"

describe("a list of people", () => {
  it("is shown before anything happens, each fault with line, column and reason", async () => {
    expect(await previewPeople(file(good, bad))).toMatchObject({
      ok: true,
      added: [
        {
          line: 2,
          row: expect.objectContaining({
            givenName: "Jörg",
            email: "joerg.weiss@weiss.example",
            role: "managing_director",
            locale: "de",
          }) as object,
        },
      ],
      known: [],
      unknown: [],
      problems: [
        { line: 3, column: "Funktion", code: "role", value: "Kapitän" },
        { line: 3, column: "E-Mail", code: "email", value: "kein-at" },
        { line: 3, column: "Telefon", code: "phone", value: "x" },
        { line: 3, column: "Sprache", code: "language", value: "Klingonisch" },
      ],
    })
    expect(await db.participant.count()).toBe(0)
  })

  it("with a fault is not imported at all, unless told to leave it out", async () => {
    expect(await bring(file(good, bad))).toEqual({ ok: false, reason: "rows_broken" })
    expect(await db.participant.count()).toBe(0)
    expect(await bring(file(good, bad), true)).toEqual({ ok: true, added: 1 })
    expect(await db.participant.findFirst()).toMatchObject({ familyName: "Weiß", emailVerifiedAt: null })
    expect(await db.mail.count()).toBe(0)
  })

  it("leaves who is known as they are", async () => {
    const { book, petra, januaryRound } = await world()
    await book(petra, januaryRound)
    const again = `Petra;Anders;Fremd AG;Vorstand;${petra.email};;`
    const preview = done(await previewPeople(file(again, good)))
    expect([preview.added, preview.known].map((rows) => rows.length)).toEqual([1, 1])
    expect(await bring(file(again, good))).toEqual({ ok: true, added: 1 })
    expect(await db.participant.findUnique({ where: { email: petra.email } })).toMatchObject({ familyName: "Muster" })
  })

  it("is read as spreadsheet programs write it", async () => {
    const english =
      '\uFEFFFirst name,Last name,Company,Mail,Comment\n"Anna","O\'Neill, jr.",\'=SUM GmbH,anna@oneill.example,x'
    const preview = done(await previewPeople(english))
    expect(preview.added[0]!.row).toMatchObject({ familyName: "O'Neill, jr.", company: "=SUM GmbH", role: "other" })
    expect(preview.unknown).toEqual(["Comment"])
    const { uploadId } = await keep(Buffer.from(file(good), "latin1"))
    expect((await db.upload.findUniqueOrThrow({ where: { id: uploadId } })).text).toContain("Jörg;Weiß")
  })

  it.each([
    ["nothing", "", "file_empty"],
    ["only a heading", heading, "file_empty"],
    ["too many rows", file(...Array.from({ length: 10_001 }, () => good)), "file_too_long"],
  ])("of %s is refused", async (_, text, reason) => {
    expect(await previewPeople(text)).toMatchObject({ ok: false, reason })
  })

  it("that lacks a column says so once", async () => {
    const preview = done(await previewPeople("Vorname;Firma;E-Mail\nA;B;a@b.example\n;;\nC;D;c@d.example"))
    expect(preview.problems).toEqual([{ line: 1, column: "Nachname", code: "column", value: "" }])
    expect(preview.added).toEqual([])
  })

  it("that is no text, or too large, is not kept", async () => {
    const refused = async (bytes: Uint8Array) => keepUpload({ kind: "people", fileName: "x", bytes, teamMemberId })
    expect(await refused(new Uint8Array([80, 75, 3, 4, 0, 0]))).toEqual({ ok: false, reason: "file_unreadable" })
    expect(await refused(new Uint8Array(6 * 1024 ** 2).fill(65))).toEqual({ ok: false, reason: "file_too_large" })
  })

  it("names an address that comes twice once", async () => {
    const preview = done(await previewPeople(file(good, good.toUpperCase().replace("DEUTSCH", "de"))))
    expect(preview.problems).toMatchObject([{ line: 3, code: "twice" }])
  })

  it("is imported once, however often and from wherever it is asked for", async () => {
    const { uploadId } = await keep(file(good))
    const asked = { requestId: randomUUID(), uploadId, skipBroken: false }
    const [first, again] = await Promise.all([importPeople(asked, owner), importPeople(asked, owner)])
    expect([first, again, await importPeople(asked, owner)]).toEqual(Array(3).fill({ ok: true, added: 1 }))
    expect(await importPeople({ ...asked, skipBroken: true }, owner)).toMatchObject({ reason: "request_id_reused" })
    expect(await importPeople({ ...asked, requestId: randomUUID() }, owner)).toMatchObject({ reason: "not_found" })
    expect(await db.activity.count({ where: { kind: "people.imported" } })).toBe(1)
  })

  /** Two files of the same people, imported at the same moment. */
  const bringTwice = async () => {
    await ownDatabase().query(pause("INSERT", "participants", 50))
    const uploads = [(await keep(file(good))).uploadId, (await keep(file(good))).uploadId]
    await Promise.all(
      uploads.map((uploadId) => importPeople({ requestId: randomUUID(), uploadId, skipBroken: false }, owner)),
    )
    return db.participant.count()
  }

  it("makes nobody twice, also when two bring them at once", async () => expect(await bringTwice()).toBe(1))

  it("twin: without the lock and the index somebody is there twice", async () => {
    await ownDatabase().query(uniqueIndex("participants_email_key"))
    expect(await sayingOtherwise([withoutLock("uploads", "FOR UPDATE")], bringTwice)).toBe(2)
  })

  it("is gone once it is imported, and within a day when it is not", async () => {
    await bring(file(good))
    expect(await db.upload.count()).toBe(0)
    const { uploadId } = await keep(file(good))
    await forgetUploads()
    expect(await db.upload.count()).toBe(1)
    await db.upload.update({ where: { id: uploadId }, data: { createdAt: new Date(Date.now() - 25 * 3_600_000) } })
    await forgetUploads()
    expect(await db.upload.count()).toBe(0)
  })
})
