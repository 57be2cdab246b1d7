import { expectAccessible, desktop, expect, phone, test } from "./test"
import { findSession, somebody, Steps } from "./booking"
import { linkIn } from "./mailbox"
import { english, german } from "./words"

for (const [words, home, device, javaScriptEnabled] of [
  [german, "/", phone, false],
  [english, "/en", desktop, true],
] as const) {
  test.describe(`${home}, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ ...device, javaScriptEnabled })

    test("somebody asks for an invoice, and accounting takes it from there", async ({ page, device, request }) => {
      const steps = new Steps(page, words, home)
      const petra = somebody("Petra", "Muster")
      const accounting = `rechnung@${petra.email.split("@")[1]}`
      const { billing } = words
      const { slug } = await findSession(request, { format: "runde-vor-ort" })

      await test.step("has a code looked at, books, and asks for the invoice", async () => {
        await steps.openForm(slug)
        await steps.fillIn(petra)
        await page.locator("[name='billing.emails']").fill(accounting)
        await page.locator("[name=voucher]").fill("NOBODY-KNOWS")
        await steps.button(billing.voucher.check).click()
        await expect(page.getByText(words.errors.reasons.voucher_unknown).first()).toBeVisible()
        await expect(page.locator("[name='billing.emails']")).toHaveValue(accounting)
        await page.locator("[name=voucher]").fill("")
        await steps.agree()
        await steps.submit().click()
        await steps.expectCodeStep()
        await steps.enterCode(await steps.mailbox(petra.email).code())
        await steps.expectBooking(/confirmed/)
        // What is owed follows from the log, in a moment.
        await expect(async () => {
          await page.reload()
          await expect(steps.button(billing.booking.request)).toBeVisible({ timeout: 1_000 })
        }).toPass({ timeout: 20_000 })
        await steps.button(billing.booking.request).click()
        await steps.expectBooking(/invoiced/)
        await expect(page.getByRole("listitem").getByText(billing.states.issued, { exact: true })).toBeVisible()
        await expect(steps.button(billing.booking.request)).toHaveCount(0)
        if (javaScriptEnabled) await expectAccessible(page)
      })

      const office = await device({ ...(javaScriptEnabled ? desktop : phone), javaScriptEnabled })
      const desk = new Steps(office, words, home)
      const mailbox = desk.mailbox(accounting)

      await test.step("opens the link of the mail, which opens nothing else", async () => {
        const mail = await mailbox.next(1)
        expect(mail.text).not.toContain(petra.givenName)
        await office.goto(linkIn(mail, "/invoice/"))
        await expect(office).toHaveURL(/\/invoices\/R-/)
        await expect(office.getByText("464,10".replace(",", home === "/en" ? "." : ",")).first()).toBeVisible()
        await expect(office.getByText("DE02 1203 0000 0000 2020 51")).toBeVisible()
        await expect(office.getByRole("img", { name: billing.pay.qr })).toBeVisible()
        expect(await office.content()).not.toMatch(new RegExp(`${petra.givenName}|${petra.email}`))
        if (javaScriptEnabled) await expectAccessible(office)
        await office.goto(office.url().replace("/invoices/", "/booking/"))
        await expect(office).toHaveURL(/link=void/)
        await office.goto(linkIn(mail, "/invoice/"))
      })

      await test.step("takes the files along", async () => {
        for (const [kind, type, begins] of [
          ["pdf", "application/pdf", "%PDF-"],
          ["xml", "application/xml", "<?xml"],
        ] as const) {
          const link = office.locator(`a[href$="/${kind}"]`)
          const answer = await office.request.get((await link.getAttribute("href"))!)
          expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, type])
          expect(answer.headers()["cache-control"]).toContain("no-store")
          expect(answer.headers()["x-robots-tag"]).toContain("noindex")
          expect((await answer.body()).subarray(0, 5).toString()).toBe(begins)
          const download = office.waitForEvent("download")
          await link.click()
          expect((await download).suggestedFilename()).toMatch(new RegExp(`^RE-\\d{4}-\\d{4}\\.${kind}$`))
        }
      })

      await test.step("changes the address, and finds the invoice issued anew", async () => {
        await office.getByRole("link", { name: billing.page.change }).click()
        if (javaScriptEnabled) await expectAccessible(office)
        await office.locator("[name='billing.street']").fill("")
        await desk.button(billing.correct.saveRenew).click()
        await expect(office.getByText(words.errors.missing.billing_street).first()).toBeVisible()
        await office.locator("[name='billing.street']").fill("Neue Allee 5")
        await desk.button(billing.correct.saveRenew).click()
        await expect(office.getByText(billing.page.renewed)).toBeVisible()
        await expect(office.getByText(billing.states.credited, { exact: true })).toBeVisible()
        await expect(office.getByRole("listitem").getByText(billing.states.issued, { exact: true })).toBeVisible()
        await expect(office.getByText("Neue Allee 5")).toBeVisible()
        if (javaScriptEnabled) await expectAccessible(office)
        await mailbox.next(3)
        const subjects = (await mailbox.messages()).map(({ subject }) => subject.replace(/[\d-]+$/, ""))
        expect(subjects.sort()).toHaveLength(3)
        expect(new Set(subjects).size).toBe(2)
      })
    })
  })
}
