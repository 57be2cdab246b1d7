import { readFileSync } from "node:fs"
import { findSession, somebody, Steps } from "./booking"
import { signIn } from "./desk"
import { expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

test.describe("on a phone, in German", () => {
  test.use(phone)

  test("the organizer finds, notes, merges, hands out and erases", async ({ page, device, request }) => {
    test.setTimeout(180_000)
    const { people: t, manage } = german
    const main = page.locator("main")
    const button = (name: string) => main.getByRole("button", { name, exact: true })
    const link = (name: string) => main.getByRole("link", { name, exact: true })
    const find = async (query: string) => {
      await page.goto("/organizer/people")
      await page.getByLabel(t.search).fill(query)
      await button(t.find).click()
      await expect(page).toHaveURL(/q=/)
    }
    await signIn(page, "", german)

    await test.step("finds somebody twice, in spite of the spelling", async () => {
      await page.goto("/organizer/people")
      await expectAccessible(page)
      await find("Jonas Beispeil")
      await expect(link("Jonas Beispiel")).toHaveCount(2)
      await expectAccessible(page)
      await find("xylophon")
      await expect(main).toContainText(t.emptySearch.replace("{query}", "xylophon"))
    })

    await test.step("makes one of the two, after a look", async () => {
      await page.goto("/organizer/people/duplicates")
      await expectAccessible(page)
      await main.getByRole("link", { name: /Jonas Beispiel/ }).click()
      await expect(main).toContainText(t.merge.previewLead)
      await expectAccessible(page)
      await button(t.merge.submit).click()
      await expect(main.getByRole("alert")).toBeVisible()
      await page.getByLabel(t.merge.sure).check()
      await button(t.merge.submit).click()
      await expect(main).toContainText(t.done.merged)
      await expect(main).toContainText("jonas.beispiel@beispielgruppe.example")
      await expectAccessible(page)
      await find("beispielgruppe")
      await expect(link("Jonas Beispiel")).toHaveCount(1)
      await link("Jonas Beispiel").click()
    })

    await test.step("writes something down, and takes it away", async () => {
      await page.getByLabel(t.notes.text).fill("Ruft lieber an.\n=1+1")
      await button(t.notes.add).click()
      await expect(main).toContainText(t.done.noted)
      await expect(main).toContainText("Ruft lieber an.")
      await expectAccessible(page)
    })

    await test.step("hands out what is known", async () => {
      const [file] = await Promise.all([page.waitForEvent("download"), button(t.actions.csv).click()])
      expect(file.suggestedFilename()).toBe("auskunft.csv")
      const text = readFileSync(await file.path(), "utf8")
      expect(text.startsWith("\uFEFF")).toBe(true)
      expect(text).toContain("Ruft lieber an.")
      await page
        .getByRole("button", { name: /Notiz vom/ })
        .first()
        .click()
      await expect(main).toContainText(t.done.noteRemoved)
    })

    await test.step("corrects an address", async () => {
      await link(t.actions.edit).click()
      await expectAccessible(page)
      await page.getByLabel(german.booking.participant.phone).fill("+49 89 7654321")
      await button(t.edit.save).click()
      await expect(main).toContainText(t.done.edited)
      await expect(main).toContainText("+49 89 7654321")
    })

    await test.step("erases somebody who has no seat any more", async () => {
      const guest = new Steps(await device())
      const erna = somebody("Erna", "Vergissmich")
      const session = await findSession(request, { format: "offene-fragestunde" })
      await guest.book(session.slug, erna)
      await find("vergissmisch")
      await link("Erna Vergissmich").click()
      await link(t.actions.erase).click()
      await expect(main).toContainText(t.erase.blocked)
      await expect(button(t.erase.submit)).toHaveCount(0)
      await expectAccessible(page)
      await guest.page.getByRole("link", { name: manage.ways.releaseAction }).click()
      await guest.page.getByRole("link", { name: manage.release.continue }).click()
      await guest.button(manage.release.submit).click()
      await guest.expectBooking(/released/)
      await page.reload()
      await expectAccessible(page)
      await page.getByLabel(t.erase.sure).check()
      await button(t.erase.submit).click()
      await expect(main).toContainText(t.done.erased)
      await find("Vergissmich")
      await expect(link("Erna Vergissmich")).toHaveCount(0)
    })
  })
})
