import { signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

test.describe.configure({ mode: "serial" })

test.describe("on a phone, without JavaScript", () => {
  test.use({ ...phone, javaScriptEnabled: false })

  test("the organizer marks a transfer as paid, and takes it back", async ({ page }) => {
    const { items, transfer, done, reasons } = german.dunning
    await signIn(page, "", german)
    await page.goto("/organizer/money")
    const row = page.locator("li", { has: page.getByText(transfer.open) }).first()
    const reference = (await row.innerText()).match(/R-[A-Z0-9]{4}-[A-Z0-9]{4}/)![0]
    const mine = page.locator("li", { hasText: reference })
    await mine.getByText(transfer.open).click()
    await mine.getByLabel("Betrag").fill("99999")
    await mine.getByRole("button", { name: transfer.save }).click()
    await expect(page.locator("main")).toContainText(reasons.amount_unlikely)
    await page.goto("/organizer/money")
    await mine.getByText(transfer.open).click()
    await mine.getByRole("button", { name: transfer.save }).click()
    await expect(page.locator("main")).toContainText(done.transferRecorded)
    await expect(mine).toHaveCount(0)

    await page.getByRole("link", { name: items.show.all, exact: true }).click()
    await expect(mine.getByText(items.paid, { exact: true })).toBeVisible()
    await mine.getByRole("button", { name: transfer.withdraw }).last().click()
    await expect(page.locator("main")).toContainText(done.transferWithdrawn)
    await expect(mine.getByText(items.paid, { exact: true })).toHaveCount(0)
  })
})

test.describe("in English", () => {
  test.use(desktop)

  test("the organizer reminds, refunds a transfer and settles an exception", async ({ page }) => {
    const { desk, dunning } = english
    await signIn(page, "/en", english)

    await test.step("sees on the start page what waits", async () => {
      await expect(page.locator("main")).toContainText("One payment does not fit its booking.")
    })

    await test.step("reminds, once", async () => {
      await page.goto("/en/organizer/money?show=overdue")
      await expectAccessible(page)
      const button = page.getByRole("button", { name: /^Send the (first|second)|^Send the final/ }).first()
      const row = page.locator("li", { has: button }).first()
      const reference = (await row.innerText()).match(/R-[A-Z0-9]{4}-[A-Z0-9]{4}/)![0]
      await button.click()
      await expect(page.locator("main")).toContainText(dunning.done.reminderSent)
      const mine = page.locator("li", { hasText: reference })
      await expect(mine).toContainText(/(reminder|demand) on/)
      await expect(mine.getByRole("button", { name: /^Send/ })).toHaveCount(0)
    })

    await test.step("notes what was transferred back", async () => {
      await page.goto("/en/organizer/money/refunds")
      await expectAccessible(page)
      await page.getByRole("button", { name: dunning.refunds.done }).first().click()
      await expect(page.locator("main")).toContainText(dunning.done.refundCompleted)
    })

    await test.step("says what became of an exception", async () => {
      await page.goto("/en/organizer/money/exceptions")
      await expectAccessible(page)
      await page.locator("summary", { hasText: dunning.exceptions.settle }).first().click()
      await page.getByLabel(dunning.exceptions.resolution.nothing).check()
      await page.getByLabel(dunning.exceptions.note).fill("Objected at Stripe.")
      await page.locator("form button[type=submit]", { hasText: dunning.exceptions.settle }).first().click()
      await expect(page.locator("main")).toContainText(dunning.done.exceptionResolved)
      await expect(page.locator("main")).toContainText("Objected at Stripe.")
      await page.goto("/en/organizer")
      await expect(page.getByRole("heading", { name: desk.today.toDo })).toBeVisible()
      await expect(page.locator("main")).not.toContainText("One payment does not fit its booking.")
    })

    await test.step("sets when reminders go out", async () => {
      await page.goto("/en/organizer/money/reminders")
      await expectAccessible(page)
      await page.getByLabel(dunning.settings.last).fill("5")
      await page.getByRole("button", { name: dunning.settings.save, exact: true }).click()
      await expect(page.locator("main")).toContainText(english.errors.fields.steps_in_order)
      await page.getByLabel(dunning.settings.last).fill("24")
      await page.getByRole("button", { name: dunning.settings.save, exact: true }).click()
      await expect(page.locator("main")).toContainText(dunning.done.dunningSaved)
    })
  })
})
