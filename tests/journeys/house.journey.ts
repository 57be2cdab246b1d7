import { signIn } from "./desk"
import { Mailbox } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"
import { picture as drawn } from "../support/picture"

const name = "Runde am Morgen"

test.describe("the house's settings", () => {
  test.use({ ...phone, colorScheme: "dark" })

  test("the organizer gives the house a name, a face and a colour, and sends a test mail", async ({ page, device }) => {
    test.slow()
    const [t, desk] = [german.house, german.desk]
    const main = page.locator("main")
    const button = (label: string) => page.getByRole("button", { name: label, exact: true })
    const guest = await device({ ...desktop, colorScheme: "light" })
    await signIn(page, "", german)

    const rename = async (to: string) => {
      await page.goto("/organizer/settings/house")
      await page.getByLabel(desk.house.fields.name, { exact: true }).fill(to)
      await button(desk.settings.save).click()
      await expect(main).toContainText(desk.done.saved)
    }
    await rename(name)

    await test.step("a face", async () => {
      await page.goto("/organizer/settings/look")
      await expectAccessible(page)
      const file = page.getByLabel(t.look.portrait.file, { exact: true })
      await file.setInputFiles({ name: "face.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") })
      await button(t.look.portrait.save).click()
      await expect(main).toContainText(t.reasons.picture_unreadable)
      const buffer = await drawn(900, 700).jpeg().toBuffer()
      await file.setInputFiles({ name: "face.jpg", mimeType: "image/jpeg", buffer })
      await button(t.look.portrait.save).click()
      await expect(main).toContainText(t.done.portraitSaved)
      await expectAccessible(page)
    })

    await test.step("a colour that can be read", async () => {
      await page.getByLabel(t.look.accent.own, { exact: true }).fill("#ffcc00")
      await button(t.look.accent.save).click()
      await expect(main).toContainText("#846800")
      await expect(page.getByLabel(t.look.accent.own, { exact: true })).toHaveValue("#846800")
      await expectAccessible(page)
      await page.getByRole("button", { name: t.look.accent.names.plum }).click()
      await expect(main).toContainText(t.done.accentSaved)
      await expectAccessible(page)
    })

    await test.step("is what visitors see", async () => {
      await expect(async () => {
        await guest.goto("/")
        await expect(guest.locator("header").first()).toContainText(name, { timeout: 1_000 })
        await expect(guest.getByRole("img", { name: /^Porträt von/ })).toBeVisible({ timeout: 1_000 })
      }).toPass()
      await expectAccessible(guest)
      const picture = guest.getByRole("img", { name: /^Porträt von/ })
      expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640)
      const answer = await guest.request.get((await picture.getAttribute("src"))!)
      expect(answer.headers()).toMatchObject({
        "content-type": "image/webp",
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      })
      const accent = await guest.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue("--color-accent"),
      )
      expect(accent.trim()).toBe("#5b2a4e")
      await guest.locator("main a[href*='/sessions/']").first().click()
      await expect(guest.getByRole("img", { name: /^Porträt von/ })).toBeVisible()
      await expectAccessible(guest)
    })

    await test.step("a test mail", async () => {
      const email = "organizer@runde.example"
      await page.goto("/organizer/settings/mail")
      await expectAccessible(page)
      await button(t.mail.test.send).click()
      await expect(main).toContainText(t.mail.test.kept)
      await expectAccessible(page)
      const mails = await new Mailbox(page.request, email).messages()
      expect(mails.some(({ subject }) => subject.startsWith("Testmail vom"))).toBe(true)
    })

    await test.step("the records of the domain, whatever the network says", async () => {
      await page.getByLabel(t.mail.check.selector).fill("s1")
      await button(t.mail.check.ask).click()
      await expect(page.getByRole("list", { name: t.mail.check.result }).getByRole("listitem")).toHaveCount(3)
      await expectAccessible(page)
      await page.getByLabel(t.mail.check.selector).fill("no name")
      await button(t.mail.check.ask).click()
      await expect(main).toContainText(t.mail.check.selectorProblem)
      await expectAccessible(page)
    })

    await test.step("how long people stay", async () => {
      await page.goto("/organizer/settings/retention")
      await expectAccessible(page)
      await page.getByLabel(t.retention.mailMonths, { exact: true }).fill("18")
      await button(t.retention.save).click()
      await expect(main).toContainText(t.done.retentionSaved)
      await page.getByLabel(t.retention.mailMonths, { exact: true }).fill("0")
      await button(t.retention.save).click()
      await expect(page.getByLabel(t.retention.mailMonths, { exact: true })).toHaveAttribute("aria-invalid", "true")
      await expectAccessible(page)
    })

    // The demo is shared: as it was.
    await rename("Runde")
    await page.goto("/organizer/settings/look")
    await page.getByRole("button", { name: t.look.accent.names.pine }).click()
    await expect(main).toContainText(t.done.accentSaved)
    await button(t.look.portrait.remove).click()
    await expect(main).toContainText(t.done.portraitRemoved)
  })
})
