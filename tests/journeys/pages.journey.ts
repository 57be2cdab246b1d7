import { findSession, somebody, Steps } from "./booking"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

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

    test("every public page is accessible", async ({ page, request }) => {
      test.slow()
      const session = await findSession(request, { format: "ki-vertiefung" })
      // The longest page by far is looked at in two variants of the four.
      const long = device === desktop ? ["docs/api"] : []
      for (const path of [...pages, ...long, `sessions/${session.slug}`, `sessions/${session.slug}/book`]) {
        const answer = await page.goto(home + path)
        expect(answer?.status(), path).toBe(200)
        await expectAccessible(page)
      }
    })

    test("a session that is over, and a mail of the demo, are accessible", async ({ page }) => {
      await page.goto(`${home}?past=1`)
      await page.locator("main a[href*='/sessions/']").first().click()
      await page.waitForURL("**/sessions/**")
      await expectAccessible(page)

      // A fresh demo has no mails yet.
      const steps = new Steps(page, home === "/" ? german : english, home)
      const person = somebody("Lena", "Leserin")
      const { slug } = await findSession(page.request, { format: "ki-vertiefung", free: 2 })
      await steps.hold(slug, person)
      const { id } = await steps.mailbox(person.email).next(1)
      expect((await page.goto(`${home}demo/mail/${id}`))?.status()).toBe(200)
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
