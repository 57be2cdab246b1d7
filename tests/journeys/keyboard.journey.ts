import { findSession, somebody, Steps } from "./booking"
import { desktop, expect, test } from "./test"
import { german } from "./words"

test.use(desktop)

test("a seat is booked, moved and given back with the keyboard alone", async ({ page, request }) => {
  const steps = new Steps(page)
  const petra = somebody("Petra", "Taste")
  const { slug } = await findSession(request, { format: "offene-fragestunde" })
  const { keyboard } = page

  /** Goes on with Tab until something has the focus; whatever has it on the way must be seen to have it. */
  const tabTo = async (selector: string) => {
    for (let steps = 0; steps < 60; steps++) {
      await keyboard.press("Tab")
      if (await page.locator(`${selector}:focus`).count()) break
    }
    const target = page.locator(selector).first()
    await expect(target).toBeFocused()
    expect(await target.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe("none")
  }

  await page.goto("/")
  await keyboard.press("Tab")
  await keyboard.press("Enter")
  await expect(page.locator("#main")).toBeFocused()
  await tabTo(`a[href$="/sessions/${slug}"]`)
  await keyboard.press("Enter")
  await page.waitForURL(`**/sessions/${slug}`)
  await tabTo(`a[href$="/sessions/${slug}/book"]`)
  await keyboard.press("Enter")
  await page.waitForURL(`**/sessions/${slug}/book`)

  await tabTo("[name='participant.givenName']")
  await keyboard.type(petra.givenName)
  await tabTo("[name='participant.familyName']")
  await keyboard.type(petra.familyName)
  await tabTo("[name='participant.company']")
  await keyboard.type(petra.company)
  await tabTo("[name='participant.role']")
  await keyboard.press("ArrowDown")
  await tabTo("[name='participant.email']")
  await keyboard.type(petra.email)
  await tabTo("[name=businessUse]")
  await keyboard.press("Space")
  await tabTo("[name=acceptTerms]")
  await keyboard.press("Space")
  await keyboard.press("Enter")
  await steps.expectCodeStep()

  await tabTo("[name=code]")
  await keyboard.type(await steps.mailbox(petra.email).code())
  await keyboard.press("Enter")
  const reference = await steps.expectBooking(/confirmed/)

  const other = await findSession(request, { format: "runde-vor-ort" })
  await tabTo(`a[href$="/${reference}/rebook"]`)
  await keyboard.press("Enter")
  await page.waitForURL("**/rebook")
  await tabTo(`a[href$="/rebook/${other.slug}"]`)
  await keyboard.press("Enter")
  await page.waitForURL(`**/rebook/${other.slug}`)
  await tabTo("#rebook button")
  await keyboard.press("Enter")
  await steps.expectBooking(/rebooked/)

  await tabTo(`a[href$="/${reference}/release"]`)
  await keyboard.press("Enter")
  await tabTo(`a[href$="/release/confirm"]`)
  await keyboard.press("Enter")
  await page.waitForURL("**/release/confirm")
  await tabTo("#release button")
  await keyboard.press("Enter")
  await steps.expectBooking(/released/)
  await expect(page.getByText(german.manage.done.released)).toBeVisible()
})
