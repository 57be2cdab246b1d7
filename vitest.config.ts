import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { testSettings } from "./tests/support/settings.ts"

const needsDatabase = "tests/**/*.db.test.{ts,tsx}"
const needsApp = "tests/**/*.app.test.ts"

/** The name of a test file says what it needs: `x.test.ts` nothing, `x.db.test.ts` a database, `x.app.test.ts` running app processes. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    env: testSettings,
    globalSetup: "tests/support/cluster.ts",
    pool: "forks",
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.{ts,tsx}"],
          exclude: [needsDatabase, needsApp],
          setupFiles: "tests/support/own-modules.ts",
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [needsDatabase],
          setupFiles: ["tests/support/own-modules.ts", "tests/support/own-database.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "app",
          include: [needsApp],
          globalSetup: "tests/support/build.ts",
          setupFiles: ["tests/support/own-modules.ts", "tests/support/own-database.ts"],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
