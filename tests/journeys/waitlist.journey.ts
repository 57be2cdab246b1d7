import type { Page } from "@playwright/test"
import { findSession, somebody, Steps } from "./booking"
import { inDays, signIn } from "./desk"
import { linkIn } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german, type Words } from "./words"

for (const [words, home, device, colorScheme, format] of [
  [german, "/", phone, "dark", "Offene Fragestunde"],
  [english, "/en", desktop, "light", "Open question hour"],
] as const) {
  test.describe(`${home}, ${device.viewport.width} px, ${colorScheme}`, () => {
    test.use({ ...device, colorScheme })

    test("a seat that is given back goes to who waits for it, and on to who waits with a seat", async ({
      page,
      device: other,
      request,
    }) => {
      test.setTimeout(180_000)
      const prefix = home.replace(/^\/$/, "")
      const desk = await other()
      const { slug, at } = await sessionForOne(desk, prefix, words, format)
      const [first, second] = [somebody("Franka", "Erst"), somebody("Walter", "Wartet")]
      const has = new Steps(await other(), words, home)
      await has.book(slug, first)

      const steps = new Steps(page, words, home)
      const { join, entry, accept } = words.waitlist
      const box = steps.mailbox(second.email)

      await test.step("waits for the date that is full", async () => {
        await page.goto(`${prefix}/sessions/${slug}`)
        await page.getByRole("link", { name: words.waitlist.way.action }).click()
        await expect(page.getByRole("heading", { level: 1, name: join.title })).toBeVisible()
        await expectAccessible(page)
        await page.locator("#wait input[name^='date.']:checked").first().uncheck()
        await page.locator("#wait button[type=submit]").click()
        await expect(page.getByText(words.errors.fields.choose_dates).first()).toBeVisible()
        await expectAccessible(page)
        await page.goto(`${prefix}/sessions/${slug}/wait`)
        await steps.fillIn(second)
        await steps.agree()
        await page.locator("#wait button[type=submit]").click()
        await steps.expectCodeStep()
        await expectAccessible(page)
        await steps.enterCode(await box.code())
        await expect(page.getByRole("heading", { level: 1, name: entry.heading.waiting })).toBeVisible()
        await expect(page.getByText(entry.place.replace(/^.*=1 \{(.*?)\}.*$/, "$1"))).toBeVisible()
        await expectAccessible(page)
        await box.next(2)
      })

      await test.step("is seen at the desk", async () => {
        await desk.goto(at)
        await expect(desk.locator("#waitlist")).toBeVisible()
        await expect(desk.locator("main")).toContainText("Walter Wartet")
        await expectAccessible(desk)
        await desk.getByRole("button", { name: new RegExp(`^${words.waitlist.desk.pin}.*Walter Wartet$`) }).click()
        await expect(desk.getByText(words.waitlist.done.waitlistPinned)).toBeVisible()
        await expect(desk.getByText(words.waitlist.desk.pinned, { exact: true })).toBeVisible()
      })

      await test.step("is offered what is given back, with nobody touching anything", async () => {
        await giveBack(has)
        const mail = await box.next(3)
        expect(await publicly(page, slug)).toMatchObject({ seatsFree: 0, bookable: false })
        await page.goto(linkIn(mail, "to=waiting"))
        await expect(page.getByText(entry.badge.offered)).toBeVisible()
        await expect(page.getByText(entry.offerAfter)).toBeVisible()
        expect(await page.locator("main form").count()).toBe(0)
        await expectAccessible(page)
        await page.getByRole("link", { name: entry.decline, exact: true }).click()
        await expectAccessible(page)
        await page.goBack()
        await page.getByRole("link", { name: entry.accept, exact: true }).click()
        await expect(page.getByRole("heading", { level: 1, name: accept.title })).toBeVisible()
        await expectAccessible(page)
        await steps.button(accept.submit.instantFree).click()
        await steps.expectBooking(/confirmed/)
        await steps.expectBadge("confirmed")
        expect((await box.next(4)).ics).toContain("METHOD:REQUEST")
        expect(await box.messages()).toHaveLength(4)
      })

      await test.step("who has a seat elsewhere waits with it, and moves by accepting", async () => {
        const third = somebody("Ruth", "Rueckt")
        const mover = new Steps(await other(), words, home)
        const mails = mover.mailbox(third.email)
        const elsewhere = await findSession(request, { format: "runde-vor-ort" })
        const reference = await mover.book(elsewhere.slug, third)
        // From the mail in two taps.
        await mover.page.goto(linkIn(await mails.next(2), "/open/"))
        await mover.page.getByRole("link", { name: words.manage.ways.rebookAction }).click()
        await mover.page.locator(`a[href$="/rebook/${slug}"]`).click()
        await expectAccessible(mover.page)
        await mover.button(words.waitlist.rebook.submit).click()
        await expect(mover.page).toHaveURL(new RegExp(`/waiting/${reference}\\?done=queued`))
        await expectAccessible(mover.page)
        await mails.next(3)
        await giveBack(steps)
        await mover.page.goto(linkIn(await mails.next(4), "to=waiting"))
        await mover.page.goto(`${prefix}/booking/${reference}`)
        await expectAccessible(mover.page)
        await mover.page.getByRole("link", { name: words.waitlist.booking.answer }).click()
        await mover.page.getByRole("link", { name: entry.accept, exact: true }).click()
        await expect(mover.page.getByRole("heading", { level: 1, name: accept.titleMove })).toBeVisible()
        await expectAccessible(mover.page)
        await mover.button(accept.submit.instantFree).click()
        await mover.expectBooking(/confirmed/)
        expect((await mails.next(5)).subject).toContain("→")
      })
    })
  })
}

/** A date with one seat. @returns its slug, and its address at the desk */
async function sessionForOne(page: Page, prefix: string, words: Words, format: string) {
  const { desk, series } = words
  await signIn(page, prefix, words)
  await page.goto(`${prefix}/organizer/sessions/new`)
  await page.getByLabel(desk.session.format).selectOption({ label: format })
  await page.getByLabel(series.new.start).fill(inDays(47, prefix ? "11:00" : "13:00"))
  await page.getByText(series.new.details).click()
  await page.getByLabel(desk.fields.capacity).fill("1")
  await page.getByLabel(desk.fields.minimum).fill("1")
  await page.getByRole("button", { name: series.new.look, exact: true }).click()
  await page.getByRole("button", { name: series.preview.publish, exact: true }).click()
  await expect(page.locator("main")).toContainText(desk.done.published)
  const href = await page.getByRole("link", { name: desk.session.publicPage, exact: true }).getAttribute("href")
  return { slug: href!.replace(/^.*\//, ""), at: page.url().replace(/\?.*/, "") }
}

/** From "my booking", in two steps. */
async function giveBack({ page, words }: Steps): Promise<void> {
  await page.getByRole("link", { name: words.manage.ways.releaseAction }).click()
  await page.getByRole("link", { name: words.manage.release.continue }).click()
  await page.getByRole("button", { name: words.manage.release.submit, exact: true }).click()
  await page.waitForURL(/done=released/)
}

/** What the API says of a session. */
async function publicly(page: Page, slug: string) {
  const { sessions } = (await (await page.request.get("/api/v1/sessions?format=offene-fragestunde")).json()) as {
    sessions: { slug: string; seatsFree: number; bookable: boolean }[]
  }
  return sessions.find((session) => session.slug === slug)
}
