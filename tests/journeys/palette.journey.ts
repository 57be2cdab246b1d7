import type { Page } from "@playwright/test"
import { signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

const box = (page: Page) => page.getByRole("combobox")
/** A page that has just come hears no keys yet: whoever sees nothing happen presses once more. */
async function openSearch(page: Page, keys = "Control+k"): Promise<void> {
  await expect(async () => {
    if (!(await box(page).isVisible())) await page.keyboard.press(keys)
    await expect(box(page)).toBeFocused({ timeout: 2_000 })
  }).toPass()
}
/** Types, and waits until what stands there is the answer to it. */
async function search(page: Page, words: string): Promise<void> {
  await page.keyboard.type(words)
  await expect(page.getByRole("listbox")).toHaveAttribute("aria-busy", "false")
}
const active = (page: Page) => page.getByRole("option", { selected: true })

test.describe("with the keyboard", () => {
  test.use({ ...desktop, locale: "en-GB" })

  test("everything is a few letters away", async ({ page }) => {
    test.slow()
    const t = english.search
    const option = (name: RegExp) => page.getByRole("option", { name })
    await signIn(page, "/en", english)

    await test.step("opens with keys, shows the rooms and what is next, and closes", async () => {
      await openSearch(page, "/")
      for (const group of [t.groups.rooms, t.groups.actions, t.groups.next])
        await expect(page.getByRole("group", { name: group, exact: true })).toBeVisible()
      await expect(page.getByRole("group", { name: t.groups.next }).getByRole("option")).toHaveCount(3)
      await expect(active(page)).toHaveText(new RegExp(t.places.home.label))
      await expectAccessible(page)
      await page.keyboard.press("Escape")
      await expect(page.getByRole("dialog")).toHaveCount(0)
      await page.keyboard.press("Control+k")
      await expect(box(page)).toBeFocused()
      await page.keyboard.press("Control+k")
      await expect(page.getByRole("dialog")).toHaveCount(0)
    })

    await test.step("finds somebody in spite of the spelling, and goes there", async () => {
      await openSearch(page)
      await search(page, "Petra Mustre Anlagenbau")
      await expect(option(/Petra Muster.*Muster Anlagenbau/)).toHaveAttribute("aria-selected", "true")
      await expect(page.getByRole("status")).toHaveText(/\d/)
      await expectAccessible(page)
      await page.keyboard.press("Enter")
      await expect(page).toHaveURL(/\/en\/organizer\/people\/[0-9a-f-]{36}$/)
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Petra Muster")
    })

    await test.step("goes through the list with the arrows, around its ends", async () => {
      await openSearch(page)
      await search(page, "sessions")
      const names = await page.getByRole("option").allTextContents()
      await page.keyboard.press("ArrowDown")
      await expect(active(page)).toHaveText(names[1]!)
      await page.keyboard.press("ArrowUp")
      await page.keyboard.press("ArrowUp")
      await expect(active(page)).toHaveText(names.at(-1)!)
      await expect(active(page)).toBeInViewport()
      await expect(box(page)).toHaveAttribute("aria-activedescendant", (await active(page).getAttribute("id"))!)
      await page.keyboard.press("ArrowDown")
      await page.keyboard.press("ArrowDown")
      await page.keyboard.press("Enter")
      await expect(page).toHaveURL(/view=month/)
    })

    await test.step("finds a booking by its reference, and a session by its date", async () => {
      await page.goto("/en/organizer/people?q=Petra+Muster+Anlagenbau")
      await page.getByRole("link", { name: "Petra Muster" }).first().click()
      const reference = /R-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(await page.locator("main").innerText())![0]
      await openSearch(page)
      await search(page, reference.toLowerCase().replaceAll("-", ""))
      await expect(option(new RegExp(`${reference}.*Petra Muster`))).toHaveAttribute("aria-selected", "true")
      await page.keyboard.press("Enter")
      await expect(page).toHaveURL(/\/requests\//)
      const date = /\d{1,2} [A-Z][a-z]{2} \d{4}/.exec(
        await page
          .locator("main")
          .innerText()
          .then((text) => text.replaceAll("\u00a0", " ")),
      )![0]
      await openSearch(page)
      await search(page, date)
      await expect(active(page)).toContainText(/\d{2}:\d{2}/)
      await page.keyboard.press("Enter")
      await expect(page).toHaveURL(/\/organizer\/sessions\/[0-9a-f-]{36}$/)
    })

    await test.step("says when there is nothing, and when there is no answer", async () => {
      await openSearch(page)
      await page.keyboard.type("xylophon")
      await expect(page.getByRole("status")).toContainText(t.nothing.replace("{query}", "xylophon"))
      await page.route("**/search/results*", (route) => route.abort())
      await page.keyboard.type("s")
      await expect(page.getByRole("status")).toContainText(t.failed)
      await expectAccessible(page)
      await page.unroute("**/search/results*")
      await page.getByRole("link", { name: t.asPage }).click()
      await expect(page.locator("main")).toContainText(t.nothing.replace("{query}", "xylophons"))
    })

    await test.step("an Enter before the answer is there asks the page", async () => {
      await page.route("**/search/results*", async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 2_000))
        await route.continue().catch(() => undefined)
      })
      await openSearch(page)
      await page.keyboard.type("Petra Muster")
      await page.keyboard.press("Enter")
      await expect(page).toHaveURL(/\/search\?q=Petra/)
      await expect(page.locator("main").getByRole("link", { name: "Petra Muster" }).first()).toBeVisible()
      await page.unroute("**/search/results*")
    })

    await test.step("shows the keys, and signs out", async () => {
      await openSearch(page)
      await search(page, "keyboard")
      await page.keyboard.press("Enter")
      await expect(page.getByRole("heading", { name: english.series.keys.title })).toBeVisible()
      await page.keyboard.press("Escape")
      await openSearch(page)
      await search(page, "sign out")
      await page.keyboard.press("Enter")
      await expect(page).toHaveURL(/sign-in/)
    })
  })
})

test.describe("on a phone", () => {
  test.use({ ...phone, colorScheme: "dark" })

  test("the search opens with a thumb, and is a page without JavaScript", async ({ page, device }) => {
    test.slow()
    const t = german.search
    await signIn(page, "", german)
    await page.getByRole("button", { name: t.open, exact: true }).click()
    await box(page).fill("Mueller")
    await expect(page.getByRole("listbox")).toHaveAttribute("aria-busy", "false")
    await box(page).fill("vertiefung")
    await page.getByRole("group", { name: t.groups.sessions, exact: true }).getByRole("option").first().tap()
    await expect(page).toHaveURL(/\/organizer\/sessions\/[0-9a-f-]{36}$/)

    const plain = await device({ ...phone, javaScriptEnabled: false })
    await plain.context().addCookies(await page.context().cookies())
    await plain.goto("/organizer")
    await plain.getByRole("link", { name: t.open, exact: true }).tap()
    await expect(plain).toHaveURL(/\/organizer\/search$/)
    await plain.getByLabel(t.label).fill("Jonas Beispeil")
    await plain.locator("main").getByRole("button", { name: t.find, exact: true }).tap()
    await plain.getByRole("link", { name: "Jonas Beispiel" }).first().tap()
    await expect(plain).toHaveURL(/\/organizer\/people\/[0-9a-f-]{36}$/)
    await plain.goto("/organizer/search?q=abmelden")
    await plain.locator("main").getByRole("button", { name: t.places.signOut.label }).tap()
    await expect(plain).toHaveURL(/sign-in/)
  })
})
