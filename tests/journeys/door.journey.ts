import type { Page } from "@playwright/test"
import { signIn } from "./desk"
import { type Guest, startClosedRound } from "./closed-round"
import { expect, expectAccessible, phone, test } from "./test"
import { english, german, type Words } from "./words"

const quarter = 15 * 60

/** Enters: the browser asks for where the meeting is, which nobody answers here. */
async function enter(page: Page, words: Words, { url }: Guest, complaints: string[]) {
  const led = page.waitForRequest(url)
  await page.getByRole("button", { name: words.door.room.open.submit, exact: true }).click()
  await led
  const own = complaints.splice(0).filter((complaint) => !complaint.includes(url))
  expect(own).toEqual([])
}

for (const [words, home] of [
  [german, ""],
  [english, "/en"],
] as const) {
  const { door } = words

  test.describe(`on a phone${home}`, () => {
    let house: Awaited<ReturnType<typeof startClosedRound>>
    test.beforeAll(async () => {
      test.setTimeout(240_000)
      house = await startClosedRound()
    })
    test.afterAll(() => house?.stop())

    test("who takes part promises, waits and enters; their assistant passes it on", async ({ device, complaints }) => {
      test.slow()
      const { guest, beginsIn, origin } = house
      const page = await device({ ...phone, baseURL: origin })
      const main = page.locator("main")
      const heading = main.getByRole("heading", { level: 1 })
      const room = `${home}/booking/${guest.reference}/room`

      await test.step("the booking leads to the pledge and has no address", async () => {
        await page.goto(home + guest.participant)
        await expect(main).toContainText(door.booking.pledgeText)
        expect(await page.content()).not.toContain("meet.example")
        await expectAccessible(page)
      })

      await test.step("before the pledge the door asks for it", async () => {
        await page.goto(room)
        await expect(heading).toHaveText(door.room.pledge_needed.title)
        await main.getByRole("link", { name: door.room.pledge_needed.action }).click()
        await expect(heading).toHaveText(door.pledge.title)
        await expectAccessible(page)
        await page.getByRole("button", { name: door.pledge.submit, exact: true }).click()
        await expect(main.getByRole("status")).toContainText(door.pledge.givenText)
        await expectAccessible(page)
      })

      await test.step("the door says when it opens", async () => {
        await main.getByRole("link", { name: door.pledge.toRoom }).click()
        await expect(heading).toContainText(door.room.too_early.title.replace("{time}", "").trim())
        await expectAccessible(page)
        expect(await page.content()).not.toContain("meet.example")
      })

      await test.step("without JavaScript too, until it is time", async () => {
        const plain = await device({ ...phone, baseURL: origin, javaScriptEnabled: false })
        await plain.goto(`${home}${guest.participant}?to=room`)
        await plain.getByRole("link", { name: door.room.reload }).click()
        await expect(plain.getByRole("heading", { level: 1 })).toContainText(
          door.room.too_early.title.replace("{time}", "").trim(),
        )
        await beginsIn(quarter - 60)
        await plain.getByRole("link", { name: door.room.reload }).click()
        await enter(plain, words, guest, complaints)
      })

      await test.step("it opens by itself", async () => {
        await beginsIn(quarter + 4)
        await page.goto(room)
        await expect(heading).toHaveText(door.room.open.title)
        await expectAccessible(page)
        await enter(page, words, guest, complaints)
      })

      await test.step("their assistant reads who alone can do this, and what to pass on", async () => {
        const other = await device({ ...phone, baseURL: origin })
        for (const way of ["pledge", "room"]) {
          await other.goto(`${home}${guest.booker}?to=${way}`)
          await expect(other.getByRole("heading", { level: 1 })).toHaveText(
            door.personal.title.replace("{name}", guest.name),
          )
          await expect(other.getByRole("link", { name: door.personal.forward })).toHaveAttribute("href", /^mailto:/)
          await expect(other.getByRole("button", { name: door.pledge.submit })).toHaveCount(0)
          await expectAccessible(other)
        }
      })

      await test.step("the desk proposes who was there, and somebody confirms it", async () => {
        const desk = await device({ ...phone, baseURL: origin })
        await beginsIn(-60)
        await signIn(desk, home, words)
        await desk.goto(`${home}/organizer/sessions/${guest.sessionId}/attendance`)
        await expect(desk.locator("main")).toContainText(door.attendance.proposed)
        await expectAccessible(desk)
        await desk.locator("#entered").getByRole("button").click()
        await expect(
          desk.getByRole("button", { name: words.numbers.attendance.choices.attended, exact: true }),
        ).toHaveAttribute("aria-pressed", "true")
      })

      await test.step("after the end it is over", async () => {
        await beginsIn(-5401)
        await page.goto(origin + room)
        await expect(heading).toHaveText(door.room.over.title)
      })
    })
  })
}
