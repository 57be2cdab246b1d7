import { findSession, somebody, Steps } from "./booking"
import { linkIn } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"
import { wrongCode } from "../support/wrong-code"

test.describe("at a desk, in German, in the dark", () => {
  test.use({ ...desktop, colorScheme: "dark" })

  test("what is missing is said at the field, and nothing typed is lost", async ({ page, request }) => {
    const steps = new Steps(page)
    const { participant } = german.booking
    await steps.openForm((await findSession(request, { format: "ki-vertiefung" })).slug)
    await steps.field(participant.givenName).fill("Petra")
    await steps.field(participant.company).fill("Muster Anlagenbau GmbH")
    await page.getByRole("combobox", { name: participant.role }).selectOption("board")
    await steps.field(participant.email).last().fill("petra.muster@muster")
    await page.locator("[name=businessUse]").check()
    await steps.submit().click()

    const summary = page.getByRole("alert").filter({ hasText: /\S/ })
    await expect(summary).toBeFocused()
    await expect(page.getByText(german.errors.missing.familyName).last()).toBeVisible()
    await expect(page.getByText(german.errors.missing.acceptTerms).last()).toBeVisible()
    await expect(steps.field(participant.familyName)).toHaveAttribute("aria-invalid", "true")
    await expectAccessible(page)

    await expect(steps.field(participant.givenName)).toHaveValue("Petra")
    await expect(steps.field(participant.company)).toHaveValue("Muster Anlagenbau GmbH")
    await expect(page.getByRole("combobox", { name: participant.role })).toHaveValue("board")
    await expect(steps.field(participant.email).last()).toHaveValue("petra.muster@muster")
    await expect(page.locator("[name=businessUse]")).toBeChecked()
    await expect(page.locator("[name=acceptTerms]")).not.toBeChecked()

    const petra = somebody("Petra", "Muster")
    await summary.getByRole("link", { name: german.errors.missing.familyName }).click()
    await expect(steps.field(participant.familyName)).toBeFocused()
    await steps.fillIn(petra)
    await page.locator("[name=acceptTerms]").check()
    await steps.submit().click()
    await steps.expectCodeStep()
  })
})

test.describe("on a phone, in English", () => {
  test.use({ ...phone, locale: "en-GB" })

  test("after five wrong codes only a new one helps", async ({ page, request }) => {
    const steps = new Steps(page, english, "/en")
    const person = somebody("Rita", "Ratlos")
    await steps.hold((await findSession(request, { format: "offene-fragestunde" })).slug, person)
    const box = steps.mailbox(person.email)
    const right = await box.code()
    const wrong = wrongCode(right)
    for (const left of ["4 tries", "3 tries", "2 tries", "one try"]) {
      await steps.enterCode(wrong)
      await expect(page.locator("#code-code-error")).toContainText(left)
    }
    await steps.enterCode(wrong)
    await expect(page.locator("#code-code-error")).toContainText(english.errors.reasons.too_many_tries)
    await expectAccessible(page)
    await steps.enterCode(right)
    await expect(page.locator("#code-code-error")).toContainText(english.errors.reasons.too_many_tries)

    await steps.button(english.booking.code.resend).click()
    await expect(page.getByText(english.booking.code.resent)).toBeVisible()
    await expectAccessible(page)
    await steps.enterCode(await box.code(2))
    await steps.expectBooking(/confirmed/)
  })

  test("lost links come by mail, and nobody learns who has some", async ({ page, device, request }) => {
    const steps = new Steps(page, english, "/en")
    const person = somebody("Vera", "Verloren")
    const reference = await steps.book((await findSession(request, { format: "offene-fragestunde" })).slug, person)
    const box = steps.mailbox(person.email)
    await box.next(2)

    const other = await device()
    const ask = async (email: string) => {
      await other.goto("/en/booking")
      await other.getByLabel(english.manage.list.email).fill(email)
      await other.getByRole("button", { name: english.manage.list.send, exact: true }).click()
      await expect(other.getByText(english.manage.list.sent)).toBeVisible()
      return other.locator("main").innerText()
    }
    const unknown = await ask("nobody@unknown.example")
    expect(await ask(person.email)).toBe(unknown)
    await expectAccessible(other)
    await other.goto(linkIn(await box.next(3), "/open/"))
    await expect(other.getByText(reference)).toBeVisible()
  })

  test("a link that is void says what to do", async ({ page }) => {
    await page.goto(`/en/open/${"A".repeat(56)}`)
    await expect(page.getByText(english.errors.voidLink.title)).toBeVisible()
    await expectAccessible(page)
  })
})

test("the last seat goes to one, and the other keeps what was typed", async ({ page, device, request }) => {
  const steps = new Steps(page)
  const quicker = new Steps(await device())
  const [late, early] = [somebody("Sven", "Spaet"), somebody("Frieda", "Frueh")]
  const { slug } = await lastSeat(request)
  await steps.openForm(slug)
  await steps.fillIn(late)
  await steps.agree()
  await quicker.hold(slug, early)
  await steps.submit().click()
  await expect(page.getByText(german.booking.outcome.full)).toBeVisible()
  await expect(steps.field(german.booking.participant.familyName)).toHaveValue(late.familyName)
  await expectAccessible(page)
  await page.goto(`/sessions/${slug}`)
  await expect(page.getByText(german.waitlist.way.text)).toBeVisible()
  await expectAccessible(page)
})

/** The demo has one session with exactly one free seat. */
async function lastSeat(request: Parameters<typeof findSession>[0]) {
  const answer = await request.get("/api/v1/sessions")
  const { sessions } = (await answer.json()) as { sessions: { slug: string; seatsFree: number }[] }
  const found = sessions.find(({ seatsFree }) => seatsFree === 1)
  if (!found) throw new Error("no session has one free seat")
  return found
}
