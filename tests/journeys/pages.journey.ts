import { pages, type Shown } from "../../scripts/pages"
import { becomeHolder, Visit } from "../../scripts/visit"
import { somebody } from "./booking"
import { signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

/** Goes to every page of some as the gallery does, and judges it. */
async function judge(visit: Visit, home: string, some: (shown: Shown) => boolean): Promise<void> {
  for (const shown of pages.filter(some)) {
    const path = home.replace(/\/$/, "") + ((await shown.at?.(visit)) ?? shown.route)
    await test.step(shown.name, async () => {
      const answer = await visit.page.goto(path)
      expect(answer?.status(), path).toBe(shown.name === "not-found" ? 404 : 200)
      await shown.then?.(visit.page)
      await expectAccessible(visit.page)
    })
  }
}

for (const [home, device, colorScheme] of [
  ["/", phone, "light"],
  ["/", desktop, "dark"],
  ["/en/", phone, "dark"],
  ["/en/", desktop, "light"],
] as const) {
  test.describe(`${home}, ${device.viewport.width} px, ${colorScheme}`, () => {
    test.use({ ...device, colorScheme })

    test("every public page is accessible", async ({ page }) => {
      test.setTimeout(180_000)
      // The longest page by far is looked at in two variants of the four.
      await judge(new Visit(page), home, ({ who, name }) => who === "anybody" && (name !== "api" || device === desktop))
    })

    test("a session that is over is accessible", async ({ page }) => {
      await page.goto(`${home}?past=1`)
      await page.locator("main a[href*='/sessions/']").first().click()
      await page.waitForURL("**/sessions/**")
      await expectAccessible(page)
    })

    test("what is not there helps on", async ({ page }) => {
      for (const path of ["there-is-nothing", "sessions/there-is-nothing", "demo/mail/there-is-nothing"]) {
        const answer = await page.goto(home + path)
        expect(answer?.status(), path).toBe(404)
        await expect(page.locator("main").getByRole("link").first()).toBeVisible()
        await expectAccessible(page)
      }
    })
  })
}

for (const [home, device, colorScheme] of [
  ["/", phone, "dark"],
  ["/en/", desktop, "light"],
] as const) {
  test.describe(`${home}, ${device.viewport.width} px, ${colorScheme}`, () => {
    test.use({ ...device, colorScheme })

    test("every page of a booking is accessible", async ({ page }) => {
      test.setTimeout(180_000)
      const visit = new Visit(page)
      await becomeHolder(visit, somebody("Clara", "Winter").email)
      await judge(visit, home, ({ who }) => who === "holder")
    })

    test("every page of the desk is accessible", async ({ page }) => {
      test.setTimeout(400_000)
      await signIn(page, home.replace(/\/$/, ""), home === "/" ? german : english)
      await judge(new Visit(page), home, ({ who }) => who === "desk")
    })
  })
}
