import fs from "node:fs"
import type { Page } from "@playwright/test"
import { strFromU8, unzipSync } from "fflate"
import { findSession, somebody, Steps } from "./booking"
import { signIn } from "./desk"
import { desktop, expect, expectAccessible, test } from "./test"
import { german } from "./words"

test.use(desktop)

const { money, desk, errors } = german

/** What a link or a button hands out. */
async function downloaded(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()])
  return { name: download.suggestedFilename(), bytes: new Uint8Array(fs.readFileSync(await download.path())) }
}

test("the owner settles what stands on invoices, gives out a voucher, issues an invoice and takes all of it along", async ({
  page,
  device,
  request,
}) => {
  test.slow()
  const { settings, invoices, vouchers, revenue } = money
  const main = page.locator("main")
  const button = (name: string) => page.getByRole("button", { name, exact: true })
  await signIn(page, "", german)

  await test.step("says what stands on every invoice", async () => {
    await page.goto("/organizer/settings/invoicing")
    await page.getByLabel(settings.seller.taxNumber).fill("12/345/67890")
    await page.getByLabel(settings.seller.iban).fill("DE02 1203 0000 0000 2020 52")
    await button(desk.settings.save).click()
    await expect(page.getByText(errors.fields.iban).first()).toBeVisible()
    await expectAccessible(page)
    await page.getByLabel(settings.seller.iban).fill("DE02 1203 0000 0000 2020 51")
    await button(desk.settings.save).click()
    await expect(main).toContainText(desk.done.saved)
    await expect(page.getByLabel(settings.seller.iban)).toHaveValue("DE02 1203 0000 0000 2020 51")
  })

  await test.step("goes through rows of VAT, and takes one back", async () => {
    const row = (name: string) => page.locator(`#vat-standard-${name}`)
    const press = (name: string, label: string) =>
      row(name)
        .getByRole("button", { name: new RegExp(`^${label}`) })
        .click()
    // The one that the invoice below needs, and one that nothing needs.
    for (const name of ["session-on_site", "consulting-third_country"]) {
      if (await row(name).getByText(settings.vat.confirmed).isVisible()) continue
      await press(name, settings.vat.confirm)
      await expect(row(name)).toContainText(settings.vat.confirmed)
    }
    await press("consulting-third_country", settings.vat.undo)
    await expect(row("consulting-third_country")).not.toContainText(settings.vat.confirmed)
    await page.reload()
    await expect(row("session-on_site")).toContainText(settings.vat.confirmed)
    await expect(row("consulting-third_country")).not.toContainText(settings.vat.confirmed)
    await expectAccessible(page)
    await press("consulting-third_country", settings.vat.confirm)
    await expect(row("consulting-third_country")).toContainText(settings.vat.confirmed)
  })

  await test.step("creates a voucher, and withdraws it", async () => {
    await page.goto("/organizer/money/vouchers")
    await page.getByRole("link", { name: vouchers.create }).click()
    const code = await page.getByLabel(vouchers.code).inputValue()
    await button(vouchers.save).click()
    await expect(page.getByText(errors.fields.required).first()).toBeVisible()
    await expectAccessible(page)
    await page.getByLabel(vouchers.percent, { exact: true }).last().fill("15")
    await page.getByLabel(vouchers.mostUses).fill("3")
    await button(vouchers.save).click()
    await expect(main).toContainText(money.done.voucherCreated)
    const row = page.locator("li").filter({ hasText: code })
    await expect(row).toContainText(/15\s%/)
    await expect(row).toContainText("0 von 3")
    await row.locator("summary").click()
    await expectAccessible(page)
    await row.getByRole("button", { name: new RegExp(`^${vouchers.withdrawForGood}`) }).click()
    await expect(main).toContainText(money.done.voucherWithdrawn)
    await expect(row).toContainText(vouchers.state.withdrawn)
  })

  const petra = somebody("Petra", "Rechnung")
  await test.step("somebody books by invoice", async () => {
    const guest = new Steps(await device())
    await guest.book((await findSession(request, { format: "runde-vor-ort" })).slug, petra)
  })

  await test.step("issues the invoice now, and takes it along", async () => {
    const waiting = page
      .getByRole("region", { name: invoices.waiting.title })
      .locator("li")
      .filter({ hasText: petra.company })
    // What is owed follows from the booking in a moment.
    await expect(async () => {
      await page.goto("/organizer/money/invoices")
      await expect(waiting).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 20_000 })
    await expect(waiting).toContainText("464,10")
    await expectAccessible(page)
    await waiting.getByRole("button", { name: new RegExp(`^${invoices.waiting.issue}`) }).click()
    await expect(main).toContainText(money.done.invoiceIssued)
    await page.getByLabel(invoices.search).fill(petra.company)
    await page.getByLabel(invoices.filter.state).selectOption("issued")
    await button(invoices.show).click()
    const document = page.getByRole("region", { name: invoices.issued, exact: true }).locator("ul li")
    await expect(document).toHaveCount(1)
    await expect(document).toContainText("464,10")
    await expectAccessible(page)
    const pdf = await downloaded(page, () => document.getByRole("link", { name: /^PDF/ }).click())
    expect(pdf.name).toMatch(/^RE-\d{4}-\d{4}\.pdf$/)
    expect(strFromU8(pdf.bytes.subarray(0, 5), true)).toBe("%PDF-")
    const xml = await downloaded(page, () => document.getByRole("link", { name: /^XML/ }).click())
    expect(strFromU8(xml.bytes)).toContain(petra.company)
  })

  await test.step("takes it back with a reason, and issues it anew", async () => {
    const { storno } = money
    const document = page.getByRole("region", { name: invoices.issued, exact: true }).locator("ul li")
    await document.getByRole("link", { name: new RegExp(`^${invoices.takeBack}`) }).click()
    await expect(main).toContainText(petra.company)
    await expect(main).toContainText("464,10")
    await expectAccessible(page)
    await button(storno.anew).click()
    await expect(main).toContainText(german.errors.fields.required)
    await page.getByLabel(storno.reason).selectOption("asked")
    await button(storno.anew).click()
    await expect(main).toContainText(money.done.invoiceIssuedAnew)
    await page.getByLabel(invoices.search).fill(petra.company)
    await button(invoices.show).click()
    await expect(document).toHaveCount(3)
    await expect(document.filter({ hasText: invoices.states.credited })).toHaveCount(1)
    await expect(document.getByRole("link", { name: new RegExp(`^${invoices.takeBack}`) })).toHaveCount(1)
  })

  await test.step("hands all of it to the tax adviser", async () => {
    const year = String(new Date().getFullYear())
    await page.goto("/organizer/money/invoices")
    await page.locator("#export-period").selectOption(year)
    const archive = await downloaded(page, () => button(invoices.adviser.download).click())
    expect(archive.name).toBe(`rechnungen-${year}.zip`)
    const files = unzipSync(archive.bytes)
    expect(Object.keys(files)).toEqual(expect.arrayContaining(["index.csv", "journal.csv", "zm.csv"]))
    expect(strFromU8(files["index.csv"]!)).toContain(petra.company)
    const table = await downloaded(page, () => button(invoices.adviser.downloadTable).click())
    expect(table.name).toMatch(/^zm-\d{4}-Q[1-4]\.csv$/)
  })

  await test.step("sees what was charged", async () => {
    await page.goto("/organizer/money/revenue")
    await expect(page.getByRole("table")).toContainText("Runde vor Ort")
    await expectAccessible(page)
    const year = String(new Date().getFullYear())
    const link = page.getByRole("link", { name: revenue.download.replace("{year}", year) })
    expect((await downloaded(page, () => link.click())).name).toBe(`umsatz-${year}.csv`)
  })
})
