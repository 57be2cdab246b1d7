import { somebody, Steps } from "./booking"
import { inDays, signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

// One after the other: both read codes from the mailbox of the one organizer whom the demo has.
test.describe.configure({ mode: "default" })

const { series, desk } = german
const plain = (text: string) => text.replaceAll("\u00a0", " ")
/** The Thursday so many days before the clocks go forward in spring that six weeks lie around it. */
const first = "2027-03-11T10:00"

for (const scripts of [true, false]) {
  // What looks at a page is a script of its own.
  const look = scripts ? expectAccessible : async () => {}
  test.describe(`on a phone, ${scripts ? "with" : "without"} scripts`, () => {
    test.use({ ...phone, colorScheme: "dark", javaScriptEnabled: scripts })

    test("six dates across the change of the clocks are published in under two minutes", async ({ page }) => {
      test.slow()
      await signIn(page, "", german)
      const start = Date.now()
      await page.goto("/organizer/sessions/new")
      await look(page)
      await page.getByLabel(series.new.several).check()
      await page.getByRole("button", { name: series.new.look }).click()
      // What is missing is said at its field, and what was chosen stays.
      await expect(page.locator("#dates-localStart")).toHaveAttribute("aria-invalid", "true")
      await expect(page.getByLabel(series.new.several)).toBeChecked()
      await look(page)

      await page.getByLabel(desk.session.format).selectOption({ label: "Offene Fragestunde" })
      await page.locator("[name=localStart]").fill(first)
      await page.getByRole("button", { name: series.new.look }).click()
      const dates = page.locator("#create-days > li")
      await expect(dates).toHaveCount(6)
      await look(page)
      const texts = (await dates.allTextContents()).map(plain)
      expect(texts[2]).toContain("Do., 25.03.2027 10:00–10:45 Uhr (MEZ)")
      expect(texts[3]).toContain("Do., 01.04.2027 10:00–10:45 Uhr (MESZ)")
      expect(texts[3]).toContain(series.preview.clock.replace("{zone}", "MESZ").replace("{time}", "10:00"))
      await page.getByRole("button", { name: series.preview.publish }).click()
      await expect(page.locator("main")).toContainText(series.done.seriesPublished)
      expect(Date.now() - start).toBeLessThan(120_000)

      await page.goto("/organizer/sessions?view=month&day=2027-03-15")
      await expect(page.locator("main ol h3").filter({ visible: true }).first()).toContainText("03.2027")
      await look(page)
    })
  })
}

test.describe("a published series with somebody in it", () => {
  test.use({ ...desktop, locale: "de-DE" })

  test("is moved across the clock change with a preview, taken back, and moved after all", async ({ page, device }) => {
    test.slow()
    const t = german.changes
    const main = page.locator("main")
    const button = (name: string) => page.getByRole("button", { name, exact: true })
    const open = async (date: string) => {
      await page.goto("/organizer/sessions?q=Fragestunde")
      await main.getByRole("link", { name: date }).first().click()
      await expect(page.getByRole("heading", { level: 1 })).toContainText(date)
      return page.url().replace(/\?.*/, "")
    }
    await signIn(page, "", german)
    await page.goto("/organizer/sessions/new")
    await page.getByLabel(series.new.several).check()
    await page.getByLabel(desk.session.format).selectOption({ label: "Offene Fragestunde" })
    await page.locator("[name=localStart]").fill("2027-03-15T07:15")
    await page.getByLabel(series.new.count).fill("4")
    await button(series.new.look).click()
    await button(series.preview.publish).click()
    await expect(main).toContainText(series.done.seriesPublished)

    await open("05.04.2027")
    const slug = (await page.getByRole("link", { name: desk.session.publicPage }).getAttribute("href"))!.replace(
      /^.*\//,
      "",
    )
    const guest = new Steps(await device(phone))
    const sara = somebody("Sara", "Still")
    await guest.book(slug, sara)
    const box = guest.mailbox(sara.email)
    const first = await open("15.03.2027")

    const look = async () => {
      await page.goto(`${first}/following`)
      await page.getByLabel(desk.fields.localStart).fill("2027-03-16T07:45")
      await page.locator("#following button[type=submit]").click()
      await expect(main).toContainText(series.following.previewTitle)
    }
    await test.step("every date is seen as it will be, and whom it concerns", async () => {
      await page.goto(`${first}/following`)
      await expectAccessible(page)
      await look()
      const dates = (await main.locator("section[aria-labelledby=dates] li").allTextContents()).map(plain)
      expect(dates).toHaveLength(4)
      expect(dates.at(0)).toContain("Di., 16.03.2027, 07:45–08:30 Uhr (MEZ)")
      expect(dates.find((text) => text.includes("bisher Mo., 05.04.2027, 07:15"))).toContain(
        "Di., 06.04.2027, 07:45–08:30 Uhr (MESZ)",
      )
      await expect(main).toContainText("Sara Still")
      await expect(main).toContainText("Eine E-Mail „Termin verschoben“ auf Deutsch")
      await expect(main).toContainText("Ein Kalendereintrag wird angepasst")
      await expectAccessible(page)
    })

    await test.step("it waits as one, and is taken back as one", async () => {
      await page.locator("#change button[type=submit]").click()
      await expect(main).toContainText(t.done.changesPlannedTogether)
      await expect(main).toContainText("Verlegung von 4 Terminen")
      await expectAccessible(page)
      await page.goto("/organizer")
      await expect(page.getByText("Verlegung von 4 Terminen")).toHaveCount(1)
      await expectAccessible(page)
      const stranger = await device(phone)
      await stranger.goto(`/sessions/${slug}`)
      await expect(stranger.locator("main")).toContainText("kurz unterbrochen")
      // Taken back at the last of them.
      await open("05.04.2027")
      await button(t.plan.withdraw).click()
      await expect(main).toContainText(t.done.changeWithdrawn)
      await stranger.reload()
      await expect(stranger.getByRole("link", { name: german.sessions.page.book })).toBeVisible()
      expect(await box.messages()).toHaveLength(2)
    })

    await test.step("once more and now: the person is told, and a date that is off stays off", async () => {
      await page.goto(`${await open("22.03.2027")}/cancel`)
      await page.locator("#change button[type=submit]").click()
      await expect(main).toContainText(desk.done.cancelled)
      await look()
      await expect(main).toContainText(series.following.left.session_closed)
      await expect(main.locator("section[aria-labelledby=dates] li")).toHaveCount(3)
      await expectAccessible(page)
      await page.getByLabel(t.preview.message).fill("Dienstags erreiche ich Sie besser.")
      await page.locator("#change button[type=submit]").click()
      await button(t.plan.now).click()
      await expect(main).toContainText(t.done.changeCarriedOut)
      const mail = await box.next(3)
      expect(plain(mail.subject)).toContain("05.04. → 06.04.2027")
      expect(mail.text).toContain("> Dienstags erreiche ich Sie besser.")
      expect(mail.ics).toContain("DTSTART:20270406T054500Z")
      await expect(main).toContainText(series.session.deviates)
    })
  })
})

test.describe("at a desk", () => {
  test.use({ ...desktop, locale: "de-DE" })

  test("a series is prepared with keys, changed from one date on, and published in part", async ({ page }) => {
    test.slow()
    await signIn(page, "", german)
    const main = page.locator("main")

    await test.step("goes there by keys, and not while typing", async () => {
      await page.goto("/organizer/sessions")
      await expect(page.getByRole("button", { name: series.keys.open })).toBeVisible()
      await page.getByRole("searchbox").fill("")
      await page.keyboard.type("n?")
      await expect(page.getByRole("searchbox")).toHaveValue("n?")
      await page.getByRole("heading", { level: 1 }).click()
      await page.keyboard.press("?")
      await expect(page.getByRole("dialog")).toBeVisible()
      await expectAccessible(page)
      await page.getByLabel(series.keys.enabled).uncheck()
      await page.keyboard.press("Escape")
      await page.keyboard.press("m")
      await expect(page).toHaveURL(/sessions$/)
      await page.getByRole("button", { name: series.keys.open }).click()
      await page.getByLabel(series.keys.enabled).check()
      await page.keyboard.press("Escape")
      await page.keyboard.press("m")
      await expect(page).toHaveURL(/view=month/)
      await expectAccessible(page)
      await page.keyboard.press("n")
      await expect(page).toHaveURL(/sessions\/new/)
    })

    await test.step("leaves out holidays and what is unticked", async () => {
      await page.getByLabel(series.new.several).check()
      await page.locator("[name=localStart]").fill("2027-05-04T16:00")
      await page.getByLabel(series.new.rhythm).selectOption("monthly")
      await page.getByLabel(series.new.count).fill("4")
      await page.getByRole("button", { name: series.new.look }).click()
      await expect(page.locator("#create-days > li")).toHaveCount(4)
      await page.locator("#create-days input").first().uncheck()
      await page.getByRole("button", { name: series.preview.draft }).click()
      await expect(main).toContainText(series.done.seriesDraft)
      await expectAccessible(page)
    })

    await test.step("changes this one and those after it; who is slower sees what was saved", async () => {
      await main.getByRole("link", { name: "06.07.2027" }).click()
      const other = await page.context().newPage()
      await page.getByRole("link", { name: series.session.following }).click()
      await expectAccessible(page)
      await other.goto(page.url())
      await other.getByLabel(desk.fields.placeText).fill("Raum 2")
      await other.locator("#following button[type=submit]").click()
      await expect(other.locator("main")).toContainText(series.done.followingSaved)
      await page.getByLabel(desk.fields.placeText).fill("Raum 3")
      await page.locator("#following button[type=submit]").click()
      await expect(main).toContainText(desk.reasons.stale_revision)
      await expect(main).toContainText(desk.problems.theirs.replace("{value}", "Raum 2"))
      await page.locator("#following button[type=submit]").click()
      await expect(main).toContainText(series.done.followingSaved)
      await other.close()
    })

    await test.step("duplicates one", async () => {
      await page.getByRole("link", { name: series.session.duplicate }).click()
      await expect(page.locator("[name=localStart]")).toHaveValue("2027-07-13T16:00")
      await expect(page.locator("[name=placeText]")).toHaveValue("Raum 3")
      await page.locator("[name=localStart]").fill(inDays(60, "18:00"))
      await page.getByRole("button", { name: series.new.look }).click()
      await page.getByRole("button", { name: series.preview.draft }).click()
      await expect(main).toContainText(desk.done.created)
    })

    await test.step("deletes it again", async () => {
      await page.getByText(series.session.delete, { exact: true }).click()
      await page.getByRole("button", { name: series.session.deleteNow }).click()
      await expect(main).toContainText(series.done.draftDeleted)
    })

    await test.step("publishes what is ticked", async () => {
      await page.getByLabel(/06\.07\.2027/).check()
      await page.getByRole("button", { name: series.list.publish }).click()
      await expect(main).toContainText(series.done.manyPublished)
      await page.goto("/organizer/sessions?show=drafts")
      await expect(main.getByRole("link", { name: "03.08.2027" })).toBeVisible()
      await expect(main.getByRole("link", { name: "06.07.2027" })).toHaveCount(0)
    })
  })
})
