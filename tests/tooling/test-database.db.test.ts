import { expect, test } from "vitest"
import { db } from "@/lib/db"
import { ownDatabase, renewOwnDatabase, testDatabase } from "../support/database"

const constraint = "group_sessions_never_overbooked"
const isThere = `SELECT 1 AS found FROM pg_constraint WHERE conname = '${constraint}'`

test("each test file has a migrated database of its own, which lib/db uses", async () => {
  const [row] = await db.$queryRaw<[{ name: string }]>`SELECT current_database() AS name`
  expect(ownDatabase().url).toContain(row.name)
  expect(await ownDatabase().query(isThere)).toHaveLength(1)
})

test("a twin's database lacks the one protection, and the next one has it again", async () => {
  const twin = await testDatabase({ without: `ALTER TABLE group_sessions DROP CONSTRAINT ${constraint}` })
  expect(await twin.query(isThere)).toHaveLength(0)
  await twin.drop()

  await renewOwnDatabase({ without: `ALTER TABLE group_sessions DROP CONSTRAINT ${constraint}` })
  expect(await db.$queryRawUnsafe(isThere)).toHaveLength(0)
  await renewOwnDatabase()
  expect(await db.$queryRawUnsafe(isThere)).toHaveLength(1)
})

test("the database keeps what it has answered", async () => {
  const [row] = await ownDatabase().query(
    "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit",
  )
  expect(row).toEqual({ fsync: "on", commit: "on" })
})
