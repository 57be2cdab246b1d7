import { randomBytes } from "node:crypto"
import { unzipSync, zipSync } from "fflate"
import { afterAll, beforeAll, expect, it } from "vitest"
import { maxFileBytes } from "@/lib/body"
import { db } from "@/lib/db"
import { exportArchive } from "@/lib/transfer/export-archive"
import { teamMember } from "../access/viewers"
import { renewOwnDatabase } from "../support/database"
import { type App, startApp } from "../support/server"
import { Visitor } from "../support/visitor"
import { by, world } from "../support/world"

let archive: Uint8Array
let app: App
beforeAll(async () => {
  const { book, petra, januaryRound } = await world()
  await book(petra, januaryRound)
  archive = new Uint8Array(await new Response(await exportArchive(by("organizer", new Date()))).arrayBuffer())
  await renewOwnDatabase()
  app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0" } })
})
afterAll(() => app?.stop())

/** The archive with something beside its tables that makes it as large as that. */
function paddedTo(bytes: number): Uint8Array {
  const withPadding = (size: number) =>
    zipSync({ ...unzipSync(archive), padding: [new Uint8Array(randomBytes(size)), { level: 0 }] })
  return withPadding(bytes - withPadding(0).length)
}

async function restore(visitor: Visitor, text: Uint8Array) {
  await visitor.open("/organizer/settings/transfer")
  return visitor.submit("#restore-archive", { sure: "on", file: { fileName: "archive.zip", text } })
}

it("the page takes an archive of 32 MB, refuses more in a sentence, and a stranger's files anyhow", async () => {
  const { visitor: owner } = await teamMember(app.origin, "owner", "Erika Beispiel")
  const largest = paddedTo(maxFileBytes)
  expect(largest.length).toBe(maxFileBytes)

  const tooLarge = await restore(owner, paddedTo(maxFileBytes + 64 * 1024))
  expect(tooLarge.status).toBe(413)
  expect(tooLarge.body).toContain("Das ist mehr, als diese Seite auf einmal annimmt.")

  const stranger = new Visitor(app.origin)
  const file = { fileName: "archive.zip", text: largest }
  expect((await stranger.post("/organizer/settings/transfer", { file })).status).toBe(413)
  expect(await db.booking.count()).toBe(0)

  const taken = await restore(owner, largest)
  expect(taken.path).toContain("/organizer/sign-in?done=restored")
  expect(await db.booking.count()).toBe(1)
})
