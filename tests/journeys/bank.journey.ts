import fs from "node:fs"
import { savingsBank } from "../payments/statements"
import { signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

test.describe.configure({ mode: "serial" })

test.describe("on a phone, without JavaScript", () => {
  test.use({ ...phone, javaScriptEnabled: false })

  test("the organizer reads a bank statement, and confirms what was paid", async ({ page }) => {
    const { bank, dunning, errors } = german
    const words = bank.statement
    const main = page.locator("main")
    await signIn(page, "", german)
    await page.goto("/organizer/money")
    // The last one: others may be paying the first ones.
    const row = page
      .locator("li", { hasText: /RE-\d{4}-\d{4}/ })
      .filter({ hasText: dunning.transfer.open })
      .last()
    const [number] = (await row.innerText()).match(/RE-\d{4}-\d{4}/)!
    const [reference] = (await row.innerText()).match(/R-[A-Z0-9]{4}-[A-Z0-9]{4}/)!
    await row.getByText(dunning.transfer.open).click()
    const cents = Number((await row.getByLabel("Betrag").inputValue()).replace(",", ""))
    const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format()
    const statement = savingsBank([
      { cents, day, payer: "Muster Zahlstelle", text: `Rechnung ${number}`, ref: `J1${number}` },
      { cents: 5_000, day, payer: "Verein der Muster", text: "Beitrag", ref: `J2${number}` },
      { cents: 90_000, day, side: "DBIT", text: "Miete", ref: `J3${number}` },
    ])
    const bring = async (xml: string) => {
      const file = { name: "camt.xml", mimeType: "application/xml", buffer: Buffer.from(xml) }
      await page.getByLabel(words.file).setInputFiles(file)
      await page.getByRole("button", { name: words.submit }).click()
    }

    await page.getByRole("link", { name: words.link }).click()
    await bring(statement.replace("DE02120300000000202051", "DE12500105170648489890"))
    await expect(main).toContainText(bank.reasons.other_account)
    await bring(statement)
    await expect(main).toContainText("2 neue Eingänge.")
    await expect(main).toContainText("Eine Abbuchung bleibt unbeachtet.")

    const proposed = page.locator("#proposed li", { hasText: number })
    await expect(proposed).toContainText(words.why.exact)
    await expect(proposed.getByRole("checkbox")).toBeChecked()
    const other = page.locator("#others li", { hasText: "Verein der Muster" })
    await expect(other.getByRole("checkbox")).not.toBeChecked()
    await page.locator("#others").getByRole("button", { name: words.aside }).click()
    await expect(main).toContainText(errors.missing.picked)
    for (const tick of await page.locator("#proposed").getByRole("checkbox").all()) await tick.uncheck()
    await proposed.getByRole("checkbox").check()
    await page.getByRole("button", { name: words.assign }).click()
    await expect(main).toContainText(bank.done.creditsAssigned)
    await expect(proposed).toHaveCount(0)
    await other.getByRole("checkbox").check()
    await page.locator("#others").getByRole("button", { name: words.aside }).click()
    await expect(main).toContainText(bank.done.creditsSetAside)
    await expect(other).toHaveCount(0)

    await bring(statement)
    await expect(main).toContainText("Kein neuer Eingang. 2 waren schon bekannt.")
    await page.goto("/organizer/money?show=all")
    await expect(page.locator("li", { hasText: reference }).first()).toContainText(dunning.items.paid)
  })
})

test.describe("in English", () => {
  test.use(desktop)

  test("the owner says how the books are kept, and takes along the postings for DATEV", async ({ page }) => {
    const { bank, desk, errors } = english
    const { settings, datev } = bank
    const main = page.locator("main")
    await signIn(page, "/en", english)
    await page.goto("/en/organizer/money/statement")
    await expectAccessible(page)

    await page.goto("/en/organizer/money/invoices")
    await expect(main).toContainText(datev.gaps.consultant)
    await expect(main).toContainText(datev.gaps.debtor)
    await page.getByRole("link", { name: datev.toSettings }).click()
    await page.getByLabel(settings.consultant).fill("1001")
    await page.getByLabel(settings.client).fill("7")
    await page.getByLabel(settings.chart).selectOption("SKR04")
    await page.getByLabel(settings.accounts.debtor).fill("1000")
    await page.getByRole("button", { name: settings.save }).click()
    await expect(main).toContainText(errors.fields.account_length)
    await expectAccessible(page)
    await page.getByLabel(settings.accounts.debtor).fill("10000")
    await page.getByLabel(settings.accounts.rounding).fill("4830")
    await page.getByRole("button", { name: settings.save }).click()
    await expect(main).toContainText(desk.done.saved)

    await page.goto("/en/organizer/money/invoices")
    await expectAccessible(page)
    const year = String(new Date().getFullYear())
    await page.locator("#datev-period").selectOption(year)
    const press = () => page.getByRole("button", { name: datev.download }).click()
    const [download] = await Promise.all([page.waitForEvent("download"), press()])
    expect(download.suggestedFilename()).toBe(`EXTF_Buchungsstapel_${year}.csv`)
    const file = new TextDecoder("windows-1252").decode(fs.readFileSync(await download.path()))
    expect(file).toMatch(/^"EXTF";700;21;"Buchungsstapel";13;\d{17};/)
    expect(file).toMatch(/;"S";"EUR";;;"";10000;4400;"";\d{4};"RE-/)
  })
})
