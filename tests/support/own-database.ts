import { afterAll } from "vitest"
import { endAppPool, testDatabase } from "./database"

// Runs before the test file is loaded, so that lib/db.ts finds the address of this file's own database.
const database = await testDatabase()
process.env.DATABASE_URL = database.url
afterAll(async () => {
  await endAppPool()
  await database.drop()
})
