import { afterAll } from "vitest"
import { endAppPool, testDatabase } from "./database"

// Runs before the test file is loaded, so that lib/db.ts finds the address of this file's own database. A file that
// could not be loaded has left its connections behind.
await endAppPool()
const database = await testDatabase()
process.env.DATABASE_URL = database.url
afterAll(async () => {
  await endAppPool()
  await database.drop()
})
