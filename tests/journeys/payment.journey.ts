import { findSession, somebody, Steps } from "./booking"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

for (const [words, home, device, colorScheme] of [
  [german, "/", phone, "dark"],
  [english, "/en", desktop, "light"],
] as const) {
  test.describe(`${home}, ${device.viewport.width} px, ${colorScheme}`, () => {
    test.use({ ...device, colorScheme })

    test("somebody books by invoice, says who is billed anew, and sees what giving back costs", async ({
      page,
      request,
    }) => {
      const steps = new Steps(page, words, home)
      const petra = somebody("Petra", "Muster")
      const { billing, account, quote } = words.payments
      const { slug } = await findSession(request, { format: "runde-vor-ort" })

      await test.step("is told what is missing and what is wrong", async () => {
        await steps.openForm(slug)
        await expectAccessible(page)
        await steps.fillIn(petra)
        await page.locator("[name='billing.street']").fill("")
        await page.locator("[name='billing.vatId']").fill("DE123456789")
        await page.locator("[name='billing.emails']").fill("rechnung@muster.example, nein")
        await steps.agree()
        await steps.submit().click()
        await expect(page.getByText(words.errors.missing.billing_street).first()).toBeVisible()
        await expect(page.getByText(words.errors.fields.vat_id).first()).toBeVisible()
        await expect(page.getByText(words.errors.fields.email).first()).toBeVisible()
        await expectAccessible(page)
      })

      await test.step("books, and sees what is owed and by when", async () => {
        await steps.fillInBilling()
        await page.locator("[name='billing.vatId']").fill("DE 136 695 976")
        await page.locator("[name='billing.emails']").fill("rechnung@muster.example")
        await page.locator("[name=voucher]").fill("NOBODY-KNOWS")
        await steps.submit().click()
        await expect(page.getByText(words.errors.reasons.voucher_unknown).first()).toBeVisible()
        await page.locator("[name=voucher]").fill("")
        await steps.submit().click()
        await steps.expectCodeStep()
        await steps.enterCode(await steps.mailbox(petra.email).code())
        await steps.expectBooking(/confirmed/)
        const said = page.getByRole("region", { name: account.title })
        await expect(said).toContainText("464,10".replace(",", home === "/en" ? "." : ","))
        await expect(said).toContainText(account.due)
        await expect(said).toContainText("DE136695976")
        await expectAccessible(page)
      })

      await test.step("says who is billed anew", async () => {
        await page.getByRole("link", { name: account.change }).click()
        await expect(page.locator("[name='billing.emails']")).toHaveValue("rechnung@muster.example")
        await expectAccessible(page)
        await page.locator("[name='billing.company']").fill("Muster Holding AG")
        await steps.button(billing.save).click()
        await steps.expectBooking(/billed/)
        await expect(page.getByRole("region", { name: account.title })).toContainText("Muster Holding AG")
      })

      await test.step("sees what giving back costs", async () => {
        await page.getByRole("link", { name: words.manage.ways.releaseAction }).click()
        await expect(page.getByText(quote.until)).toBeVisible()
        await expectAccessible(page)
      })
    })
  })
}
