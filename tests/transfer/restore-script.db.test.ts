import { spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { unzipSync, zipSync } from "fflate"
import { afterAll, beforeAll, expect, it, vi } from "vitest"
import { maxFileBytes } from "@/lib/body"
import { seed } from "@/prisma/seed"
import { exportArchive } from "@/lib/transfer/export-archive"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { fingerprint } from "../support/fingerprint"
import { at, by } from "../support/world"

vi.hoisted(() => (process.env.DEMO = "1"))

const folder = mkdtempSync(path.join(tmpdir(), "runde-archive-"))
const file = path.join(folder, "large.zip")
const bookings = async () =>
  (await ownDatabase().query("SELECT t::text FROM bookings t ORDER BY 1")).map((row) => JSON.stringify(row))

let before: string[]
beforeAll(async () => {
  const owner = by("organizer", at("2026-12-07T09:00"))
  await seed(owner.now)
  before = await bookings()
  const archive = new Uint8Array(await new Response(await exportArchive(owner)).arrayBuffer())
  // As large as that of a large house, without one.
  const padding = new Uint8Array(randomBytes(maxFileBytes + 1))
  writeFileSync(file, zipSync({ ...unzipSync(archive), padding: [padding, { level: 0 }] }))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** `npm run restore` with these arguments. */
async function restore(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/restore.ts", ...args])
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()))
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve))
  return { code, said: said.trim() }
}

it("is refused where somebody works already, in one sentence, and changes nothing", async () => {
  const untouched = await fingerprint()
  expect(await restore(file)).toEqual({
    code: 1,
    said: "This installation holds formats, sessions or people already: an archive needs an empty one.",
  })
  expect(await fingerprint()).toBe(untouched)
})

it("an archive that is larger than the page takes fills an empty house", async () => {
  await renewOwnDatabase()
  const broken = path.join(folder, "broken.zip")
  writeFileSync(broken, "no zip file")
  expect(await restore(broken)).toEqual({
    code: 1,
    said: `${broken} is no whole, unchanged archive: nothing was restored.`,
  })
  expect(await restore("missing.zip")).toEqual({ code: 1, said: "missing.zip cannot be read (ENOENT)." })
  expect(await restore()).toEqual({ code: 1, said: "Which archive? npm run restore <file.zip>" })
  expect(await bookings()).toEqual([])

  const { code, said } = await restore(file)
  expect(said).toMatch(/^Restored \d+ rows of \d+ tables\. Everybody signs in anew\.$/)
  expect(code).toBe(0)
  expect(await bookings()).toEqual(before)
  expect(before.length).toBeGreaterThan(20)
})
