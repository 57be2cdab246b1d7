import type { Page } from "@playwright/test"
import { codeIn, hasCode, Mailbox } from "./mailbox"
import { expect } from "./test"
import type { Words } from "./words"

const owner = "organizer@runde.example"

/** Signs the one organizer in whom the demo has; several journeys may do so at once. */
export async function signIn(page: Page, home: string, words: Words): Promise<void> {
  const box = new Mailbox(page.request, owner)
  const codes = async () => (await box.messages()).filter(hasCode)
  const before = (await codes()).length
  await page.goto(`${home}/organizer`)
  await page.getByLabel(words.desk.signIn.email).fill(owner)
  await page.getByRole("button", { name: words.desk.signIn.request, exact: true }).click()
  await expect(page.getByLabel(words.desk.signIn.code)).toBeVisible()
  await expect.poll(async () => (await codes()).length).toBeGreaterThan(before)
  // A code is good in the browser that asked for it only: of two that came at once the other one may be ours.
  await expect(async () => {
    for (const mail of (await codes()).slice(0, -before || undefined)) {
      if (/\/organizer$/.test(page.url())) return
      await page.getByLabel(words.desk.signIn.code).fill(codeIn(mail))
      await page.getByRole("button", { name: words.desk.signIn.enter, exact: true }).click()
      await page.waitForURL(/\/organizer$/, { timeout: 5_000 }).catch(() => {})
    }
    expect(page.url()).toMatch(/\/organizer$/)
  }).toPass({ timeout: 30_000 })
}
