import { findSession, somebody, Steps } from "./booking"
import { linkIn } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"
import words from "../../messages/de/assistant.json" with { type: "json" }

test.use(desktop)

test("an assistant books, hands over to another, and the boss gives the seat back", async ({
  page,
  device,
  request,
}) => {
  const steps = new Steps(page, german, "/")
  const [anke, bert, boss] = [
    somebody("Anke", "Vorzimmer"),
    somebody("Bert", "Nachfolger"),
    somebody("Petra", "Muster"),
  ]
  const { slug } = await findSession(request, { format: "runde-vor-ort" })

  await test.step("books, with the entry in both calendars", async () => {
    await steps.openForm(slug)
    await page.getByLabel(german.booking.forOther).check()
    await page.getByLabel(german.booking.booker.name).fill("Anke Vorzimmer")
    await page.getByLabel(german.booking.booker.email).fill(anke.email)
    await page.getByRole("radio", { name: words.booking.both }).check()
    await steps.fillIn(boss)
    await steps.agree()
    await steps.submit().click()
    await steps.expectCodeStep()
    await steps.enterCode(await steps.mailbox(anke.email).code())
    await steps.expectBooking(/confirmed/)
    expect((await steps.mailbox(anke.email).next(2)).ics).toContain("METHOD:REQUEST")
  })

  const first = await steps.mailbox(boss.email).next(1)
  await test.step("the boss reads who booked, where the data came from, and how to give back", async () => {
    expect(first.ics).toContain("METHOD:REQUEST")
    expect(first.text.replace(/\s+/g, " ")).toContain("Anke Vorzimmer hat für Sie gebucht")
    expect(first.text).toContain("to=release")
  })

  let approval = ""
  const boxOfBoss = await device(phone)
  await test.step("shows it to whoever says yes, who needs no login and can press nothing", async () => {
    await page.getByRole("link", { name: words.more.approval }).click()
    await expectAccessible(page)
    await page.getByLabel(words.approval.reason).fill("Wir planen das Budget für 2027.")
    await steps.button(words.approval.make).click()
    approval = new URL(await page.locator("#approval-link").inputValue()).pathname
    const other = await device(phone)
    await other.goto(approval)
    await expect(other).toHaveURL(/\/approval\/R-/)
    await expect(other.getByText("Petra Muster").first()).toBeVisible()
    await expect(other.locator("blockquote")).toHaveText("Wir planen das Budget für 2027.")
    await expect(other.getByText(boss.email)).toHaveCount(0)
    await expect(other.locator("main form")).toHaveCount(0)
    await expectAccessible(other)
  })

  const oldLink = linkIn(await steps.mailbox(anke.email).next(2), "/open/")
  await test.step("hands over to another assistant; the old link and browser open nothing", async () => {
    await page.goto("/booking")
    await page.getByRole("main").getByRole("listitem").getByRole("link").first().click()
    const mine = page.url()
    await page.getByRole("link", { name: words.more.assistant }).click()
    await expectAccessible(page)
    await page.locator("#change-booker [name=name]").fill("Bert Nachfolger")
    await page.locator("#change-booker [name=email]").fill(bert.email)
    await page.locator("#change-booker button").click()
    await expect(page.getByText(words.done.bookerChangedByBooker)).toBeVisible()
    await page.goto(mine)
    await expect(page).toHaveURL(/link=void/)
    await page.goto(oldLink)
    await expect(page).toHaveURL(/link=void/)
    expect((await steps.mailbox(anke.email).next(3)).ics).toContain("METHOD:CANCEL")
    const named = await steps.mailbox(bert.email).next(1)
    expect(named.ics).toContain("METHOD:REQUEST")
    await page.goto(linkIn(named, "/open/"))
    await steps.expectBadge("confirmed")
    // The link that the one before had passed on shows nothing any more.
    const shown = await page.request.get(approval)
    expect([new URL(shown.url()).pathname, shown.status()]).toEqual(["/approval/void", 410])
  })

  await test.step("subscribes to a calendar, and gives the seat back in two steps", async () => {
    const telephone = new Steps(boxOfBoss, german, "/")
    await boxOfBoss.goto(linkIn(first, "/open/"))
    await boxOfBoss.goto(new URL(boxOfBoss.url()).pathname.replace(/\/release$/, ""))
    await boxOfBoss.getByRole("link", { name: words.more.subscribe }).click()
    await expectAccessible(boxOfBoss)
    await telephone.button(words.feed.make).click()
    const feed = new URL(await boxOfBoss.locator("#feed-address").inputValue()).pathname
    const before = await request.get(feed)
    expect(await before.text()).toContain("STATUS:CONFIRMED")
    const kept = await request.get(feed, { headers: { "If-None-Match": before.headers().etag! } })
    expect(kept.status()).toBe(304)

    const release = (first.text.match(/https?:\/\/\S+to=release\S*/) ?? [])[0]!
    await boxOfBoss.goto(new URL(release).pathname + new URL(release).search)
    await boxOfBoss.getByRole("link", { name: german.manage.release.continue }).click()
    await telephone.button(german.manage.release.submit).click()
    await telephone.expectBooking(/released/)
    expect((await steps.mailbox(bert.email).next(2)).ics).toContain("METHOD:CANCEL")
    expect(await (await request.get(feed)).text()).not.toContain("BEGIN:VEVENT")
  })
})
