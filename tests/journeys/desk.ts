import { expect, type Page } from "@playwright/test"
import { codeIn, hasCode, Mailbox } from "./mailbox"
import type { Words } from "./words"

const owner = "organizer@runde.example"

/**
 * Signs the one organizer of the demo in, with the code from the mailbox. Another journey may be asking for a code at
 * the same time: a code is good in one browser only, so the next one is tried.
 */
export async function signIn(page: Page, home: string, words: Words): Promise<void> {
  const box = new Mailbox(page.request, owner)
  const codes = async () => (await box.messages()).filter(hasCode)
  const old = new Set((await codes()).map(({ id }) => id))
  const fresh = async () => (await codes()).find(({ id }) => !old.has(id))
  await page.goto(`${home}/organizer`)
  await page.getByLabel(words.desk.signIn.email).fill(owner)
  await page.getByRole("button", { name: words.desk.signIn.request, exact: true }).click()
  await expect(page.getByLabel(words.desk.signIn.code)).toBeVisible()
  for (let tries = 0; tries < 4; tries++) {
    await expect.poll(fresh).toBeDefined()
    const mail = (await fresh())!
    old.add(mail.id)
    await page.getByLabel(words.desk.signIn.code).fill(codeIn(mail))
    await page.getByRole("button", { name: words.desk.signIn.enter, exact: true }).click()
    const entered = page.waitForURL(/\/organizer$/, { timeout: 10_000 }).then(() => true)
    const refused = page.getByText(words.desk.reasons.code_invalid).last().waitFor({ timeout: 10_000 })
    if (await Promise.race([entered.catch(() => false), refused.then(() => false).catch(() => false)])) return
  }
  await expect(page).toHaveURL(/\/organizer$/)
}

/** A wall clock time on a day to come, as a date field takes it. */
export function inDays(days: number, time: string): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`
}
