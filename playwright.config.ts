import { defineConfig } from "@playwright/test"
import { chromiumLaunch } from "./scripts/chromium"

/** Journeys through a demo of their own. The browser comes with the packages. */
export default defineConfig({
  testDir: "tests/journeys",
  testMatch: "*.journey.ts",
  globalSetup: "./tests/journeys/start-demo.ts",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  // A shared machine may stand still for longer than anybody waits for a page. The report names who needed a second try.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"]],
  use: {
    baseURL: process.env.JOURNEYS_ORIGIN,
    launchOptions: await chromiumLaunch(),
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    // What is still moving cannot be judged.
    contextOptions: { reducedMotion: "reduce" },
    trace: process.env.CI ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
})
