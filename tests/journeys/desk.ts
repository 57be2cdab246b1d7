import { expect, type Page } from "@playwright/test"
import { codeIn, hasCode, Mailbox } from "./mailbox"
import type { Words } from "./words"

const owner = "organizer@runde.example"

/**
 * Signs the organizer in whom the demo has. Other journeys may do so at the same time with the same mailbox: of the
 * codes that come, only one is of this browser.
 */
export async function signIn(page: Page, home: string, words: Words): Promise<void> {
  const box = new Mailbox(page.request, owner)
  const codes = async () => (await box.messages()).filter(hasCode)
  const seen = new Set((await codes()).map(({ id }) => id))
  const fresh = async () => (await codes()).filter(({ id }) => !seen.has(id))
  await page.goto(`${home}/organizer`)
  await page.getByLabel(words.desk.signIn.email).fill(owner)
  await page.getByRole("button", { name: words.desk.signIn.request, exact: true }).click()
  await expect(page.getByLabel(words.desk.signIn.code)).toBeVisible()
  await expect(async () => {
    for (const mail of await fresh()) {
      seen.add(mail.id)
      await page.getByLabel(words.desk.signIn.code).fill(codeIn(mail))
      await page.getByRole("button", { name: words.desk.signIn.enter, exact: true }).click()
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
