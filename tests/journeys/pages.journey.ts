import { findSession } from "./booking"
import { desktop, expect, expectAccessible, expectNoSidewaysScrolling, phone, test } from "./test"

const legal = ["imprint", "privacy", "terms", "confidentiality", "accessibility", "contact", "how-it-works"]
const pages = ["", "?past=1", "booking", "demo/mail", "organizer/sign-in", ...legal]

for (const [home, device, colorScheme] of [
  ["/", phone, "light"],
  ["/", desktop, "dark"],
  ["/en/", phone, "dark"],
  ["/en/", desktop, "light"],
] as const) {
  test.describe(`${home}, ${device.viewport.width} px, ${colorScheme}`, () => {
    test.use({ ...device, colorScheme })

    test("every public page is accessible, and fits 320 px", async ({ page, request }) => {
      test.slow()
      const session = await findSession(request, { format: "ki-vertiefung" })
      // The longest page by far is looked at in two variants of the four.
      const long = device === desktop ? ["docs/api"] : []
      for (const path of [...pages, ...long, `sessions/${session.slug}`, `sessions/${session.slug}/book`]) {
        const answer = await page.goto(home + path)
        expect(answer?.status(), path).toBe(200)
        await expectAccessible(page)
        await page.setViewportSize({ width: 320, height: 700 })
        await expectNoSidewaysScrolling(page)
        await page.setViewportSize(device.viewport)
      }
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
