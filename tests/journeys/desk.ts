import { expect, type Page } from "@playwright/test"
import { codeIn, hasCode, Mailbox } from "./mailbox"
import { german, type Words } from "./words"

const owner = "organizer@runde.example"

/** How somebody works a page: fields by their label, buttons by their name. */
export type Hand = {
  fill: (label: string, text: string) => Promise<void>
  press: (name: string) => Promise<void>
}

const pointer = (page: Page): Hand => ({
  fill: (label, text) => page.getByLabel(label).fill(text),
  press: (name) => page.getByRole("button", { name, exact: true }).click(),
})

/**
 * Waits until scripts run on a page of the desk. What is typed into a text area that says something already is lost when
 * they begin to (React writes its first value again).
 */
export const untilAwake = (page: Page): Promise<void> => expect(page.locator("button#open-search")).toBeVisible()

/**
 * Signs the organizer in whom the demo has. Other journeys may do so at the same time with the same mailbox: of the
 * codes that come, only one is of this browser.
 */
export async function signIn(page: Page, home: string, words: Words, { fill, press } = pointer(page)): Promise<void> {
  const box = new Mailbox(page.request, owner)
  const codes = async () => (await box.messages()).filter(hasCode)
  const seen = new Set((await codes()).map(({ id }) => id))
  const fresh = async () => (await codes()).filter(({ id }) => !seen.has(id))
  await page.goto(`${home}/organizer`)
  await fill(words.desk.signIn.email, owner)
  await press(words.desk.signIn.request)
  await expect(page.getByLabel(words.desk.signIn.code)).toBeVisible()
  await expect(async () => {
    for (const mail of await fresh()) {
      seen.add(mail.id)
      await fill(words.desk.signIn.code, codeIn(mail))
      await press(words.desk.signIn.enter)
      await page.waitForURL(/\/organizer$/, { timeout: 3_000 }).catch(() => undefined)
      if (/\/organizer$/.test(page.url())) return
    }
    await expect(page).toHaveURL(/\/organizer$/, { timeout: 100 })
  }).toPass({ timeout: 30_000 })
}

/** A wall clock time on a day to come, as a date field takes it. */
export function inDays(days: number, time: string): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`
}

/** Publishes a date that needs three people and has room for six. */
export async function publishThin(page: Page, start: string): Promise<{ id: string; slug: string }> {
  const { desk, series } = german
  await page.goto("/organizer/sessions/new")
  await page.getByLabel(desk.session.format).selectOption({ label: "Offene Fragestunde" })
  await page.getByLabel(series.new.start).fill(start)
  await page.getByText(series.new.details).click()
  await page.getByLabel(desk.fields.capacity).fill("6")
  await page.getByLabel(desk.fields.minimum).fill("3")
  await page.getByRole("button", { name: series.new.look, exact: true }).click()
  await page.getByRole("button", { name: series.preview.publish, exact: true }).click()
  await expect(page.locator("main")).toContainText(desk.done.published)
  const link = page.getByRole("link", { name: desk.session.publicPage, exact: true })
  const slug = (await link.getAttribute("href"))!.replace(/^.*\//, "")
  return { id: page.url().replace(/\?.*/, "").slice(-36), slug }
}
