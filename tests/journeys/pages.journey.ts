import type { Page } from "@playwright/test"
import { pages, type Shown } from "../../scripts/pages"
import { becomeHolder, Visit } from "../../scripts/visit"
import { somebody } from "./booking"
import { signIn } from "./desk"
import { desktop, expect, expectAccessibleInBothLooks, test } from "./test"
import { english, german } from "./words"

/** Goes to every page of some as the gallery does, and judges it. @returns the addresses of the desk they lead to */
async function judge(visit: Visit, home: string, who: Shown["who"]): Promise<Set<string>> {
  const led = new Map<string, string>()
  for (const shown of pages.filter((each) => each.who === who)) {
    const path = home.replace(/\/$/, "") + ((await shown.at?.(visit)) ?? shown.route)
    await test.step(shown.name, async () => {
      const answer = await visit.page.goto(path)
      expect(answer?.status(), path).toBe(shown.name === "not-found" ? 404 : 200)
      await shown.then?.(visit.page)
      await expectAccessibleInBothLooks(visit.page)
      for (const link of await deskLinks(visit.page)) led.set(kindOf(link), link)
    })
  }
  return new Set(led.values())
}

const deskLinks = (page: Page) =>
  page
    .locator("a[href*='/organizer']:not([download])")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""))

/** Of links that differ by their id and what is asked for, one is followed. */
const kindOf = (link: string) => link.replace(/\?.*/, "").replace(/[0-9a-f-]{36}/g, "[id]")

// Each page is loaded once in each language and judged twice there: both widths in both languages, each width in both
// colours, both colours in both languages.
for (const [home, words, colorScheme] of [
  ["/", german, "light"],
  ["/en/", english, "dark"],
] as const) {
  test.describe(`${home}, ${colorScheme} at 1280 px`, () => {
    test.use({ ...desktop, colorScheme })

    test("every public page is accessible", async ({ page }) => {
      test.setTimeout(180_000)
      await judge(new Visit(page), home, "anybody")
    })

    test("a session that is over is accessible", async ({ page }) => {
      await page.goto(`${home}?past=1`)
      await page.locator("main a[href*='/sessions/']").first().click()
      await page.waitForURL("**/sessions/**")
      await expectAccessibleInBothLooks(page)
    })

    test("what is not there helps on", async ({ page }) => {
      for (const path of ["there-is-nothing", "sessions/there-is-nothing", "demo/mail/there-is-nothing"]) {
        const answer = await page.goto(home + path)
        expect(answer?.status(), path).toBe(404)
        await expect(page.locator("main").getByRole("link").first()).toBeVisible()
        await expectAccessibleInBothLooks(page)
      }
    })

    test("every page of a booking is accessible", async ({ page }) => {
      test.setTimeout(180_000)
      const visit = new Visit(page)
      await becomeHolder(visit, somebody("Clara", "Winter").email)
      await judge(visit, home, "holder")
    })

    test("every page of the desk is accessible, and leads to what is there", async ({ page }) => {
      test.setTimeout(400_000)
      await signIn(page, home.replace(/\/$/, ""), words)
      const led = await judge(new Visit(page), home, "desk")
      expect(led.size).toBeGreaterThan(14)
      for (const path of led) expect((await page.request.get(path)).status(), path).toBe(200)
    })
  })
}
