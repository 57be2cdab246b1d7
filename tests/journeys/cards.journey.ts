import type { Page } from "@playwright/test"
import { startArranged } from "./closed-round"
import { signIn } from "./desk"
import { Mailbox } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

type Seat = { reference: string; link: string; email: string; name: string; company: string }
type Table = { sessionId: string; later: string; petra: Seat; jonas: Seat; karin: Seat }

const reason = "Mit einem dieser Häuser liegen wir vor Gericht."

for (const [words, home, device, colorScheme] of [
  [german, "", phone, "dark"],
  [english, "/en", desktop, "light"],
] as const) {
  test.describe(`cards${home}, ${device.viewport.width} px, ${colorScheme}`, () => {
    let house: Awaited<ReturnType<typeof startArranged<Table>>>
    test.beforeAll(async () => {
      test.setTimeout(240_000)
      house = await startArranged<Table>("arrange-table.ts")
    })
    test.afterAll(() => house?.stop())

    test("three at one table, from the card to the contact", async ({ device: browser }) => {
      test.setTimeout(240_000)
      const { origin, query, arranged } = house
      const { cards, door, booking, manage } = words
      const open = () => browser({ ...device, colorScheme, baseURL: origin })
      const [petra, jonas, karin] = [await open(), await open(), await open()]
      const at = (seat: Seat, way: string) => `${home}/booking/${seat.reference}/${way}`
      const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click()
      const follow = (page: Page, name: string) => page.locator("main").getByRole("link", { name, exact: true }).click()
      const main = (page: Page) => page.locator("main")
      const blank = (page: Page) => main(page).getByText(cards.person, { exact: true })

      /** From the booking through the pledge to the turned cards. */
      const turn = async (page: Page, seat: Seat) => {
        await page.goto(at(seat, "round"))
        await expect(main(page)).toContainText(cards.round.pledge)
        await expectAccessible(page)
        await follow(page, cards.round.pledgeAction)
        await press(page, door.pledge.submit)
        await expect(main(page).getByRole("status")).toContainText(door.pledge.givenText)
        await page.goto(at(seat, "round"))
        await expect(main(page)).toContainText(cards.round.ask)
        await expectAccessible(page)
        await press(page, cards.round.show)
        await expect(main(page)).toContainText(cards.round.lead)
      }

      await test.step("each comes by their link, and the booking leads to card and round", async () => {
        for (const [page, seat] of [
          [petra, arranged.petra],
          [jonas, arranged.jonas],
          [karin, arranged.karin],
        ] as const)
          await page.goto(home + seat.link)
        await expect(main(petra)).toContainText(cards.ways.title)
        await expectAccessible(petra)
      })

      await test.step("one’s own card shows how the others see it, and is approved", async () => {
        await petra.goto(at(arranged.petra, "card"))
        const preview = petra.getByRole("figure")
        const suggested = [booking.roles.managing_director, booking.industries.services, booking.sizeBands.from_50]
        await expect(preview).toContainText(suggested.join(", ").replace("–", "\u2060–\u2060"))
        await expect(preview).not.toContainText(arranged.petra.name)
        await petra.getByLabel(cards.own.showName.replace("{name}", arranged.petra.name)).check()
        await petra.getByLabel(cards.own.line).fill("Sondermaschinen")
        await expect(preview).toContainText(arranged.petra.name)
        await expect(preview).toContainText("Sondermaschinen")
        await expectAccessible(petra)
        await press(petra, cards.own.approve)
        await expect(main(petra).getByRole("status")).toContainText(cards.own.approved)
        await expectAccessible(petra)
      })

      await test.step("who has not approved is one more person", async () => {
        await turn(petra, arranged.petra)
        await expect(blank(petra)).toHaveCount(2)
        await expectAccessible(petra)
      })

      await test.step("another sees the card as it was approved, and approves theirs", async () => {
        await turn(jonas, arranged.jonas)
        await expect(main(jonas)).toContainText(arranged.petra.name)
        await expect(main(jonas)).toContainText("Sondermaschinen")
        await expect(main(jonas)).not.toContainText(arranged.petra.company)
        await jonas.goto(at(arranged.jonas, "card"))
        await jonas.getByLabel(cards.own.showCompany.replace("{company}", arranged.jonas.company)).check()
        await press(jonas, cards.own.approve)
        await expect(main(jonas).getByRole("status")).toContainText(cards.own.approved)
        await petra.reload()
        await expect(main(petra)).toContainText(arranged.jonas.company)
        await expect(main(petra)).not.toContainText(arranged.jonas.name)
        await expect(blank(petra)).toHaveCount(1)
      })

      await test.step("an approval is taken back, and given again", async () => {
        await jonas.reload()
        await press(jonas, cards.own.withdraw)
        await expect(main(jonas).getByRole("status")).toContainText(cards.own.withdrawn)
        await expectAccessible(jonas)
        await petra.reload()
        await expect(blank(petra)).toHaveCount(2)
        await press(jonas, cards.own.approve)
        await expect(main(jonas).getByRole("status")).toContainText(cards.own.approved)
      })

      const mails = async () =>
        (
          await Promise.all(
            [arranged.petra, arranged.jonas].map(({ email }) => new Mailbox(petra.request, email).messages()),
          )
        )
          .flat()
          .map(({ id }) => id)
      const seen = async () => {
        await petra.goto(at(arranged.petra, "round"))
        await jonas.goto(at(arranged.jonas, "round"))
        return [await main(petra).innerText(), await main(jonas).innerText(), await mails()]
      }

      await test.step("a silent objection lets its person go for nothing, and nobody else notices", async () => {
        const release = at(arranged.karin, "release")
        await turn(karin, arranged.karin)
        await expectAccessible(karin)
        await karin.goto(release)
        await expect(main(karin)).not.toContainText(manage.cost.free)
        const before = await seen()
        await karin.goto(at(arranged.karin, "round"))
        await follow(karin, cards.round.objectAction)
        await expectAccessible(karin)
        await karin.getByLabel(cards.objection.text).fill(reason)
        await press(karin, cards.objection.submit)
        await expect(main(karin).getByRole("status")).toContainText(cards.objection.free)
        await expectAccessible(karin)
        await karin.goto(at(arranged.karin, "round"))
        await expect(main(karin)).toContainText(cards.round.objected)
        await karin.goto(release)
        await expectAccessible(karin)
        await karin.goto(at(arranged.karin, `rebook/${arranged.later}`))
        await expectAccessible(karin)
        expect(await seen()).toEqual(before)
      })

      await test.step("the organizer alone reads it, and settles it", async () => {
        const desk = await open()
        await signIn(desk, home, words)
        await expectAccessible(desk)
        await main(desk).getByRole("link", { name: cards.desk.action }).click()
        await expect(main(desk)).toContainText(arranged.karin.name)
        await expect(main(desk)).toContainText(reason)
        await expectAccessible(desk)
        await press(desk, cards.desk.settle)
        await expect(main(desk)).toContainText(cards.done.objectionSettled)
        await expectAccessible(desk)
        for (const page of [petra, jonas]) expect(await page.content()).not.toContain(reason)
      })

      await test.step("afterwards one wish alone stays unnoticed, and two tell both", async () => {
        await query(
          `UPDATE group_sessions SET starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days'
            WHERE id = $1`,
          [arranged.sessionId],
        )
        const before = await mails()
        await petra.reload()
        await expect(main(petra)).toContainText(cards.contact.title)
        await expectAccessible(petra)
        await petra.getByRole("button", { name: new RegExp(`^${cards.contact.wish}`) }).click()
        await expect(main(petra)).toContainText(cards.contact.wished)
        await expectAccessible(petra)
        await jonas.reload()
        await expect(main(jonas)).not.toContainText(arranged.petra.email)
        await expect(main(jonas)).not.toContainText(cards.contact.wished)
        expect(await mails()).toEqual(before)
        await jonas.getByRole("button", { name: new RegExp(`^${cards.contact.wish}`) }).click()
        await expect(main(jonas)).toContainText(cards.contact.mutual)
        await expect(main(jonas)).toContainText(arranged.petra.email)
        await expectAccessible(jonas)
        await petra.reload()
        await expect(main(petra)).toContainText(arranged.jonas.name)
        await expect(main(petra)).toContainText(arranged.jonas.email)
        await expect.poll(async () => (await mails()).length).toBe(before.length + 2)
      })
    })
  })
}
