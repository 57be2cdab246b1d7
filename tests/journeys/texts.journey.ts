import { signIn } from "./desk"
import { desktop, expect, expectAccessible, test } from "./test"
import { german } from "./words"

test.use(desktop)

test("a mail is said in own words, previewed, refused where it would break, saved and taken back", async ({ page }) => {
  test.slow()
  const t = german.mailing.texts
  const field = (name: string) => page.locator(`#text [name='${name}']`)
  const button = (name: string) => page.getByRole("button", { name, exact: true })
  await signIn(page, "", german)
  await page.goto("/organizer/settings/formats")
  await page
    .getByRole("link", { name: /fragestunde/i })
    .first()
    .click()
  await page.getByRole("link", { name: t.link }).click()
  await expectAccessible(page)
  await page.getByRole("link", { name: `${t.kinds.reserved}: ${t.readers.participant}` }).click()
  await expectAccessible(page)

  await field("de.opening").fill("Guten Morgen {name}, Antwort bis {unti}.")
  await field("en.subject").fill("Your seat on {date")
  await button(t.save).click()
  await expect(page.locator("#text-de\\.opening-error")).toContainText("Zeichen 34")
  await expect(page.locator("#text-en\\.subject-error")).toContainText("Zeichen")

  await field("de.opening").fill("Guten Morgen {name}, Antwort bis {until}.")
  await field("en.subject").fill("Your seat on {date}")
  await button(t.preview).click()
  await expect(page.getByText(t.previewed)).toBeVisible()
  await expect(page.locator("#text")).toContainText("Guten Morgen Dr. Petra Muster, Antwort bis")
  await expect(page.locator("#text")).toContainText(/Your seat on \w{3},? \d/)
  await expectAccessible(page)
  // Enter saves and takes nothing away.
  await field("en.subject").press("Enter")
  await expect(page.getByText(german.mailing.done.textSaved)).toBeVisible()
  await expect(field("de.opening")).toHaveValue(/Guten Morgen/)

  for (const left of [1, 0]) {
    await page
      .getByRole("button", { name: new RegExp(`^${t.reset}`) })
      .first()
      .click()
    await expect(page.getByText(german.mailing.done[left ? "textSaved" : "textReset"])).toBeVisible()
  }
  await expect(field("de.opening")).toHaveValue("")
  await expect(page.getByRole("button", { name: new RegExp(`^${t.reset}`) })).toHaveCount(0)
})
