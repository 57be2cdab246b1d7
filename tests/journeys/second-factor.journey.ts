import type { Page } from "@playwright/test"
import { Secret, TOTP } from "otpauth"
import { type DemoInstance, startDemoInstance } from "../../scripts/demo-instance"
import { signIn } from "./desk"
import { codeIn, hasCode, linkIn, Mailbox } from "./mailbox"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { german } from "./words"

const owner = "organizer@runde.example"
const { desk, team } = german

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click()

/** The first step: address and the code that comes. */
async function enterCode(page: Page, email = owner): Promise<void> {
  const box = new Mailbox(page.request, email)
  const codes = async () => (await box.messages()).filter(hasCode)
  const before = (await codes()).length
  await page.goto("/organizer")
  await page.getByLabel(desk.signIn.email).fill(email)
  await press(page, desk.signIn.request)
  await expect.poll(async () => (await codes()).length).toBe(before + 1)
  await page.getByLabel(desk.signIn.code).fill(codeIn((await codes())[0]!))
  await press(page, desk.signIn.enter)
}

/** A device that keeps passkeys and recognises its owner. */
async function withAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send("WebAuthn.enable")
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function signOut(page: Page): Promise<void> {
  await page.goto("/organizer/settings")
  const menu = page.getByText(desk.nav.menu, { exact: true })
  if (await menu.isVisible()) await menu.click()
  await page.getByRole("button", { name: desk.nav.signOut, exact: true }).click()
  await expect(page).toHaveURL(/sign-in/)
}

// As it is in production: nobody sees people without a second factor.
test.describe("where it is required", () => {
  // One house for both.
  test.describe.configure({ mode: "default" })
  let house: DemoInstance
  test.beforeAll(async () => {
    test.setTimeout(180_000)
    house = await startDemoInstance({ SECOND_FACTOR: "required" })
  })
  test.afterAll(() => house?.stop())

  test("the first sign-in ends in a passkey, and every other way in works once", async ({ device }) => {
    test.setTimeout(240_000)
    const page = await device({ baseURL: house.origin, ...phone })
    const other = await device({ baseURL: house.origin, ...desktop })
    await withAuthenticator(page)
    let codes: string[] = []

    await test.step("by mail alone nothing of the desk opens", async () => {
      await enterCode(page)
      await expect(page).toHaveURL(/\/organizer\/second-factor$/)
      await expectAccessible(page)
      await page.goto("/organizer/sessions")
      await expect(page).toHaveURL(/\/organizer\/second-factor\?to=/)
    })

    await test.step("a passkey opens it, once the recovery codes are kept", async () => {
      await press(page, team.setUp.passkey)
      await expect(page.getByRole("heading", { level: 1, name: team.recovery.title })).toBeVisible()
      await expectAccessible(page)
      codes = await page.locator("main ol li").allTextContents()
      expect(codes).toHaveLength(10)
      await press(page, team.recovery.kept)
      await expect(page).toHaveURL(/\/organizer\/sessions$/)
      await page.goto("/organizer/second-factor/recovery-codes")
      await expect(page).toHaveURL(/\/settings\/security$/)
      await expectAccessible(page)
    })

    await test.step("the passkey signs in alone", async () => {
      await signOut(page)
      await page.goto("/organizer")
      await expectAccessible(page)
      await press(page, team.signIn.passkey)
      await expect(page).toHaveURL(/\/organizer$/)
    })

    await test.step("elsewhere a recovery code replaces it, once", async () => {
      await enterCode(other)
      await expect(other.getByRole("heading", { level: 1, name: team.step.title })).toBeVisible()
      await expectAccessible(other)
      await other.getByLabel(team.step.recoveryLabel).fill(codes[0]!)
      await press(other, desk.signIn.enter)
      await expect(other).toHaveURL(/\/organizer$/)
      await signOut(other)
      await enterCode(other)
      await other.getByLabel(team.step.recoveryLabel).fill(codes[0]!)
      await press(other, desk.signIn.enter)
      await expect(other.getByText(team.reasons.factor_used).last()).toBeVisible()
    })

    await test.step("an app is added, and asked for next", async () => {
      await page.goto("/organizer/settings/security")
      await page.getByRole("link", { name: team.factors.addTotp, exact: true }).click()
      await expectAccessible(page)
      const key = (await page.locator("main code").textContent())!.replace(/\s/g, "")
      const app = new TOTP({ secret: Secret.fromBase32(key) })
      await page.getByLabel(team.app.code).fill(app.generate())
      await press(page, team.app.add)
      await expect(page).toHaveURL(/\/settings\/security\?done=factorAdded/)
      await expectAccessible(page)
      await other.reload()
      await other.getByLabel(team.step.appLabel).fill(app.generate({ timestamp: Date.now() + 30_000 }))
      await press(other, desk.signIn.enter)
      await expect(other).toHaveURL(/\/organizer$/)
      const notices = (await new Mailbox(page.request, owner).messages()).map(({ subject }) => subject)
      expect(notices.filter((subject) => subject.startsWith("Ihre Anmeldung, geändert am")).length).toBeGreaterThan(2)
    })

    await test.step("signing out everywhere ends the other device too", async () => {
      await page.goto("/organizer/settings/security")
      await press(page, desk.settings.everywhere)
      await expect(page).toHaveURL(/sign-in$/)
      await other.goto("/organizer")
      await expect(other).toHaveURL(/sign-in/)
    })
  })

  test("an organizer reads the log of dates and bookings, and nothing of the team", async ({ device }) => {
    test.setTimeout(120_000)
    const page = await device({ baseURL: house.origin, ...desktop })
    const main = page.locator("main")
    await withAuthenticator(page)
    await enterCode(page, "olga.planung@runde.example")
    await press(page, team.setUp.passkey)
    await press(page, team.recovery.kept)
    await expect(page).toHaveURL(/\/organizer$/)
    await page.goto("/organizer/settings/team")
    await expect(main).toContainText(desk.notFound.title)
    await page.goto("/organizer/settings/log")
    await expectAccessible(page)
    await expect(main.getByLabel(team.log.area)).not.toContainText(team.log.areas.team)
    await expect(main).not.toContainText("hat sich angemeldet")
    const download = page.waitForEvent("download")
    await page.getByRole("link", { name: team.log.export }).click()
    expect((await download).suggestedFilename()).toMatch(/^protokoll-.*\.csv$/)
  })
})

test.describe("where it is offered", () => {
  test.use(desktop)

  test("the owner invites somebody, changes the role, withdraws; the log tells it", async ({ page, device }) => {
    test.setTimeout(180_000)
    const email = "ida.ankunft@runde.example"
    const main = page.locator("main")
    const guest = await device(phone)
    await signIn(page, "", german)

    await test.step("invites", async () => {
      await page.goto("/organizer/settings/team")
      await expectAccessible(page)
      await page.getByLabel(desk.settings.name).fill("Ida Ankunft")
      await page.getByLabel(desk.signIn.email).fill(email)
      await press(page, team.list.invite)
      await expect(main).toContainText(team.done.memberInvited)
      const mail = await new Mailbox(page.request, email).next(1)
      await guest.goto(linkIn(mail, "/organizer/sign-in"))
      await expect(guest.getByLabel(desk.signIn.email)).toBeVisible()
    })

    await test.step("changes the role and withdraws", async () => {
      await main.getByRole("link", { name: "Ida Ankunft" }).click()
      await expectAccessible(page)
      await page.getByLabel(desk.settings.role).selectOption("host")
      await press(page, team.member.saveRole)
      await expect(main).toContainText(team.done.roleChanged)
      await press(page, team.member.resend)
      await expect(main).toContainText(team.reasons.too_soon)
      await press(page, team.member.withdraw)
      await expect(main).toContainText(desk.done.memberRemoved)
      await expect(main).not.toContainText(email)
    })

    await test.step("reads it in the log", async () => {
      await page.goto("/organizer/settings/log")
      await expectAccessible(page)
      await page.getByLabel(team.log.area).selectOption("team")
      await press(page, team.log.narrow)
      await expect(main).toContainText(team.log.kinds.team_role_changed.replace("{member}", "Ida Ankunft"))
      await expect(main).toContainText(`${desk.roles.organizer} →${team.log.to} ${desk.roles.host}`)
      await expectAccessible(page)
    })
  })
})
