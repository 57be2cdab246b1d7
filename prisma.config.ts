import { defineConfig } from "prisma/config"

/** Generating the client needs no database, so the address may be missing; `scripts/prisma.mjs` says so where it is needed. */
const url = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "tsx prisma/seed.ts" },
  ...(url && { datasource: { url } }),
})
