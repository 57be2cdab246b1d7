import { findSession, somebody, Steps } from "./booking"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

const ofTheDouble = /^asks another host: (http:\/\/127\.0\.0\.1:\d+\/)(pay\/cs_\w+)?$/

/** The pages of the double are on a host of their own, as Stripe's are. */
const forgiveTheDouble = (complaints: string[]) =>
  complaints.splice(0, complaints.length, ...complaints.filter((said) => !ofTheDouble.test(said)))

/** Where it says what becomes of payments. */
const doubleOf = (complaints: string[]): string =>
  complaints.flatMap((said) => ofTheDouble.exec(said)?.[1] ?? [])[0] ?? "http://127.0.0.1"

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

      forgiveTheDouble(complaints)
    })

    test("somebody pays by debit, has the seat at once, and pays again when it fails", async ({
      page,
      request,
      complaints,
    }) => {
      const steps = new Steps(page, words, home)
      const jost = somebody("Jost", "Lastschrift")
      const { account, pay } = words.payments
      const { slug } = await findSession(request, { format: "runde-vor-ort" })
      const said = page.getByRole("region", { name: account.title })

      const reference = await test.step("has the seat when the debit is on its way", async () => {
        await steps.openForm(slug)
        await page.locator("[name=payment][value=sepa_debit]").check()
        await steps.fillIn(jost)
        await steps.agree()
        await steps.submit().click()
        await steps.expectCodeStep()
        await steps.enterCode(await steps.mailbox(jost.email).code())
        await steps.expectBooking(/payment/)
        await steps.button(pay.button).click()
        await page.getByRole("button", { name: "Pay by SEPA direct debit" }).click()
        const reference = await steps.expectBooking(/^/)
        await steps.expectBadge("confirmed")
        await expect(said).toContainText(account.underWay)
        await expect(steps.button(pay.button)).toHaveCount(0)
        if (javaScriptEnabled) await expectAccessible(page)
        return reference
      })
      const booking = page.url()

      await test.step("keeps it when the bank says no, and can pay again", async () => {
        await page.goto(doubleOf(complaints))
        await expect(page.getByText("Stand-in for Stripe")).toBeVisible()
        const line = page.getByRole("listitem").filter({ hasText: reference })
        await line.getByRole("button", { name: "The debit fails" }).click()
        await expect(line).toContainText("requires_payment_method")
        await expect(async () => {
          await page.goto(booking)
          await expect(said).toContainText(account.open)
          await expect(steps.button(pay.button)).toBeVisible()
        }).toPass()
        await steps.expectBadge("confirmed")
        await expect(said).not.toContainText(account.underWay)
        if (javaScriptEnabled) await expectAccessible(page)
      })

      forgiveTheDouble(complaints)
    })
  })
}
