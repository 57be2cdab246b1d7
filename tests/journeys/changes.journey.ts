import { somebody, Steps } from "./booking"
import { inDays, signIn } from "./desk"
import { linkIn } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

test.use(desktop)

test("a change is looked at, taken back and made; who is called off takes another date in one click", async ({
  page,
  device,
}) => {
  test.slow()
  const [t, desk] = [german.changes, german.desk]
  const main = page.locator("main")
  const button = (name: string) => page.getByRole("button", { name, exact: true })
  const link = (name: string) => page.getByRole("link", { name, exact: true })
  const confirm = () => page.locator("#change button[type=submit]").click()

  await signIn(page, "", german)
  await page.goto("/organizer/sessions/new")
  await page.getByLabel(desk.session.format).selectOption({ label: "Offene Fragestunde" })
  await page.getByLabel(german.series.new.start).fill(inDays(41, "09:00"))
  await page.getByText(german.series.new.details).click()
  await page.getByLabel(desk.fields.capacity).fill("4")
  await page.getByLabel(desk.fields.minimum).fill("1")
  await button(german.series.new.look).click()
  await button(german.series.preview.publish).click()
  await expect(main).toContainText(desk.done.published)
  const sessionPage = page.url().replace(/\?.*/, "")
  const slug = (await link(desk.session.publicPage).getAttribute("href"))!.replace(/^.*\//, "")

  const guest = new Steps(await device(phone))
  const rita = somebody("Rita", "Ruhig")
  const reference = await guest.book(slug, rita)
  const box = guest.mailbox(rita.email)

  await test.step("a move shows whom it concerns and what goes out, before anything happens", async () => {
    await page.goto(`${sessionPage}/move`)
    await expectAccessible(page)
    await page.getByLabel(desk.fields.localStart).fill(inDays(41, "07:00").replace(/^\d{4}/, "2020"))
    await button(t.preview.next).click()
    await expect(page.getByLabel(desk.fields.localStart)).toHaveAttribute("aria-invalid", "true")
    await page.getByLabel(desk.fields.localStart).fill(inDays(42, "14:00"))
    await button(t.preview.next).click()
    await expect(main).toContainText("Rita Ruhig")
    await expect(main).toContainText("Eine E-Mail „Termin verschoben“ auf Deutsch")
    await expect(main).toContainText("Ein Kalendereintrag wird angepasst")
    await expectAccessible(page)
    await page.getByLabel(t.preview.message).fill("Der Vormittag ist mir leider verstellt.")
    await confirm()
    await expect(main).toContainText(t.done.changePlanned)
    await expect(main).toContainText("Wird um")
    await expectAccessible(page)
  })

  await test.step("until then booking rests at this date, and says so", async () => {
    const stranger = await device(phone)
    await stranger.goto(`/sessions/${slug}`)
    await expect(stranger.locator("main")).toContainText(/ist die Buchung bis \d\d:\d\d\sUhr kurz unterbrochen/)
    await expectAccessible(stranger)
    await guest.page.goto(`/booking/${reference}`)
    await expect(guest.page.locator("main")).toContainText(t.public.booking)
    await expectAccessible(guest.page)
    await page.goto(`${sessionPage}/cancel`)
    await expect(main).toContainText(t.plan.blocked)
    await expectAccessible(page)
  })

  await test.step("taking it back leaves everything as it was", async () => {
    await page.goto("/organizer")
    await expectAccessible(page)
    // The demo has a plan of its own there.
    await page.goto(sessionPage)
    await button(t.plan.withdraw).click()
    await expect(main).toContainText(t.done.changeWithdrawn)
    await guest.page.goto(`/sessions/${slug}`)
    await expect(guest.page.getByRole("link", { name: german.sessions.page.book })).toBeVisible()
    expect(await box.messages()).toHaveLength(2)
  })

  await test.step("once more, and now: the person is told in the organizer's words", async () => {
    await page.goto(`${sessionPage}/move`)
    await page.getByLabel(desk.fields.localStart).fill(inDays(42, "14:00"))
    await button(t.preview.next).click()
    await page.getByLabel(t.preview.message).fill("Der Vormittag ist mir leider verstellt.")
    await confirm()
    await button(t.plan.now).click()
    await expect(main).toContainText(t.done.changeCarriedOut)
    const mail = await box.next(3)
    expect(mail.subject).toContain("Verschoben")
    expect(mail.text).toContain("> Der Vormittag ist mir leider verstellt.")
    expect(mail.ics).toContain("METHOD:REQUEST")
    expect(linkIn(mail, "to=rebook")).toBeTruthy()
  })

  await test.step("several sessions are called off with one confirmation", async () => {
    await page.goto(`/organizer/sessions/cancel?id=${sessionPage.replace(/.*\//, "")}`)
    await expect(main).toContainText("Rita Ruhig")
    await expectAccessible(page)
    await page.getByLabel(t.preview.cancelMessage).fill("Ich bin an dem Tag verhindert.")
    await confirm()
    await expect(main).toContainText(t.done.changesPlanned)
    await page.goto(sessionPage)
    await button(t.plan.now).click()
    await expect(main).toContainText(t.done.changeCarriedOut)
    await expectAccessible(page)
  })

  await test.step("who was called off takes an offered date with one button", async () => {
    const mail = await box.next(4)
    expect(mail.text).toContain("> Ich bin an dem Tag verhindert.")
    // The first of them as it was when the mail was written: other journeys book and call off meanwhile.
    const offered = linkIn(mail, "date=offene-fragestunde-")
    const date = new URL(offered, "http://localhost").searchParams.get("date")
    const reader = await device(phone)
    await reader.goto(offered)
    await expect(reader).toHaveURL(new RegExp(`/booking/${reference}/rebook/${date}$`))
    await expect(reader.locator("main")).toContainText("Rita Ruhig")
    await expectAccessible(reader)
    await reader.getByRole("button", { name: t.other.submit.instantFree, exact: true }).click()
    await expect(reader).toHaveURL(/done=rebooked/)
    await expect(reader.getByText(german.manage.badge.confirmed, { exact: true }).first()).toBeVisible()
    await expectAccessible(reader)
    expect((await box.next(5)).ics).toContain("METHOD:REQUEST")
  })
})
