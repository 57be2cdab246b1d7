import { Mailbox, linkIn } from "./mailbox"
import { signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

const { subscribe, subscription, subscribers, typo, done } = german.mailing
const somebody = () => `neugier.${crypto.randomUUID().slice(0, 8)}@erlenbach-technik.example`

test.describe("on a phone, without JavaScript", () => {
  test.use({ ...phone, javaScriptEnabled: false })

  test("news of new dates is asked for, confirmed in the mailbox, and left", async ({ page, request }) => {
    const email = somebody()
    const button = (name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) })

    await page.goto("/")
    await page.getByRole("link", { name: subscribe.link }).click()
    await page.getByLabel(subscribe.email).fill(email.replace("erlenbach-technik.example", "gmial.com"))
    await button(subscribe.submit).click()
    // Asked once, and taken as it is when it is sent again.
    await expect(page.getByText("@gmail.com")).toBeVisible()
    await expect(page.getByText(typo.look)).toBeVisible()
    await page.getByLabel(subscribe.email).fill(email)
    await button(subscribe.submit).click()
    await expect(page.getByText(subscribe.sent)).toBeVisible()

    const link = linkIn(await new Mailbox(request, email).next(1), "/subscription/")
    // A scanner opens it and changes nothing.
    await request.get(link)
    await page.goto(link)
    await expect(page.getByText(subscription.confirmLead)).toBeVisible()
    await button(subscription.confirm).click()
    await expect(page.getByText(subscription.confirmed)).toBeVisible()
    await button(subscription.leave).first().click()
    await expect(page.getByText(subscription.left)).toBeVisible()
    await page.goto(link)
    await expect(page.getByText(subscription.voidTitle)).toBeVisible()
  })

  test("one click in the mail program ends it, without cookie and origin", async ({ page, request, baseURL }) => {
    const email = somebody()
    await page.goto("/subscribe")
    await page.getByLabel(subscribe.email).fill(email)
    await page.getByRole("button", { name: subscribe.submit }).click()
    await expect(page.getByText(subscribe.sent)).toBeVisible()
    const link = linkIn(await new Mailbox(request, email).next(1), "/subscription/")
    const answer = await fetch(`${baseURL}/api/unsubscribe/${link.split("/").at(-1)}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    })
    expect(answer.status).toBe(200)
    await page.goto(link)
    await expect(page.getByText(subscription.voidTitle)).toBeVisible()
  })
})

test.describe("at a desk", () => {
  test.use(desktop)

  test("one tap takes what was meant; the desk knows who subscribed and takes them off", async ({ page }) => {
    const name = `tippt.${crypto.randomUUID().slice(0, 8)}`
    await page.goto("/subscribe")
    await expectAccessible(page)
    await page.getByLabel(subscribe.email).fill(`${name}@t-onlin.de`)
    await page.getByLabel(subscribe.email).blur()
    await expect(page.getByRole("button", { name: typo.take })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole("button", { name: typo.take }).click()
    await expect(page.getByLabel(subscribe.email)).toHaveValue(`${name}@t-online.de`)
    await expect(page.getByRole("button", { name: typo.take })).toHaveCount(0)
    await page.getByRole("button", { name: subscribe.submit }).click()
    await expect(page.getByText(subscribe.sent)).toBeVisible()

    await signIn(page, "", german)
    await page.goto(`/organizer/mails/subscribers?q=${name}`)
    await expect(page.getByText(`${name}@t-online.de`, { exact: true })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole("button", { name: new RegExp(`^${subscribers.remove}`) }).click()
    await expect(page.getByText(done.subscriberRemoved)).toBeVisible()
  })

  test("somebody whose mail came back stands on the start page, with the way to call and to correct", async ({
    page,
  }) => {
    await signIn(page, "", german)
    const { today, addresses } = german.mailing
    const line = page.getByRole("listitem").filter({ hasText: /kam zurück/ })
    await expect(line.getByRole("link", { name: new RegExp(`^${today.call}`) })).toHaveAttribute("href", /^tel:\+/)
    await expect(line.getByRole("link", { name: new RegExp(`^${today.correct}`) })).toHaveAttribute("href", /people/)
    await page.goto("/organizer/mails/addresses")
    await expect(page.getByText(addresses.bounced, { exact: true }).first()).toBeVisible()
    await expectAccessible(page)
  })
})
