import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest"
import { db, transaction, type Tx } from "@/lib/db"
import { addTeamMember } from "@/lib/people/add-team-member"
import { savePortrait } from "@/lib/sessions/save-portrait"
import { exportArchive } from "@/lib/transfer/export-archive"
import { restoreArchive } from "@/lib/transfer/restore-archive"
import { inOrder, leftOut } from "@/lib/transfer/rules"
import { archivedTables } from "@/lib/transfer/tables"
import { seed } from "@/prisma/seed"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase, tablesOf } from "../support/database"
import { at, by, world } from "../support/world"
import { face } from "../support/picture"

vi.hoisted(() => (process.env.DEMO = "1"))

const owner = by("organizer", at("2026-12-07T09:00"))
const makeArchive = async () => new Uint8Array(await new Response(await exportArchive(owner)).arrayBuffer())

/** Every archived row, as text: what has to be the same afterwards. */
async function everything(): Promise<Record<string, string[]>> {
  const tables = await transaction((tx) => archivedTables(tx))
  const entries = tables.map(async (table) => {
    const rows = await ownDatabase().query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)
    return [table, rows.map(({ row }) => row)] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** The same archive with one of its files changed. */
const with_ = (archive: Uint8Array, name: string, change: (text: string) => string) => {
  const files = unzipSync(archive)
  return zipSync({ ...files, [name]: strToU8(change(strFromU8(files[name]!))) })
}

let archive: Uint8Array<ArrayBuffer>
let before: Record<string, string[]>
beforeAll(async () => {
  await seed(at("2026-12-07T09:00"))
  await ownDatabase().query(`INSERT INTO mails (kind, occasion, recipient, locale, params, message_id)
    VALUES ('links', 'a test', 'petra@muster.example', 'de', '{}', '<test@localhost>')`)
  await savePortrait({ bytes: await face() }, owner)
  archive = await makeArchive()
  before = await everything()
})

describe("the archive of a house that is lived in", () => {
  /** @returns whether a booking that is made while the archive is read is in it */
  async function bookMeanwhile(): Promise<boolean> {
    const stream = await exportArchive(owner)
    const reader = stream.getReader()
    const first = await reader.read()
    const { book, petra, januaryRound } = await world()
    const { reference } = await book(petra, januaryRound)
    const rest: Uint8Array[] = [first.value!]
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest.push(part.value)
    const files = unzipSync(new Uint8Array(Buffer.concat(rest)))
    return strFromU8(files["tables/bookings.jsonl"]!).includes(reference)
  }
  it("is one moment, whatever is booked while it is read", async () => expect(await bookMeanwhile()).toBe(false))
  it("twin: is many, if each table is read as it is by then", async () => {
    type Begin = (work: (tx: Tx) => Promise<void>, options: object) => Promise<void>
    const begin = db.$transaction.bind(db) as unknown as Begin
    const eachByThen: Begin = (work, options) => begin(work, { ...options, isolationLevel: "ReadCommitted" })
    const seen = vi.spyOn(db, "$transaction").mockImplementation(eachByThen as never)
    expect(await bookMeanwhile()).toBe(true)
    seen.mockRestore()
  })

  it("is refused where somebody works already, and changes nothing", async () => {
    const untouched = await everything()
    expect(await restoreArchive({ bytes: archive }, owner)).toEqual({ ok: false, reason: "not_empty" })
    expect(await everything()).toEqual(untouched)
  })

  it("holds no keys and no sign-ins", async () => {
    const names = Object.keys(unzipSync(archive))
    expect(names).toContain("tables/bookings.jsonl")
    for (const table of Object.keys(leftOut)) expect(names).not.toContain(`tables/${table}.jsonl`)
  })
})

describe("an archive", () => {
  beforeEach(() => renewOwnDatabase())

  it("fills an empty house, which is then the same", async () => {
    expect(before.seats!.length).toBeGreaterThan(20)
    expect(before.portraits!.length).toBe(1)
    // What an installation has by itself, before anybody restores it.
    await addTeamMember({ email: "else@runde.example", name: "Else", role: "owner" }, owner)
    const outcome = await restoreArchive({ bytes: archive }, owner)
    expect(outcome).toMatchObject({ ok: true })
    const after = await everything()
    const own = after.activities!.filter((row) => !before.activities!.includes(row))
    expect(own.map((row) => /house\.restored|team\.member_added/.exec(row)?.[0]).sort()).toEqual([
      "house.restored",
      "team.member_added",
    ])
    const mails = before.mails!.map((row) => row.replace(",queued,", ",suppressed,"))
    const activities = after.activities!.filter((row) => !own.includes(row))
    expect({ ...after, activities }).toEqual({ ...before, mails })
    expect(await whatIsBroken(ownDatabase().query)).toEqual([])
  })

  it("leaves the guards in force", async () => {
    await restoreArchive({ bytes: archive }, owner)
    await expect(ownDatabase().query("DELETE FROM activities")).rejects.toThrow(/activities_kept/)
    await expect(ownDatabase().query("UPDATE group_sessions SET seats_taken = 0")).rejects.toThrow(/counter_guarded/)
  })

  it("sends nothing that had still to be sent", async () => {
    await restoreArchive({ bytes: archive }, owner)
    expect(before.mails!.some((row) => /,queued,/.test(row))).toBe(true)
    expect(await db.mail.count({ where: { state: { in: ["queued", "sending"] } } })).toBe(0)
    expect(await ownDatabase().query("SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'send-mail'")).toEqual(
      [],
    )
  })

  it("is refused when it is not whole, not unchanged, or of another version", async () => {
    const untouched = await everything()
    const refusal = async (bytes: Uint8Array) => restoreArchive({ bytes }, owner)
    const broken = { ok: false, reason: "archive_broken" }
    expect(await refusal(new Uint8Array())).toEqual(broken)
    expect(await refusal(strToU8("no zip file"))).toEqual(broken)
    expect(await refusal(archive.slice(0, archive.length / 2))).toEqual(broken)
    expect(await refusal(zipSync({ "manifest.json": strToU8("{}") }))).toEqual(broken)
    expect(await refusal(with_(archive, "tables/bookings.jsonl", (text) => text.replace("Muster", "Master")))).toEqual(
      broken,
    )
    const older = with_(archive, "manifest.json", (text) => text.replace(/\s+"\d{14}_[a-z_]+",/, ""))
    expect(await refusal(older)).toEqual({ ok: false, reason: "archive_other_version" })
    expect(await everything()).toEqual(untouched)
  })

  it("twin: without the check of its files, what was changed in it would get in", async () => {
    const { createHash } = await import("node:crypto")
    const changed = with_(archive, "tables/bookings.jsonl", (text) =>
      text.replace(/"given_name": "[^"]+"/, '"given_name": "Eve"'),
    )
    const sum = createHash("sha256").update(unzipSync(changed)["tables/bookings.jsonl"]!).digest("hex")
    const signed = with_(changed, "manifest.json", (text) =>
      text.replace(/("name": "bookings",\s+"rows": \d+,\s+"sha256": ")[0-9a-f]+/, `$1${sum}`),
    )
    expect(await restoreArchive({ bytes: signed }, owner)).toMatchObject({ ok: true })
    expect(await db.booking.count({ where: { givenName: "Eve" } })).toBe(1)
  })
})

describe("tables", () => {
  it("come after those they refer to", () => {
    const references = [
      { table: "seats", to: "bookings" },
      { table: "seats", to: "seats" },
      { table: "bookings", to: "participants" },
    ]
    expect(inOrder(["bookings", "participants", "seats"], references)).toEqual(["participants", "bookings", "seats"])
    expect(() =>
      inOrder(
        ["a", "b"],
        [
          { table: "a", to: "b" },
          { table: "b", to: "a" },
        ],
      ),
    ).toThrow(/circle/)
  })

  it("are left out only where that is still a table", async () => {
    expect(await tablesOf(ownDatabase())).toEqual(expect.arrayContaining(Object.keys(leftOut)))
  })
})
