import { Steps } from "./booking"
import { startArranged } from "./closed-round"
import { signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german } from "./words"

type Asked = { link: string; email: string }
type Requests = { sessionId: string; petra: Asked; paula: Asked }

for (const [words, home, device, colorScheme] of [
  [german, "", phone, "dark"],
  [english, "/en", desktop, "light"],
] as const) {
  test.describe(`${home}/organizer, ${device.viewport.width} px, ${colorScheme}`, () => {
    let house: Awaited<ReturnType<typeof startArranged<Requests>>>
    test.beforeAll(async () => {
      test.setTimeout(240_000)
      house = await startArranged<Requests>("arrange-requests.ts")
    })
    test.afterAll(() => house?.stop())

    test("two of one company ask, and the organizer says who comes", async ({ device: browser }) => {
      // The sweep that carries the answers out comes once in a minute.
      test.setTimeout(240_000)
      const { origin, query, arranged } = house
      const { desk, composition } = words
      const open = () => browser({ ...device, colorScheme, baseURL: origin })
      const page = await open()
      const main = page.locator("main")
      const desks = `${home}/organizer`
      const decide = async (name: string, decision: "confirm" | "decline") => {
        await page.goto(desks)
        await main
          .getByRole("listitem")
          .filter({ hasText: name })
          .getByRole("link", { name: desk.requests.decide })
          .click()
        await expectAccessible(page)
        await page.getByRole("button", { name: desk.decision[decision], exact: true }).click()
        await expect(main).toContainText(desk.done[decision === "confirm" ? "decidedConfirm" : "decidedDecline"])
        await expectAccessible(page)
      }

      await test.step("the start page names what stands against them", async () => {
        await signIn(page, home, words)
        await expect(main.getByText(composition.toDo.same_company.replace("{people}", "2"))).toHaveCount(2)
        await expectAccessible(page)
      })

      await test.step("so do the list and the composition of the round", async () => {
        await page.goto(`${desks}/requests`)
        await expect(main.getByText(composition.toDo.same_company.replace("{people}", "2"))).toHaveCount(2)
        await expectAccessible(page)
        await page.goto(`${desks}/sessions/${arranged.sessionId}/round`)
        await expect(main).toContainText(
          composition.collision.same_company_requested.replace("{other}", "Petra Muster"),
        )
        await expectAccessible(page)
      })

      await test.step("two clicks each: open it, and say yes or no", async () => {
        await decide("Paula Kollegin", "confirm")
        await decide("Petra Muster", "decline")
      })

      const guests = await Promise.all(
        (
          [
            ["paula", "confirmed"],
            ["petra", "declined"],
          ] as const
        ).map(async ([who, badge]) => {
          const steps = new Steps(await open(), words, home || "/")
          await steps.page.goto(home + arranged[who].link)
          return { steps, badge, box: steps.mailbox(arranged[who].email) }
        }),
      )

      await test.step("until the time of the answer both read the same", async () => {
        for (const { steps, box } of guests) {
          await steps.expectBadge("requested")
          expect((await box.messages()).filter(({ ics }) => ics)).toEqual([])
        }
      })

      await test.step("then each has theirs", async () => {
        // Of the code there may be a mail or not: who was quick needs none.
        const before = await Promise.all(guests.map(async ({ box }) => (await box.messages()).length))
        await query("UPDATE seats SET decide_at = clock_timestamp() WHERE state = 'requested'", [])
        for (const [index, { steps, badge, box }] of guests.entries()) {
          expect(Boolean((await box.next(before[index]! + 1, { within: 100_000 })).ics)).toBe(badge === "confirmed")
          await steps.page.reload()
          await steps.expectBadge(badge)
          await expectAccessible(steps.page)
        }
      })

      await test.step("the company is known from now on", async () => {
        await page.goto(`${desks}/people/companies`)
        await expectAccessible(page)
        await main.getByRole("link", { name: "Muster Anlagenbau GmbH", exact: true }).click()
        await expect(main).toContainText("Paula Kollegin")
        await expect(main).not.toContainText("Petra Muster")
        await expectAccessible(page)
      })
    })
  })
}
