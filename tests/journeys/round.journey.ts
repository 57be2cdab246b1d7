import type { Locator, Page } from "@playwright/test"
import { findSession, type Person, somebody, Steps } from "./booking"
import type { Message } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

/** The answer comes with the next full minute: what is asked now is asked before it. */
const earlyInTheMinute = () =>
  expect.poll(() => new Date().getSeconds(), { timeout: 60_000, intervals: [500] }).toBeLessThan(30)

/** A text without what is somebody's own. */
function withoutOwn(text: string, { givenName, familyName, email }: Person): string {
  const own = [email, givenName, familyName, /R-[0-9A-Z]{4}-[0-9A-Z]{4}/g, /\/open\/\S+/g]
  return own.reduce<string>((left, each) => left.replaceAll(each, "…"), text)
}

const textOf = async (main: Locator, person: Person) => withoutOwn(await main.innerText(), person)
const mailOf = ({ subject, text }: Message, person: Person) => withoutOwn(`${subject}\n${text}`, person)

for (const [words, home, device, colorScheme] of [
  [german, "/", phone, "dark"],
  [english, "/en", desktop, "light"],
] as const) {
  test.describe(`${home}, ${device.viewport.width} px, ${colorScheme}`, () => {
    test.use({ ...device, colorScheme })

    test("two of one company ask for the same date and read the same", async ({ page, device: other, request }) => {
      test.setTimeout(180_000)
      // Room for the two of either language.
      const { slug } = await findSession(request, { format: "geschlossene-runde", free: 4 })
      const petra = somebody("Petra", "Erstling")
      const konrad = {
        ...{ ...petra, givenName: "Konrad", familyName: "Kollege" },
        email: petra.email.replace("petra.erstling", "konrad"),
      }
      const steps = (of: Page) => new Steps(of, words, home)
      const [first, second] = [steps(page), steps(await other())]
      const codes: string[] = []

      await test.step("both say who they are, one of them also with whom they would rather not sit", async () => {
        await first.openForm(slug)
        await expectAccessible(page)
        await first.fillIn(petra)
        await first.agree()
        await page.locator("[name=noSales]").uncheck()
        await first.submit().click()
        // A promise that the form does not let go without.
        await expect(page.locator("[name=noSales]:invalid, [name=noSales][aria-invalid=true]")).toBeVisible()
        await page.locator("[name=noSales]").check()
        await page.getByText(words.booking.round.wishes).click()
        await page.locator("[name='participant.conflictWishes']").fill("Vorlage Logistik GmbH")
        await expectAccessible(page)
        await first.submit().click()
        await first.expectCodeStep()
        await expectAccessible(page)
        await second.hold(slug, konrad)
        codes.push(await first.mailbox(petra.email).code(), await second.mailbox(konrad.email).code())
      })

      await test.step("both see the same page", async () => {
        await earlyInTheMinute()
        const pages: string[] = []
        for (const [index, [each, person]] of (
          [
            [first, petra],
            [second, konrad],
          ] as const
        ).entries()) {
          await each.enterCode(codes[index]!)
          await each.expectBooking(/requested/)
          await each.expectBadge("requested")
          pages.push(await textOf(each.page.locator("main"), person))
        }
        expect(pages[1]).toBe(pages[0])
        await expectAccessible(page)
        await expectAccessible(second.page)
      })

      await test.step("both read the same mail", async () => {
        const [one, two] = [await first.mailbox(petra.email).next(2), await second.mailbox(konrad.email).next(2)]
        expect(mailOf(two, konrad)).toBe(mailOf(one, petra))
      })
    })
  })
}
