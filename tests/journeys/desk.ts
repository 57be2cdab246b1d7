import { expect, type Page } from "@playwright/test"
import { codeIn, hasCode, Mailbox } from "./mailbox"
import type { Words } from "./words"

const owner = "organizer@runde.example"

/** Signs the one organizer of the demo in, with the code from the mailbox. */
export async function signIn(page: Page, home: string, words: Words): Promise<void> {
  const box = new Mailbox(page.request, owner)
  const codes = async () => (await box.messages()).filter(hasCode)
  const before = (await codes()).length
  const newCode = async () => {
    await expect.poll(async () => (await codes()).length).toBe(before + 1)
    return codeIn((await codes())[0]!)
  }
  await page.goto(`${home}/organizer`)
  await page.getByLabel(words.desk.signIn.email).fill(owner)
  await page.getByRole("button", { name: words.desk.signIn.request, exact: true }).click()
  await expect(page.getByLabel(words.desk.signIn.code)).toBeVisible()
  await page.getByLabel(words.desk.signIn.code).fill(await newCode())
  await page.getByRole("button", { name: words.desk.signIn.enter, exact: true }).click()
  await expect(page).toHaveURL(/\/organizer$/)
}

/** A wall clock time on a day to come, as a date field takes it. */
export function inDays(days: number, time: string): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}`
}
