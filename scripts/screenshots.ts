import fs from "node:fs"
import { chromium, type Page } from "@playwright/test"
import { chromiumLaunch } from "./chromium"
import { startDemoInstance } from "./demo-instance"

const folder = "docs/images"
const owner = "organizer@runde.example"

/** Takes the pictures of the README from a fresh demo: the list, a session, the desk. */
const demo = await startDemoInstance()
const browser = await chromium.launch(await chromiumLaunch())
try {
  const page = await browser.newPage({
    baseURL: demo.origin,
    viewport: { width: 1280, height: 860 },
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    deviceScaleFactor: 1.5,
    // A picture of a page on its way to the next shows both.
    reducedMotion: "reduce",
  })
  fs.mkdirSync(folder, { recursive: true })
  await page.goto("/")
  await take(page, "list")
  // A priced session with people in it has the most to show.
  await page.goto("/?format=ki-vertiefung&language=de")
  await page.locator("main h3 a").first().click()
  await page.waitForURL("**/sessions/*")
  await take(page, "session")
  await signIn(page)
  await take(page, "desk")
} finally {
  await browser.close()
  await demo.stop()
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: `${folder}/${name}.png` })
  console.log(`${folder}/${name}.png`)
}

async function signIn(page: Page): Promise<void> {
  await page.goto("/organizer")
  await page.locator("[name=email]").fill(owner)
  await page.keyboard.press("Enter")
  await page.locator("[name=code]").fill(await codeFor(page, owner))
  await page.keyboard.press("Enter")
  await page.locator("#to-do").waitFor()
}

async function codeFor(page: Page, to: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await page.request.get("/api/demo/mail", { params: { to } })
    const { messages } = (await answer.json()) as { messages: { text: string }[] }
    const code = messages.map(({ text }) => /^\s*(\d{6})\s*$/m.exec(text)?.[1]).find(Boolean)
    if (code) return code
    await page.waitForTimeout(100)
  }
  throw new Error(`No code came to ${to}.`)
}
