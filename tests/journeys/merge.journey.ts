import { somebody, Steps } from "./booking"
import { inDays, publishThin, signIn } from "./desk"
import { linkIn } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"
import t from "../../messages/de/merge.json" with { type: "json" }

test.use(desktop)

const { desk } = german

test("an organizer asks about another date, one person moves on a phone and one stays", async ({ page, device }) => {
  test.slow()
  const main = page.locator("main")
  await signIn(page, "", german)
  const other = await publishThin(page, inDays(23, "06:15"))
  const thin = await publishThin(page, inDays(16, "06:15"))
  const [rita, karl] = await test.step("two have booked the date that needs three", async () => {
    const people = [somebody("Rita", "Ruhig"), somebody("Karl", "Kantig")] as const
    const guests = []
    for (const person of people) {
      const steps = new Steps(await device(phone))
      const reference = await steps.book(thin.slug, person)
      await steps.mailbox(person.email).next(2)
      guests.push({ steps, reference, box: steps.mailbox(person.email) })
    }
    return guests
  })

  await test.step("the organizer chooses the other date and sees what follows", async () => {
    await page.goto(`/organizer/sessions/${thin.id}`)
    await page.getByRole("link", { name: t.link }).first().click()
    await expectAccessible(page)
    await main.locator(`a[href$="into=${other.id}"]`).click()
    await expect(main).toContainText("Rita Ruhig")
    await expect(main).toContainText(/2 E-Mails .* auf Deutsch/)
    await expect(main).toContainText(t.preview.nothing)
    await expectAccessible(page)
    await page.locator("#ask button[type=submit]").click()
    await expect(main).toContainText(t.done.mergeAsked)
  })

  await test.step("one moves: two taps from the mail, and nothing before the second", async () => {
    const mail = await rita!.box.next(3)
    expect(`${mail.subject} ${mail.text}`).not.toMatch(/Kantig|Zusagen|Mindest/)
    const reader = await device(phone)
    await reader.goto(linkIn(mail, "to=other-date"))
    await expectAccessible(reader)
    await expect(reader.locator("main form")).toHaveCount(0)
    await reader.getByRole("link", { name: t.asked.yes, exact: true }).click()
    await expectAccessible(reader)
    await reader.getByRole("button", { name: t.asked.move.submit, exact: true }).click()
    await expect(reader).toHaveURL(new RegExp(`/booking/${rita!.reference}\\?done=rebooked`))
    expect((await rita!.box.next(4)).ics).toContain("METHOD:REQUEST")
  })

  await test.step("one stays", async () => {
    const { page: reader } = karl!.steps
    await reader.goto(`/booking/${karl!.reference}`)
    await expect(reader.locator("main")).toContainText(/ob auch ein anderer Termin passt/)
    await expectAccessible(reader)
    await reader.goto(linkIn(await karl!.box.next(3), "to=other-date"))
    await reader.getByRole("link", { name: t.asked.no, exact: true }).click()
    await expectAccessible(reader)
    await reader.getByRole("button", { name: t.asked.keep.submit, exact: true }).click()
    await expect(reader).toHaveURL(/done=kept/)
    await expectAccessible(reader)
  })

  await test.step("the desk shows who said what, and the question can be taken back", async () => {
    await page.goto(`/organizer/sessions/${thin.id}`)
    const status = page.getByRole("region", { name: t.status.title })
    await expect(status.locator("li", { hasText: "Rita Ruhig" })).toContainText(t.status.answer.move)
    await expect(status.locator("li", { hasText: "Karl Kantig" })).toContainText(t.status.answer.keep)
    await expectAccessible(page)
    await status.getByRole("button", { name: t.status.withdraw }).click()
    await expect(main).toContainText(t.done.mergeWithdrawn)
    await page.goto(`/organizer/sessions/${other.id}`)
    await expect(page.getByRole("region", { name: desk.session.people })).toContainText("Rita Ruhig")
  })
})
