import type { Locator, Page } from "@playwright/test"
import { findSession, somebody, Steps } from "./booking"
import { type Hand, signIn } from "./desk"
import { desktop, expect, test } from "./test"
import { german } from "./words"

test.use(desktop)

/** Goes on with Tab until something has the focus, which must be seen to have it. */
async function tabToOne(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const focused = target.and(page.locator(":focus"))
  for (let steps = 0; steps < 200 && (await focused.count()) === 0; steps++) await page.keyboard.press("Tab")
  await expect(target).toBeFocused()
  expect(await target.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe("none")
}

test("a seat is booked, moved and given back with the keyboard alone", async ({ page, request }) => {
  const steps = new Steps(page)
  const petra = somebody("Petra", "Taste")
  const { slug } = await findSession(request, { format: "offene-fragestunde" })
  const { keyboard } = page

  const tabTo = (selector: string) => tabToOne(page, page.locator(selector).first())

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
  for (const [name, text] of Object.entries({ street: "Tastenweg 1", postalCode: "80331", city: "München" })) {
    await tabTo(`[name='billing.${name}']`)
    await keyboard.type(text)
  }
  await tabTo("#rebook button[type=submit]:not([name])")
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

test("the desk is run with the keyboard alone", async ({ page, device, request }) => {
  test.setTimeout(240_000)
  const { changes, desk, numbers, people, series } = german
  const { keyboard } = page
  const main = page.locator("main")
  const enter = async (target: Locator, key = "Enter") => {
    await tabToOne(page, target)
    await keyboard.press(key)
  }
  const hand: Hand = {
    fill: async (label, text) => {
      await tabToOne(page, page.getByLabel(label))
      await keyboard.press("ControlOrMeta+A")
      await keyboard.type(text)
    },
    press: (name) => enter(main.getByRole("button", { name, exact: true })),
  }
  const follow = (name: string | RegExp) => enter(main.getByRole("link", { name, exact: true }).first())
  const room = (name: string) => enter(page.getByRole("navigation").getByRole("link", { name, exact: true }))
  const dates = main.locator("[data-rows] a")

  await signIn(page, "", german, hand)

  await test.step("a date like another one", async () => {
    await room(desk.nav.sessions)
    await tabToOne(page, page.getByRole("searchbox"))
    await keyboard.type("Fragestunde")
    await keyboard.press("Enter")
    await expect(page).toHaveURL(/q=Fragestunde/)
    await enter(dates.last())
    await follow(series.session.duplicate)
    await hand.press(series.new.look)
    await hand.press(series.preview.publish)
    await expect(main).toContainText(desk.done.published)
  })
  const publicPage = await main.getByRole("link", { name: desk.session.publicPage }).getAttribute("href")
  const slug = publicPage!.replace(/^.*\//, "")

  // Somebody else, who has a pointer: the same person twice, with two addresses.
  const tilda = somebody("Tilda", "Taste")
  await new Steps(await device()).book(slug, tilda)
  const other = await findSession(request, { format: "runde-vor-ort" })
  await new Steps(await device()).book(other.slug, { ...tilda, email: tilda.email.replace("tilda.", "t.") })

  await test.step("a move is looked at, confirmed and taken back", async () => {
    await follow(desk.session.move)
    const start = page.getByLabel(desk.fields.localStart)
    await tabToOne(page, start)
    const before = await start.inputValue()
    // Past day, month and year to the hour.
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp"]) await keyboard.press(key)
    expect(await start.inputValue()).not.toBe(before)
    await hand.press(changes.preview.next)
    await expect(main).toContainText("Tilda Taste")
    await expect(main).toContainText("Eine E-Mail „Termin verschoben“ auf Deutsch")
    await enter(page.locator("#change button[type=submit]"))
    await expect(main).toContainText(changes.done.changePlanned)
    await hand.press(changes.plan.withdraw)
    await expect(main).toContainText(changes.done.changeWithdrawn)
  })

  await test.step("two who are one become one", async () => {
    await room(desk.nav.people)
    await follow(people.duplicatesLink)
    await follow(/Tilda Taste/)
    await expect(main).toContainText(people.merge.previewLead)
    await enter(page.getByLabel(people.merge.sure), "Space")
    await hand.press(people.merge.submit)
    await expect(main).toContainText(people.done.merged)
    await expect(main).toContainText(tilda.email)
  })

  await test.step("who was there is ticked, and put right again", async () => {
    await room(desk.nav.sessions)
    await enter(main.locator("a[href*='show=past']"))
    await expect(page).toHaveURL(/show=past/)
    await enter(dates.last())
    await follow(numbers.attendance.link)
    const row = main
      .locator("li")
      .filter({ has: page.getByRole("group") })
      .first()
    const choice = (pressed: boolean) => row.locator(`button[aria-pressed=${pressed}]`).first()
    const was = (await choice(true).getAttribute("value"))!
    const next = (await choice(false).getAttribute("value"))!
    for (const value of [next, was]) {
      const button = row.locator(`button[value=${value}]`)
      await enter(button, "Space")
      await expect(button).toHaveAttribute("aria-pressed", "true")
    }
  })
})
