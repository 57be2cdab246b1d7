import { signIn } from "./desk"
import { expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

test.describe("on a phone, the morning after a session", () => {
  test.use(phone)

  test("the start page says what to do, and who was there is ticked off with one thumb", async ({ page, device }) => {
    test.slow()
    const t = german.numbers
    const main = page.locator("main")
    const rows = (on = page) => on.locator("main li").filter({ has: on.getByRole("group") })
    const tap = async (row: number, answer: keyof typeof t.attendance.choices, on = page) => {
      const button = rows(on).nth(row).getByRole("button", { name: t.attendance.choices[answer], exact: true })
      await button.click()
      await expect(button).toHaveAttribute("aria-pressed", "true")
    }
    const count = (on = page) => on.getByRole("status")
    await signIn(page, "", german)

    await test.step("at a glance: the next session, what waits, the quarter", async () => {
      await expect(page.locator("#next-session")).toBeVisible()
      await expect(page.getByRole("heading", { name: t.today.quarter })).toBeVisible()
      await expect(main).toContainText(/hat 2 von 4 nötigen Zusagen/)
      await main
        .getByRole("link", { name: new RegExp(`^${t.tasks.actions.attendance_missing}`) })
        .first()
        .click()
      await expect(page).toHaveURL(/\/attendance$/)
      await expectAccessible(page)
    })

    await test.step("one tap a person, corrected and taken back", async () => {
      await expect(count()).toContainText("0 von 7")
      await tap(0, "attended")
      await tap(1, "excused")
      await tap(2, "absent")
      await expect(count()).toContainText(/1 von 7 da.*1 entschuldigt.*1 nicht da.*4 offen/)
      await tap(2, "attended")
      await expectAccessible(page)
      await rows()
        .nth(2)
        .getByRole("button", { name: new RegExp(`^${t.attendance.undo}`) })
        .click()
      await expect(count()).toContainText(/1 von 7 da.*5 offen/)
    })

    await test.step("the same without JavaScript", async () => {
      const plain = await device({ ...phone, javaScriptEnabled: false })
      await plain.context().addCookies(await page.context().cookies())
      await plain.goto(page.url())
      await tap(3, "absent", plain)
      await expect(count(plain)).toContainText(/1 nicht da.*4 offen/)
    })

    await test.step("the others were all there, and the page has nothing left to ask", async () => {
      await page.reload()
      await page.getByRole("button", { name: /übrigen waren da/ }).click()
      await expect(count()).toContainText(/5 von 7 da/)
      await expect(count()).not.toContainText("offen")
      await expect(page.getByRole("button", { name: /übrigen waren da/ })).toHaveCount(0)
      await page.goto("/organizer")
      await expect(main).not.toContainText(/Wer war da/)
    })

    await test.step("the numbers know it, with how they are counted", async () => {
      await page.getByRole("link", { name: t.today.all }).click()
      await page.getByRole("link", { name: t.page.period.all }).click()
      await expect(main).toContainText(t.names.attendance)
      for (const summary of await main.locator("ul summary").all()) await summary.click()
      await expect(main).toContainText(t.formulas.attendance)
      for (const summary of await main.locator("section > details > summary").all()) await summary.click()
      await expectAccessible(page)
      const table = await page.request.get("/organizer/numbers/export?period=all")
      expect(table.headers()["content-type"]).toContain("text/csv")
      expect(await table.text()).toContain(t.names.returning)
    })
  })
})
