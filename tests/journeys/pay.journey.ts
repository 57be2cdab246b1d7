import { findSession, somebody, Steps } from "./booking"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

for (const [words, home, device, javaScriptEnabled] of [
  [german, "/", phone, false],
  [english, "/en", desktop, true],
] as const) {
  test.describe(`${home}, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ ...device, javaScriptEnabled })

    test("somebody pays by card, is declined once, and has the seat", async ({ page, request, complaints }) => {
      const steps = new Steps(page, words, home)
      const petra = somebody("Petra", "Muster")
      const { account, pay } = words.payments
      const { slug } = await findSession(request, { format: "runde-vor-ort" })

      await test.step("holds the seat", async () => {
        await steps.openForm(slug)
        await page.locator("[name=payment][value=card]").check()
        await steps.fillIn(petra)
        await steps.agree()
        await steps.submit().click()
        await steps.expectCodeStep()
        await steps.enterCode(await steps.mailbox(petra.email).code())
        await steps.expectBooking(/payment/)
        await steps.expectBadge("payment")
        if (javaScriptEnabled) await expectAccessible(page)
      })

      await test.step("goes back without paying, and finds the same page again", async () => {
        await steps.button(pay.button).click()
        await expect(page.getByText("Stand-in for Stripe")).toBeVisible()
        const address = page.url()
        await page.getByRole("link", { name: "Back without paying" }).click()
        await steps.expectBadge("payment")
        await steps.button(pay.button).click()
        await expect(page.getByText("Stand-in for Stripe")).toBeVisible()
        expect(page.url()).toBe(address)
      })

      await test.step("is declined, pays, and comes back", async () => {
        await page.getByRole("button", { name: "Pay by a card that is declined" }).click()
        await expect(page.getByRole("alert")).toBeVisible()
        await page.getByRole("button", { name: "Pay by card", exact: true }).click()
        await steps.expectBooking(/done=paid/)
        await steps.expectBadge("confirmed")
        await expect(page.getByRole("region", { name: account.title })).toContainText(account.paid)
        await expect(steps.button(pay.button)).toHaveCount(0)
        if (javaScriptEnabled) await expectAccessible(page)
        expect((await steps.mailbox(petra.email).next(2)).ics).toContain("METHOD:REQUEST")
      })

      // The page of the double is on a host of its own, as Stripe's is.
      const elsewhere = complaints.filter(
        (said) => !/^asks another host: http:\/\/127\.0\.0\.1:\d+\/pay\/cs_/.test(said),
      )
      complaints.splice(0, complaints.length, ...elsewhere)
    })
  })
}
