import { randomBytes } from "node:crypto"
import { type APIRequestContext, expect, type Page } from "@playwright/test"
import { Mailbox } from "./mailbox"
import { german, type Words } from "./words"

export type Person = {
  givenName: string
  familyName: string
  company: string
  role: keyof Words["booking"]["roles"]
  email: string
}

/** Somebody whom nobody has met yet, with a mailbox and a company of their own. */
export function somebody(givenName: string, familyName: string): Person {
  const house = randomBytes(4).toString("hex")
  const email = `${givenName}.${familyName}@haus-${house}.example`.toLowerCase()
  return { givenName, familyName, company: `Haus ${house} GmbH`, role: "managing_director", email }
}

/** What the API says of a session, as far as journeys need it. */
export type ListedSession = { id: string; slug: string; seatsFree: number; bookable: boolean }

/** The first session of a format that takes bookings and has so many free seats. */
export async function findSession(
  request: APIRequestContext,
  { format, language = "", free = 2 }: { format: string; language?: string; free?: number },
): Promise<ListedSession> {
  const answer = await request.get("/api/v1/sessions", { params: { format, ...(language && { language }) } })
  const { sessions } = (await answer.json()) as { sessions: ListedSession[] }
  const found = sessions.find(({ bookable, seatsFree }) => bookable && seatsFree >= free)
  if (!found) throw new Error(`no ${format} has ${free} free seats: ${JSON.stringify(sessions)}`)
  return found
}

/** Everything somebody does with the booking form, the code and the buttons of "my booking", in one language. */
export class Steps {
  constructor(
    readonly page: Page,
    readonly words: Words = german,
    private readonly home = "/",
  ) {}

  mailbox(address: string): Mailbox {
    return new Mailbox(this.page.request, address)
  }

  button(name: string) {
    return this.page.getByRole("button", { name, exact: true })
  }

  field(label: string) {
    return this.page.getByRole("textbox", { name: label })
  }

  /** From the list to the form of one session. */
  async openForm(slug: string): Promise<void> {
    const { request, book } = this.words.sessions.page
    const session = this.page.locator(`a[href$="/sessions/${slug}"]`)
    // The list may be half a second old (lib/page-cache.ts), and the date newer.
    await expect(async () => {
      await this.page.goto(this.home)
      await expect(session).toBeVisible({ timeout: 1_000 })
    }).toPass({ timeout: 30_000 })
    await session.click()
    await this.page.getByRole("link", { name: new RegExp(`^(${request}|${book})$`) }).click()
    await expect(this.page.locator("#book")).toBeVisible()
  }

  async fillIn({ givenName, familyName, company, role, email }: Person): Promise<void> {
    const { participant } = this.words.booking
    await this.field(participant.givenName).fill(givenName)
    await this.field(participant.familyName).fill(familyName)
    await this.field(participant.company).fill(company)
    await this.page.getByRole("combobox", { name: participant.role }).selectOption(role)
    await this.field(participant.email).last().fill(email)
    await this.fillInCompany()
    await this.fillInBilling()
  }

  /** A closed round asks of the company how large it is and what it does. */
  private async fillInCompany(): Promise<void> {
    const industry = this.page.locator("[name='participant.industry'][required]")
    if ((await industry.count()) === 0) return
    await industry.selectOption("services")
    await this.page.locator("[name='participant.sizeBand']").selectOption("from_50")
  }

  /** Where something is to be paid it is asked who is billed. */
  async fillInBilling(): Promise<void> {
    const street = this.page.locator("[name='billing.street']")
    if ((await street.count()) === 0) return
    await street.fill("Musterweg 1")
    await this.page.locator("[name='billing.postalCode']").fill("80331")
    await this.page.locator("[name='billing.city']").fill("München")
  }

  async agree(): Promise<void> {
    await this.page.locator("[name=businessUse]").check()
    await this.page.locator("[name=acceptTerms]").check()
    const noSales = this.page.locator("[name=noSales]")
    if ((await noSales.count()) > 0) await noSales.check()
  }

  /** The button that books; what it says depends on price and admission. */
  submit() {
    return this.page.locator("#book button[type=submit]:not([hidden], [name])")
  }

  /** Fills in the form and comes to the code. */
  async hold(slug: string, person: Person): Promise<void> {
    await this.openForm(slug)
    await this.fillIn(person)
    await this.agree()
    await this.submit().click()
    await this.expectCodeStep()
  }

  async expectCodeStep(): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1, name: this.words.booking.code.title })).toBeVisible()
  }

  async enterCode(code: string): Promise<void> {
    await this.page.locator("#code-code").fill(code)
    await this.button(this.words.booking.code.submit).click()
  }

  /** Books, with the code of the mail that comes. @returns the reference */
  async book(slug: string, person: Person): Promise<string> {
    await this.hold(slug, person)
    await this.enterCode(await this.mailbox(person.email).code())
    return this.expectBooking(/confirmed|requested/)
  }

  /** Is at "my booking". @returns the reference */
  async expectBooking(done: RegExp): Promise<string> {
    await this.page.waitForURL((url) => /\/booking\/R-/.test(url.pathname) && done.test(url.search))
    return /R-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(this.page.url())![0]
  }

  /** The badge of "my booking". */
  async expectBadge(badge: keyof Words["manage"]["badge"]): Promise<void> {
    await expect(this.page.getByText(this.words.manage.badge[badge], { exact: true }).first()).toBeVisible()
  }
}
