import { findSession, somebody, Steps } from "./booking"
import { inDays, signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

// One after the other: both read codes from the mailbox of the one organizer whom the demo has.
test.describe.configure({ mode: "default" })

test.describe("at a desk, in English", () => {
  test.use({ ...desktop, locale: "en-GB" })

  test("the organizer runs a session from draft to cancellation", async ({ page, device }) => {
    test.slow()
    const [t, changes] = [english.desk, english.changes]
    const button = (name: string) => page.getByRole("button", { name, exact: true })
    const link = (name: string) => page.getByRole("link", { name, exact: true })
    const main = page.locator("main")

    await page.goto("/en/organizer")
    await expectAccessible(page)
    await signIn(page, "/en", english)
    await expectAccessible(page)

    await test.step("creates and publishes", async () => {
      await page.goto("/en/organizer/sessions/new")
      await expectAccessible(page)
      await page.getByLabel(t.session.format).selectOption({ label: "Open question hour" })
      await page.getByLabel(english.series.new.start).fill(inDays(40, "09:00"))
      await page.getByText(english.series.new.details).click()
      await page.getByLabel(t.fields.capacity).fill("2")
      await page.getByLabel(t.fields.minimum).fill("1")
      await page.getByLabel(t.fields.language).selectOption("en")
      await button(english.series.new.look).click()
      await expectAccessible(page)
      await button(english.series.preview.draft).click()
      await expect(main).toContainText(t.done.created)
      await expectAccessible(page)
      await button(t.session.publish).click()
      await expect(main).toContainText(t.done.published)
    })

    const sessionPage = page.url().replace(/\?.*/, "")
    const slug = (await link(t.session.publicPage).getAttribute("href"))!.replace(/^.*\//, "")
    const guest = new Steps(await device(), english, "/en")
    const clara = somebody("Clara", "Gast")

    await test.step("sees somebody come", async () => {
      await guest.book(slug, clara)
      await page.goto(sessionPage)
      await expect(main).toContainText("Clara Gast")
      await expect(main).toContainText(
        t.happenings.seat_confirmed.replace("{person}", "Clara Gast").replace(/^.*?: /, ""),
      )
      await expectAccessible(page)
    })

    await test.step("cannot go below who is there, and gives more room", async () => {
      await link(t.session.edit).click()
      await expectAccessible(page)
      const capacity = page.locator("#capacity-form [name=capacity]")
      await capacity.fill("0")
      await button(t.edit.capacitySave).click()
      await expect(capacity).toHaveAttribute("aria-invalid", "true")
      await capacity.fill("3")
      await button(t.edit.capacitySave).click()
      // Somebody is in it: what follows is shown, and takes effect when it is confirmed and brought forward.
      await expect(main).toContainText("Clara Gast")
      await expect(main).toContainText(changes.impact.nothingSent.capacity)
      await expectAccessible(page)
      await page.locator("#change button[type=submit]").click()
      await expect(main).toContainText(changes.done.changePlanned)
      await expectAccessible(page)
      await button(changes.plan.now).click()
      await expect(main).toContainText(changes.done.changeCarriedOut)
    })

    await test.step("sees the seat given back and taken again", async () => {
      await guest.page.getByRole("link", { name: english.manage.ways.releaseAction }).click()
      await guest.page.getByRole("link", { name: english.manage.release.continue }).click()
      await guest.button(english.manage.release.submit).click()
      await guest.expectBooking(/released/)
      await page.goto(sessionPage)
      await expect(main).toContainText(t.people.nobody)
      await guest.book(slug, somebody("Dora", "Gast"))
    })

    await test.step("cancels with a message", async () => {
      await page.goto(sessionPage)
      await link(t.session.cancel).click()
      await expectAccessible(page)
      await page.locator("#change button[type=submit]").click()
      await expect(page.locator("[name=message]")).toHaveAttribute("aria-invalid", "true")
      await page.locator("[name=message]").fill("I am ill and sorry to let you down.")
      await page.locator("#change button[type=submit]").click()
      await expect(main).toContainText(changes.done.changePlanned)
      await button(changes.plan.now).click()
      await expect(main).toContainText(changes.done.changeCarriedOut)
      await expectAccessible(page)
      await guest.page.reload()
      await guest.expectBadge("cancelled")
      await guest.page.goto(`/en/sessions/${slug}`)
      await expect(guest.page.getByText(english.sessions.page.cancelled)).toBeVisible()
      await expectAccessible(guest.page)
    })

    await test.step("reads in the journal what went out, without codes", async () => {
      await page.goto(`${sessionPage.replace(/sessions\/.*/, "mails")}`)
      await expectAccessible(page)
      await main.getByRole("link").filter({ hasText: /code/i }).first().click()
      await expect(main).toContainText("••••••")
      await expectAccessible(page)
    })

    await test.step("signs out, and is out", async () => {
      await page.getByRole("button", { name: t.nav.signOut }).first().click()
      await expect(page).toHaveURL(/sign-in$/)
      await page.goto("/en/organizer/sessions")
      await expect(page.getByLabel(t.signIn.email)).toBeVisible()
    })
  })
})

test.describe("on a phone, in German, in the dark", () => {
  test.use({ ...phone, colorScheme: "dark" })

  test("the organizer decides about a request, and the answer goes out at its time", async ({
    page,
    device,
    request,
  }) => {
    // The answer comes with the next full minute, and the sweep that carries it out.
    test.setTimeout(180_000)
    const t = german.desk
    const guest = new Steps(await device())
    const main = page.locator("main")
    const declined = somebody("Nora", "Nein")
    // Answered at the next decision time: the organizer has until then.
    const later = await findSession(request, { format: "ki-vertiefung" })
    await guest.book(later.slug, declined)
    await guest.expectBadge("requested")

    await signIn(page, "", german)
    await main
      .getByRole("link", { name: /Nora Nein/ })
      .first()
      .click()
    await expectAccessible(page)
    await page.getByRole("button", { name: t.decision.decline, exact: true }).click()
    await expect(main).toContainText(t.done.decidedDecline)
    await expectAccessible(page)
    await guest.page.reload()
    await guest.expectBadge("requested")
    await page.getByRole("button", { name: t.decision.confirm, exact: true }).click()
    await expect(main).toContainText(t.done.decidedConfirm)

    // Answered at the next full minute.
    const soon = await findSession(request, { format: "ki-gruppen-session" })
    const confirmed = somebody("Jana", "Ja")
    const second = new Steps(await device(desktop))
    await second.book(soon.slug, confirmed)
    const box = second.mailbox(confirmed.email)
    const answer = await box.next(3, { within: 100_000 })
    expect(answer.ics).toContain("METHOD:REQUEST")
    await second.page.reload()
    await second.expectBadge("confirmed")
  })
})
