import { signIn, untilAwake } from "./desk"
import { desktop, expect, expectAccessible, test } from "./test"
import { english, german } from "./words"

test.describe("at a desk, in German", () => {
  test.use(desktop)

  test("a format is a name, previewed, saved and changed", async ({ page }) => {
    test.slow()
    const t = german.desk
    const button = (name: string) => page.getByRole("button", { name, exact: true })
    const field = (name: string) => page.locator(`#format [name='${name}']`)
    const main = page.locator("main")
    await signIn(page, "", german)

    await page.goto("/organizer/settings/formats")
    await page.getByRole("link", { name: t.formats.create, exact: true }).click()
    await field("texts.de.name").fill("KI-Frühstück")
    await button(t.formats.presets.standard).click()
    await expect(field("terms.finalPercent")).toHaveValue("100")
    await expect(field("texts.de.name")).toHaveValue("KI-Frühstück")
    await field("priceNetCents").fill("120")
    await button(t.formats.preview).click()
    const preview = page.locator("#preview")
    await expect(preview).toContainText(t.formats.amounts)
    await expect(preview).toContainText("142,80")
    await preview.getByText(t.formats.previewOf.en).click()
    await expect(preview).toContainText(english.sessions.page.germanOnly)
    await expectAccessible(page)
    // Enter saves and never fills in terms instead.
    await field("texts.de.name").press("Enter")
    await expect(main).toContainText(t.done.formatCreated)

    await page.getByRole("link", { name: "KI-Frühstück" }).click()
    await untilAwake(page)
    await field("texts.de.forWhom").fill("Für alle, die früh aufstehen.")
    await button(t.settings.save).click()
    await expect(main).toContainText(t.done.saved)
    await page.getByText(/^Eine Angabe geändert/).click()
    await expect(page.locator("#versions ~ ol ins").first()).toBeVisible()
    await expectAccessible(page)
  })
})
