import { readFileSync } from "node:fs"
import type { Page } from "@playwright/test"
import { type DemoInstance, startDemoInstance } from "../../scripts/demo-instance"
import { signIn } from "./desk"
import { startEmptyHouse } from "./empty-house"
import { desktop, expect, expectAccessible, test } from "./test"
import { german } from "./words"

const { transfer: t, desk, sessions } = german
const room = "/organizer/settings/transfer"

let lived: DemoInstance
let empty: DemoInstance
// One of its own: other journeys would go on living in the shared one meanwhile.
test.beforeAll(async () => {
  test.setTimeout(240_000)
  lived = await startDemoInstance({ RATE_LIMIT: "20" })
  empty = await startEmptyHouse()
})
test.afterAll(async () => {
  await empty?.stop()
  await lived?.stop()
})

/** What a page says, and where its links lead. */
async function read(page: Page, path: string): Promise<{ text: string; links: string[] }> {
  await page.goto(path)
  const main = page.locator("main")
  const links = await main.locator("a").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""))
  return { text: await main.innerText(), links }
}

/** Everything that could be another afterwards: each list, somebody of each, the calendar and what strangers see. */
async function readHouse(page: Page): Promise<Record<string, unknown>> {
  const lists = [
    "/organizer/sessions",
    "/organizer/sessions?show=drafts",
    "/organizer/sessions?show=past",
    "/organizer/sessions?view=month",
    "/organizer/people",
    "/organizer/numbers?period=all",
    "/organizer/settings/formats",
    "/organizer/settings/team",
    "/",
    "/en",
  ]
  const house: Record<string, { text: string; links: string[] }> = {}
  for (const path of lists) house[path] = await read(page, path)
  for (const list of ["/organizer/sessions", "/organizer/people"]) {
    const first = house[list]!.links.find((link) => /[0-9a-f]{8}-[0-9a-f-]+$/.test(link))!
    house[first] = await read(page, first)
  }
  return house
}

test("everything is taken along, and an empty installation is the same afterwards", async ({ device }) => {
  test.setTimeout(240_000)
  const here = await device({ ...desktop, baseURL: lived.origin })
  const there = await device({ ...desktop, baseURL: empty.origin })
  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })
  const file = () => there.getByLabel(t.restore.file)
  const restore = async () => {
    await there.getByLabel(t.restore.sure).check()
    await button(there, t.restore.submit).click()
  }

  await signIn(here, "", german)
  const before = await readHouse(here)
  await here.goto(room)
  const [download] = await Promise.all([here.waitForEvent("download"), button(here, t.export.submit).click()])
  const archive = { name: download.suggestedFilename(), mimeType: "application/zip" }
  const bytes = readFileSync(await download.path())

  await test.step("the other has nothing, and says what it cannot take", async () => {
    await there.goto("/")
    await expect(there.locator("main")).toContainText(sessions.list.empty)
    await signIn(there, "", german)
    await there.goto(room)
    await expectAccessible(there)
    await file().setInputFiles({ ...archive, buffer: Buffer.alloc(33 * 1024 ** 2) })
    await expect(there.locator("#restore-archive")).toContainText(t.restore.tooLarge)
    await expect(file()).toHaveValue("")
    await expectAccessible(there)
    await file().setInputFiles({ ...archive, buffer: bytes.subarray(0, bytes.length / 2) })
    await restore()
    await expect(there.locator("#restore-archive")).toContainText(desk.reasons.archive_broken)
    await expectAccessible(there)
  })

  await test.step("takes the archive, and everybody signs in anew", async () => {
    await file().setInputFiles({ ...archive, buffer: bytes })
    await restore()
    await expect(there.locator("main")).toContainText(desk.done.restored)
    await there.goto("/organizer")
    await expect(there).toHaveURL(/sign-in/)
    await signIn(there, "", german)
  })

  await test.step("every list says the same", async () => {
    // The pages for strangers are kept for a moment.
    await expect(async () => expect(await readHouse(there)).toEqual(before)).toPass({ timeout: 60_000 })
  })

  await test.step("and no second archive comes over it", async () => {
    await there.goto(room)
    await file().setInputFiles({ ...archive, buffer: bytes })
    await restore()
    await expect(there.locator("#restore-archive")).toContainText(desk.reasons.not_empty)
    await expectAccessible(there)
  })
})
