import type { DemoInstance } from "../../scripts/demo-instance"
import { inDays, signIn } from "./desk"
import { startEmptyHouse } from "./empty-house"
import { expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

const { desk, numbers, series, sessions } = german
const { first } = numbers.today

let house: DemoInstance
test.beforeAll(async () => {
  test.setTimeout(240_000)
  house = await startEmptyHouse()
})
test.afterAll(() => house?.stop())

test("an empty database has a name, a format and six dates, by following what the pages offer", async ({ device }) => {
  test.slow()
  const page = await device({ ...phone, baseURL: house.origin })
  const main = page.locator("main")
  const follow = (step: "house" | "format" | "sessions") => main.getByRole("link", { name: first[step] }).click()
  const press = (name: string) => main.getByRole("button", { name, exact: true }).click()
  const goHome = () => page.getByRole("banner").getByRole("link", { name: desk.brand }).click()

  await page.goto("/")
  await expect(main).toContainText(sessions.list.empty)
  await expectAccessible(page)
  await signIn(page, "", german)
  const begun = Date.now()
  await expect(main).toContainText(first.title)
  await expectAccessible(page)

  await test.step("a name", async () => {
    await follow("house")
    await main.getByLabel(desk.house.fields.name, { exact: true }).fill("Abendrunde")
    await main.getByLabel(desk.house.fields.organizer_name, { exact: true }).fill("Martha Abend")
    await press(desk.settings.save)
    await expect(main).toContainText(desk.done.saved)
    await goHome()
    await expect(main.getByRole("link", { name: first.house })).toHaveCount(0)
  })

  await test.step("a format, of which only the name is asked", async () => {
    await follow("format")
    await main.locator("[name='texts.de.name']").fill("Kamingespräch")
    await main.locator("[name='texts.de.name']").press("Enter")
    await expect(main).toContainText(desk.done.formatCreated)
    await goHome()
  })

  await test.step("six dates by rule, seen before they are made", async () => {
    await follow("sessions")
    await main.getByLabel(series.new.several).check()
    await main.locator("[name=localStart]").fill(inDays(40, "19:00"))
    await press(series.new.look)
    await expect(page.locator("#create-days > li")).toHaveCount(6)
    await expectAccessible(page)
    await press(series.preview.publish)
    await expect(main).toContainText(series.done.seriesPublished)
  })
  expect(Date.now() - begun).toBeLessThan(120_000)

  await test.step("nothing is left of the first steps", async () => {
    await goHome()
    await expect(page.locator("#next-session")).toBeVisible()
    await expect(main).not.toContainText(first.title)
  })

  await test.step("strangers see all of it", async () => {
    const guest = await device({ ...phone, baseURL: house.origin })
    await expect(async () => {
      await guest.goto("/")
      await expect(guest.locator("main a[href*='/sessions/']").filter({ hasText: "Kamingespräch" })).toHaveCount(6, {
        timeout: 1_000,
      })
    }).toPass()
    await expect(guest.getByRole("banner")).toContainText("Abendrunde")
    await expectAccessible(guest)
    await guest.locator("main a[href*='/sessions/']").first().click()
    await expect(guest.getByRole("link", { name: sessions.page.request })).toBeVisible()
  })
})
