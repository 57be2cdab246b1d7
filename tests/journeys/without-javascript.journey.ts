import { findSession, somebody, Steps } from "./booking"
import { linkIn } from "./mailbox"
import { expect, phone, test } from "./test"
import { german } from "./words"

test.use({ ...phone, javaScriptEnabled: false })

test("the whole way of a seat needs no JavaScript", async ({ page, request }) => {
  const steps = new Steps(page)
  const petra = somebody("Petra", "Muster")
  const { slug } = await findSession(request, { format: "offene-fragestunde" })

  await test.step("a mistake keeps what was typed", async () => {
    await steps.openForm(slug)
    await steps.fillIn({ ...petra, familyName: "" })
    await steps.agree()
    await steps.submit().click()
    await expect(page.getByText(german.errors.missing.familyName).last()).toBeVisible()
    await expect(steps.field(german.booking.participant.company)).toHaveValue(petra.company)
    await expect(page.getByRole("combobox")).toHaveValue(petra.role)
    await expect(page.locator("[name=acceptTerms]")).toBeChecked()
  })

  await test.step("book", async () => {
    await steps.field(german.booking.participant.familyName).fill(petra.familyName)
    await steps.submit().click()
    await steps.expectCodeStep()
    await steps.enterCode("12")
    await expect(page.locator("#code-code-error")).toBeVisible()
    await steps.enterCode(await steps.mailbox(petra.email).code())
    await steps.expectBooking(/confirmed/)
  })

  await test.step("move", async () => {
    const other = await findSession(request, { format: "runde-vor-ort" })
    await page.getByRole("link", { name: german.manage.ways.rebookAction }).click()
    await page.locator(`a[href$="/rebook/${other.slug}"]`).click()
    await steps.fillInBilling()
    await steps.button(german.manage.rebook.submit.instantPaid).click()
    await steps.expectBooking(/rebooked/)
  })

  await test.step("somebody from outside on request, and back", async () => {
    const friend = somebody("Joachim", "Beispiel")
    await page.getByRole("link", { name: german.manage.ways.substituteAction }).click()
    await steps.fillIn(friend)
    await steps.button(german.manage.substitute.continue).click()
    await steps.button(german.manage.substitute.submit).click()
    await steps.expectBooking(/substitut/)
  })

  await test.step("give back", async () => {
    const boss = somebody("Karin", "Probe")
    await steps.book(slug, boss)
    await page.goto(linkIn(await steps.mailbox(boss.email).next(2), "/open/"))
    await page.getByRole("link", { name: german.manage.ways.releaseAction }).click()
    await page.getByRole("link", { name: german.manage.release.continue }).click()
    await steps.button(german.manage.release.submit).click()
    await steps.expectBooking(/released/)
    await steps.expectBadge("released")
  })
})
