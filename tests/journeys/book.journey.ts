import { findSession, somebody, Steps } from "./booking"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"
import { linkIn } from "./mailbox"

for (const [words, home, device, colorScheme] of [
  [german, "/", phone, "dark"],
  [english, "/en", desktop, "light"],
] as const) {
  test.describe(`${home}, ${device.viewport.width} px, ${colorScheme}`, () => {
    test.use({ ...device, colorScheme })

    test("somebody books, moves, hands over and gives back", async ({ page, request }) => {
      const steps = new Steps(page, words, home)
      const petra = somebody("Petra", "Muster")
      const box = steps.mailbox(petra.email)
      const { slug } = await findSession(request, { format: "offene-fragestunde" })
      const reference = await steps.book(slug, petra)
      await steps.expectBadge("confirmed")
      await expectAccessible(page)
      expect((await box.next(2)).ics).toContain("METHOD:REQUEST")

      await test.step("moves", async () => {
        const other = await findSession(request, { format: "runde-vor-ort" })
        await page.getByRole("link", { name: steps.words.manage.ways.rebookAction }).click()
        await expect(page).toHaveURL(/\/rebook$/)
        await expectAccessible(page)
        await page.locator(`a[href$="/rebook/${other.slug}"]`).click()
        await expect(page).toHaveURL(new RegExp(`/rebook/${other.slug}$`))
        await expectAccessible(page)
        await steps.fillInBilling()
        await steps.button(steps.words.manage.rebook.submit.instantPaid).click()
        await steps.expectBooking(/rebooked/)
        expect((await box.next(3)).subject).toContain("→")
      })

      await test.step("asks for somebody from outside, and takes that back", async () => {
        await page.getByRole("link", { name: steps.words.manage.ways.substituteAction }).click()
        await steps.fillIn(somebody("Otto", "Fremd"))
        await steps.button(steps.words.manage.substitute.continue).click()
        await steps.button(steps.words.manage.substitute.submit).click()
        await steps.expectBooking(/substituteRequested/)
        await expectAccessible(page)
        await page.getByRole("link", { name: steps.words.manage.pending.withdraw }).click()
        await expect(steps.button(steps.words.manage.withdraw.submit)).toBeVisible()
        await expectAccessible(page)
        await steps.button(steps.words.manage.withdraw.submit).click()
        await steps.expectBooking(/withdrawn/)
        await steps.expectBadge("confirmed")
        await box.next(5)
      })

      const colleague = {
        ...petra,
        givenName: "Paula",
        familyName: "Kollegin",
        email: petra.email.replace("petra.muster", "paula"),
      }
      await test.step("hands over to a colleague", async () => {
        await page.getByRole("link", { name: steps.words.manage.ways.substituteAction }).click()
        await expectAccessible(page)
        await steps.fillIn(colleague)
        await steps.button(steps.words.manage.substitute.continue).click()
        await expect(page.getByText(`${colleague.givenName} ${colleague.familyName}`)).toBeVisible()
        await expectAccessible(page)
        await steps.button(steps.words.manage.substitute.submit).click()
        await expect(page.getByText(steps.words.manage.done.substituted)).toBeVisible()
        await expectAccessible(page)
        expect((await box.next(6)).ics).toContain("METHOD:CANCEL")
      })

      await test.step("the colleague calls the calendar entry otherwise", async () => {
        const mail = await steps.mailbox(colleague.email).next(1)
        expect(mail.ics).toContain(`SUMMARY:${steps.words.manage.calendar.eventTitle}`)
        await page.goto(linkIn(mail, "/open/"))
        await steps.expectBadge("confirmed")
        const { rename, save } = steps.words.manage.calendar
        await page.getByRole("link", { name: rename }).click()
        await expect(page.getByRole("radio").first()).toBeChecked()
        await expectAccessible(page)
        await page.getByRole("radio").last().check()
        await steps.button(save).click()
        await steps.expectBooking(/renamed/)
        expect((await steps.mailbox(colleague.email).next(2)).ics).not.toContain(steps.words.manage.calendar.eventTitle)
      })

      await test.step("the colleague gives back", async () => {
        await page.getByRole("link", { name: steps.words.manage.ways.releaseAction }).click()
        await expectAccessible(page)
        await page.getByRole("link", { name: steps.words.manage.release.continue }).click()
        await expectAccessible(page)
        await steps.button(steps.words.manage.release.submit).click()
        expect(await steps.expectBooking(/released/)).toBe(reference)
        await steps.expectBadge("released")
        await expectAccessible(page)
        expect((await steps.mailbox(colleague.email).next(3)).ics).toContain("METHOD:CANCEL")
      })
    })
  })
}

test.describe("at a desk, in English", () => {
  test.use({ ...desktop, locale: "en-GB" })

  test("an assistant books for two and sees both", async ({ page, request }) => {
    const steps = new Steps(page, english, "/en")
    const assistant = somebody("Anke", "Vorzimmer")
    const [first, second] = [somebody("Joachim", "Beispiel"), somebody("Karin", "Probe")]
    const { slug } = await findSession(request, { format: "runde-vor-ort" })
    for (const [index, boss] of [first, second].entries()) {
      await steps.openForm(slug)
      await page.getByLabel(english.booking.forOther).check()
      await page.getByLabel(english.booking.booker.name).fill("Anke Vorzimmer")
      await page.getByLabel(english.booking.booker.email).fill(assistant.email)
      await steps.fillIn(boss)
      await steps.agree()
      await expectAccessible(page)
      await steps.submit().click()
      await steps.expectCodeStep()
      await expectAccessible(page)
      const mails = steps.mailbox(assistant.email)
      await steps.enterCode(await mails.code(index * 2 + 1))
      await steps.expectBooking(/confirmed/)
      await mails.next(index * 2 + 2)
      expect((await steps.mailbox(boss.email).next(1)).ics).toContain("METHOD:REQUEST")
    }
    await page.goto("/en/booking")
    for (const { givenName, familyName } of [first, second]) {
      await expect(page.getByText(`${givenName} ${familyName}`)).toBeVisible()
    }
    await expectAccessible(page)
  })

  test("a link confirms on another device", async ({ page, device, request }) => {
    const steps = new Steps(page, english, "/en")
    const thomas = somebody("Thomas", "Vorlage")
    await steps.hold((await findSession(request, { format: "ki-vertiefung" })).slug, thomas)
    const telephone = await device(phone)
    await telephone.goto(linkIn(await steps.mailbox(thomas.email).next(1), "/verify/"))
    await expectAccessible(telephone)
    await telephone.getByRole("button", { name: english.booking.verify.submit, exact: true }).click()
    await new Steps(telephone, english).expectBooking(/requested/)
    await expectAccessible(telephone)
    await page.reload()
    await expect(page.getByText(english.booking.code.settled)).toBeVisible()
    await expectAccessible(page)
  })

  test("two clicks book once", async ({ page, request }) => {
    const steps = new Steps(page, english, "/en")
    const person = somebody("Dora", "Doppel")
    const { slug } = await findSession(request, { format: "offene-fragestunde" })
    await steps.openForm(slug)
    await steps.fillIn(person)
    await steps.agree()
    await steps.submit().dblclick()
    await steps.expectCodeStep()
    const box = steps.mailbox(person.email)
    await steps.enterCode(await box.code())
    await steps.expectBooking(/confirmed/)
    // The confirmation is queued after everything else: had there been a second hold, its code would be here too.
    await box.next(2)
    expect(await box.messages()).toHaveLength(2)
  })
})
