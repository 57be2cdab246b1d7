import type { Page } from "@playwright/test"
import { somebody, Steps } from "./booking"
import { inDays, publishThin, signIn } from "./desk"
import { linkIn } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

test.describe.configure({ mode: "default" })

const { desk, viability: t, changes } = german

/** A date that needs three people, near enough to be decided soon, with one person in it. */
async function thinSession(page: Page, guest: Steps, start: string) {
  await signIn(page, "", german)
  const { id, slug } = await publishThin(page, start)
  await guest.page.goto(`/sessions/${slug}`)
  await expect(guest.page.locator("main")).toContainText(
    /Findet ab 3 Zusagen statt, Entscheidung bis \S+\s\d\d\.\d\d\./,
  )
  await expectAccessible(guest.page)
  const person = somebody("Rita", "Ruhig")
  const reference = await guest.book(slug, person)
  const box = guest.mailbox(person.email)
  expect((await box.next(2)).text.replace(/\s+/g, " ")).toContain("entscheidet sich bis")
  return { id, reference, box }
}

test.describe("at a desk", () => {
  test.use(desktop)

  test("a session at risk is looked at and called off, and its person takes another date", async ({ page, device }) => {
    test.slow()
    const guest = new Steps(await device(phone))
    const { id, reference, box } = await thinSession(page, guest, inDays(13, "07:15"))
    const main = page.locator("main")

    await test.step("today says so, with the two ways to decide", async () => {
      await page.goto("/organizer")
      const item = page.locator("li", { has: page.locator(`#run-${id}`) })
      await expect(item).toContainText("1 von 3 nötigen Zusagen")
      await expect(item.locator("summary", { hasText: t.decide.run })).toBeVisible()
      await expectAccessible(page)
      await page.goto(`/organizer/sessions/${id}`)
      await expect(page.getByRole("region", { name: t.title })).toContainText("1 von 3 nötigen Zusagen")
      await expectAccessible(page)
    })

    await test.step("calling it off begins with a sentence and shows what follows", async () => {
      await page.getByRole("link", { name: t.decide.cancel }).click()
      await expect(page.getByLabel(changes.preview.cancelMessage)).toHaveValue(t.tooFew)
      await expect(main).toContainText("Rita Ruhig")
      await expectAccessible(page)
      await page.locator("#change button[type=submit]").click()
      await expect(main).toContainText(changes.done.changePlanned)
      await page.getByRole("button", { name: changes.plan.now, exact: true }).click()
      await expect(main).toContainText(changes.done.changeCarriedOut)
    })

    await test.step("one click in the mail, one on the page: another date", async () => {
      const mail = await box.next(3)
      expect(mail.text).toContain("nicht genug Personen")
      const reader = await device(phone)
      await reader.goto(linkIn(mail, "date=offene-fragestunde-"))
      await reader.getByRole("button", { name: changes.other.submit.instantFree, exact: true }).click()
      await expect(reader).toHaveURL(new RegExp(`/booking/${reference}\\?done=rebooked`))
      await expectAccessible(reader)
    })
  })

  test("a session is made from what people have wished for, and is theirs first", async ({ page }) => {
    await signIn(page, "", german)
    await page.goto("/organizer/sessions")
    await page.getByRole("link", { name: /^Wunschtermine/ }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.wishes.title)
    await expect(page.locator("main")).toContainText(/\d Personen könnten dienstags um 08:30/)
    await expectAccessible(page)
    await page.getByRole("link", { name: new RegExp(`^${t.wishes.create} ?: dienstags 08:30$`) }).click()
    await expect(page.getByLabel(german.series.new.start)).toHaveValue(/^\d{4}-\d\d-\d\dT08:30$/)
    await expect(page.getByLabel(desk.session.format)).toHaveValue(/^[0-9a-f-]{36}$/)
    await page.getByRole("button", { name: german.series.new.look, exact: true }).click()
    await page.getByRole("button", { name: german.series.preview.draft, exact: true }).click()
    await expect(page.locator("main")).toContainText(/\d Personen warten auf so einen Termin/)
    await expectAccessible(page)
    await page.getByRole("button", { name: t.firstAccess.give, exact: true }).click()
    await expect(page.locator("main")).toContainText(t.done.firstAccessGiven)
    await expect(page.locator("main")).toContainText(/nur für die Wartenden/)
    await expectAccessible(page)

    const publicPage = page.getByRole("link", { name: desk.session.publicPage, exact: true })
    await expect(publicPage).toHaveCount(0)
    await page.getByRole("button", { name: t.firstAccess.end, exact: true }).click()
    await expect(page.locator("main")).toContainText(desk.done.published)
    await publicPage.click()
    await expect(page.getByRole("heading", { level: 1 })).toContainText("KI-Gruppen-Session")
  })
})

test.describe("on a phone", () => {
  test.use(phone)

  test("a session at risk takes place anyway, and its person is told", async ({ page, device }) => {
    test.slow()
    const guest = new Steps(await device(phone))
    const { id, box } = await thinSession(page, guest, inDays(14, "07:45"))
    await page.goto("/organizer")
    await expectAccessible(page)
    await page
      .locator("details", { has: page.locator(`#run-${id}`) })
      .locator("summary")
      .click()
    await expectAccessible(page)
    await page.getByRole("button", { name: t.guarantee.now, exact: true }).click()
    await expect(page.locator("main")).toContainText(desk.done.guaranteed)
    await expectAccessible(page)
    await expect(page.locator(`#run-${id}`)).toHaveCount(0)
    const mail = await box.next(3)
    expect(mail.subject).toContain("Findet statt")
    expect(mail.ics).toBeFalsy()
    await page.goto("/organizer")
    await expect(page.locator(`#run-${id}`)).toHaveCount(0)
  })
})
