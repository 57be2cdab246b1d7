import { beforeEach, expect, test } from "vitest"
import { checkDatabase } from "../../scripts/prepare"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { pretends } from "../support/twin"

beforeEach(() => renewOwnDatabase())

const databaseHas = (name: string, value: string) => `
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET ${name} = ${value}', current_database()); END $$`

const roleHas = (name: string, value: string) => `
  DO $$ BEGIN EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET ${name} = ''${value}''', current_database()); END $$`

test.each([
  ["as it is migrated", "SELECT 1"],
  ["that waits for another server to apply what is written", databaseHas("synchronous_commit", "remote_apply")],
  ["that does not wait for another server", databaseHas("synchronous_commit", "local")],
])("a database %s is one to start with", async (_, arranged) => {
  await ownDatabase().query(arranged)
  await expect(checkDatabase(ownDatabase().url)).resolves.toBeUndefined()
})

test.each([
  [
    "answers before it has written",
    databaseHas("synchronous_commit", "off"),
    "The database has synchronous_commit = off and may lose promised seats in a crash: turn it on for the server, the database or the role.",
  ],
  [
    "never waits for its disk",
    pretends("fsync", "off"),
    "The database has fsync = off and may lose promised seats in a crash: turn it on for the server.",
  ],
  [
    "waits too long for a lock",
    roleHas("lock_timeout", "1min"),
    `The database's role has lock_timeout = 1min instead of 3s: run "npm run migrate" with that role.`,
  ],
  [
    "is not on the newest schema",
    "DELETE FROM _prisma_migrations WHERE migration_name = '20261123190100_seat_core'",
    `The database lacks 20261123190100_seat_core: run "npm run migrate" first.`,
  ],
  [
    "was never migrated",
    "DROP TABLE _prisma_migrations",
    expect.stringMatching(/^The database lacks .*20261123190100_seat_core.*: run "npm run migrate" first\.$/) as string,
  ],
])("a database that %s is refused in a sentence", async (_, arranged, sentence) => {
  await ownDatabase().query(arranged)
  await expect(checkDatabase(ownDatabase().url)).rejects.toMatchObject({ message: sentence })
})
