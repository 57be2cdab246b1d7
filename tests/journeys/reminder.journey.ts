import { demoAsked } from "@/prisma/demo/asked"
import { demoPerson } from "@/prisma/demo/people"
import { signIn } from "./desk"
import { linkIn, Mailbox } from "./mailbox"
import { expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

/** In the demo, nobody has heard of these two. */
const [answers, silent] = demoAsked.people.filter(({ answer }) => !answer).map(({ person }) => demoPerson(person))
const notComing = demoAsked.people
  .filter(({ answer }) => answer === "not_coming")
  .map(({ person }) => demoPerson(person))
const name = ({ givenName, familyName }: { givenName: string; familyName: string }) => `${givenName} ${familyName}`

test.describe("on a phone, two days before a session", () => {
  test.use(phone)

  test("one person says yes, and the silent one is called", async ({ page, device }) => {
    test.slow()
    const t = german.reminders
    const main = page.locator("main")

    await test.step("the mail leads to a page, and opening it says nothing", async () => {
      const mails = await new Mailbox(page.request, answers!.email).messages()
      const mail = mails.find(({ text }) => text.includes("to=attendance"))!
      expect(mail.subject).toMatch(/^Bleibt es bei .*\?$/)
      for (let opened = 0; opened < 2; opened++) {
        await page.goto(linkIn(mail, "to=attendance"))
        await expect(page).toHaveURL(/\/attendance$/)
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.question.title)
      }
      for (const way of ["rebook", "substitute", "release"] as const)
        await expect(main.getByRole("link", { name: german.manage.ways[`${way}Action`] })).toBeVisible()
      await expectAccessible(page)
    })

    const desk = await device(phone)
    const calls = desk.locator("section").filter({ has: desk.locator("#calls") })
    await test.step("both stand on the call list, with their numbers", async () => {
      await signIn(desk, "", german)
      await expect(desk.locator("main")).toContainText("Eine Person hat abgesagt, ihr Platz ist noch vergeben.")
      await desk.locator("main a[href$='#calls']").click()
      await expect(desk.locator("#calls")).toHaveText(t.calls.title)
      for (const person of [answers!, silent!]) await expect(calls).toContainText(name(person))
      await expect(calls.locator("a[href^='tel:']")).toHaveCount(2)
      await expectAccessible(desk)
    })

    await test.step("yes is one button, also without JavaScript elsewhere", async () => {
      await page.getByRole("button", { name: t.question.coming }).click()
      await expect(page.getByRole("status")).toContainText(german.manage.done.coming)
      await expect(main).toContainText("Sie haben zugesagt")
      await expectAccessible(page)
      await desk.reload()
      await expect(calls).not.toContainText(name(answers!))
      await expect(calls).toContainText("4 kommen")
    })

    await test.step("the call is ticked off, taken back, and ticked off", async () => {
      const row = calls.getByRole("listitem").filter({ hasText: name(silent!) })
      await row.getByRole("button", { name: t.calls.choices.reached }).click()
      await expect(desk.locator("#calls")).toHaveText(t.counts.title)
      await expect(calls).toContainText("1 erreicht")
      await desk.getByRole("button", { name: new RegExp(`^${t.said.undo}`) }).click()
      await expect(desk.locator("#calls")).toHaveText(t.calls.title)
      const plain = await device({ ...phone, javaScriptEnabled: false })
      await plain.context().addCookies(await desk.context().cookies())
      await plain.goto(desk.url())
      await plain.getByRole("button", { name: t.calls.choices.coming, exact: true }).click()
      await expect(plain.locator("#calls")).toHaveText(t.counts.title)
      await desk.goto("/organizer")
      await expect(desk.locator("main")).not.toContainText("noch nicht geantwortet")
    })

    await test.step("who has said no is led to giving the seat back, and then nobody has to look at it", async () => {
      const other = await device(phone)
      const mails = await new Mailbox(other.request, notComing[0]!.email).messages()
      await other.goto(
        linkIn(
          mails.find(({ text }) => text.includes("to=attendance"))!,
          "to=attendance",
        ),
      )
      await expect(other.locator("main")).toContainText(t.question.otherwiseText)
      await other.goto(other.url().replace(/\/attendance$/, ""))
      await expectAccessible(other)
      await other.getByRole("link", { name: t.question.giveBack }).first().click()
      await expect(other).toHaveURL(/\/release$/)
      await other.getByRole("link", { name: german.manage.release.continue }).click()
      await other.getByRole("button", { name: german.manage.release.submit }).click()
      await expect(other).toHaveURL(/done=released/)
      await desk.goto("/organizer")
      await expect(desk.locator("main")).not.toContainText("hat abgesagt")
    })
  })
})
