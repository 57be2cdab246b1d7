import type { Page } from "@playwright/test"
import { signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

test.use(desktop)

test("every page of the desk is accessible, and fits 320 px", async ({ page }) => {
  test.slow()
  await signIn(page, "", german)
  const pages = await deskPages(page)
  expect(pages.length).toBeGreaterThan(14)
  await page.emulateMedia({ colorScheme: "dark" })
  await page.setViewportSize(phone.viewport)
  for (const path of pages) {
    expect((await page.goto(`/en${path}`))?.status(), path).toBe(200)
    await expectAccessible(page)
  }
})

/** Follows every link of the desk, one of each kind, and looks at what is there. @returns where it was */
async function deskPages(page: Page): Promise<string[]> {
  const found = new Map([["/organizer", "/organizer"]])
  for (const path of found.values()) {
    expect((await page.goto(path))?.status(), path).toBe(200)
    await expectAccessible(page)
    const links = await page
      .locator("a[href^='/organizer']:not([download])")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""))
    for (const link of links) {
      const kind = link.replace(/\?.*/, "").replace(/[0-9a-f-]{36}/g, "[id]")
      if (!found.has(kind)) found.set(kind, link)
    }
  }
  return [...found.values()]
}
