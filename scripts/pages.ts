import type { Page } from "@playwright/test"
import type { Visit } from "./visit"

/** Who looks at a page: anybody, whoever has booked, whoever is signed in at the desk. */
export type Looker = "anybody" | "holder" | "desk"

/** A page as somebody finds it in the demo: for the gallery, and for the journey that judges every page. */
export type Shown = {
  /** The folder of its page file below `app/[locale]`, without groups. */
  route: string
  /** What its picture is called. */
  name: string
  /** What one sees there, in half a sentence. */
  caption: string
  who: Looker
  /** Its address without the language: `route` itself where nothing else is said. */
  at?: (visit: Visit) => string | Promise<string>
  /** What is done there before one looks. */
  then?: (page: Page) => Promise<unknown>
  /** Another look in the gallery beside the light one at 1280 px. */
  also?: ("phone" | "dark")[]
  /** In the README too. */
  essential?: boolean
}

const anybody = (route: string, name: string, caption: string, more: Partial<Shown> = {}): Shown => ({
  ...{ route, name, caption, who: "anybody", ...more },
})
const holder = (way: string, name: string, caption: string, more: Partial<Shown> = {}): Shown => ({
  ...{ route: `/booking/[reference]${way}`, name, caption, who: "holder" },
  ...{ at: (visit: Visit) => visit.booking(way), ...more },
})
const waiting = (way: string, name: string, caption: string, more: Partial<Shown> = {}): Shown => ({
  ...{ route: `/waiting/[reference]${way}`, name, caption, who: "holder" },
  ...{ at: ({ own }: Visit) => `/waiting/${own.waiting}${way}`, ...more },
})
const seated = (way: string, name: string, caption: string, more: Partial<Shown> = {}): Shown => ({
  ...{ route: `/booking/[reference]${way}`, name, caption, who: "holder", also: ["phone", "dark"] },
  ...{ at: ({ own }: Visit) => `/booking/${own.seated}${way}`, ...more },
})
const desk = (way: string, name: string, caption: string, more: Partial<Shown> = {}): Shown => ({
  ...{ route: `/organizer${way}`, name, caption, who: "desk", ...more },
})

const inForm = "format=ki-vertiefung&language=de"
const publicSession = (visit: Visit) => visit.link(`/?${inForm}`, /\/sessions\/[a-z0-9-]+$/)
/** The first date of the closed round is full; the second one can be asked for. */
const closedSession = (visit: Visit) => visit.link("/?format=geschlossene-runde", /\/sessions\/[a-z0-9-]+$/, 1)
const closedComposition = (visit: Visit) => visit.session("format=geschlossene-runde", "/round", 1)
const onSite = "format=runde-vor-ort"
const duplicates = "Jonas Beispiel"

/** The day so many days ahead, or the first such weekday from then on (1 is Monday). */
function inDays(days: number, weekday?: number): string {
  const day = new Date(Date.now() + days * 86_400_000)
  if (weekday) day.setUTCDate(day.getUTCDate() + ((weekday - day.getUTCDay() + 7) % 7))
  return day.toISOString().slice(0, 10)
}

/** Every page of the house. A page file that is not here or in `unseen` fails tests/tooling/pages.test.ts. */
export const pages: Shown[] = [
  anybody("/", "list", "The list of sessions", { also: ["phone", "dark"], essential: true }),
  anybody("/", "list-past", "What is over", { at: () => "/?past=1" }),
  anybody("/sessions/[slug]", "session", "A session with its terms as real dates", {
    ...{ at: publicSession, also: ["phone", "dark"], essential: true },
  }),
  anybody("/sessions/[slug]/book", "book", "Asking for a seat", {
    ...{ at: async (visit) => `${await publicSession(visit)}/book`, also: ["phone"], essential: true },
  }),
  anybody("/sessions/[slug]", "session-closed", "A closed round, with the picture of who sits there", {
    ...{ at: closedSession, also: ["phone"] },
  }),
  anybody("/sessions/[slug]/book", "book-closed", "Asking for a seat in a closed round", {
    ...{ at: async (visit) => `${await closedSession(visit)}/book`, also: ["phone"] },
  }),
  anybody("/sessions/[slug]/wait", "wait", "Waiting for a date that is full", {
    ...{ at: (visit) => visit.link("/", /\/sessions\/[a-z0-9-]+\/wait$/), also: ["phone"] },
  }),
  anybody("/sessions/[slug]/wait", "wait-closed", "Waiting for a closed round that is full", {
    ...{ at: (visit) => visit.link("/?format=geschlossene-runde", /\/sessions\/[a-z0-9-]+\/wait$/), also: ["phone"] },
  }),
  anybody("/formats/[slug]/wait", "wait-format", "Naming days and times", {
    at: (visit) => visit.link("/", /\/formats\/[a-z0-9-]+\/wait$/),
  }),
  anybody("/how-it-works", "how-it-works", "How it works"),
  anybody("/imprint", "imprint", "Imprint"),
  anybody("/privacy", "privacy", "Privacy"),
  anybody("/terms", "terms", "Terms of participation"),
  anybody("/confidentiality", "confidentiality", "Confidentiality"),
  anybody("/accessibility", "accessibility", "Accessibility"),
  anybody("/contact", "contact", "Contact"),
  anybody("/docs/api", "api", "The public API"),
  anybody("/[...rest]", "not-found", "What is not there", { at: () => "/there-is-nothing" }),

  holder("", "booking", "My booking", { also: ["phone", "dark"], essential: true }),
  holder("/rebook", "rebook", "Moving the seat: where to"),
  holder("/rebook/[slug]", "rebook-date", "Moving the seat: what it costs", {
    at: (visit) => visit.link(visit.booking("/rebook"), /\/rebook\/[a-z0-9-]+$/),
  }),
  holder("/rebook/[slug]", "rebook-wait", "Waiting for a full date, with the seat one has", {
    at: (visit) => visit.link(visit.booking("/rebook"), /\/rebook\/[a-z0-9-]+$/, 99),
  }),
  holder("/attendance", "coming", "Saying that one is coming", {
    ...{ at: ({ own }) => `/booking/${own.asked}/attendance`, also: ["phone"] },
  }),
  holder("/other-date", "other-date", "Being asked whether another date suits", {
    ...{ at: ({ own }) => `/booking/${own.other}/other-date`, also: ["phone"] },
  }),
  holder("/other-date/confirm", "other-date-confirm", "Moving to the other date", {
    at: ({ own }) => `/booking/${own.other}/other-date/confirm`,
  }),
  holder("/substitute", "substitute", "Naming a substitute", { essential: true }),
  holder("/release", "release", "Giving the seat back: what it costs"),
  holder("/release/confirm", "release-confirm", "Giving the seat back: the last question"),
  holder("/billing", "billing", "Saying whom the invoice is for"),
  holder("/assistant", "assistant", "Who else looks after a booking, and whose calendar it is in"),
  holder("/approval", "approval-link", "A link for whoever has to say yes", {
    then: async (page) => {
      await page.locator("#share-approval textarea").fill("Im Februar entscheiden wir über die Lizenzen.")
      await made("share-approval")(page)
    },
  }),
  holder("/subscribe", "subscribe", "A calendar that keeps itself up to date", { then: made("renew-feed") }),
  anybody("/approval/[reference]", "approval", "A booking to be approved, for screen and paper", {
    ...{ who: "holder", also: ["phone"], at: (visit) => visit.approval() },
  }),
  anybody("/invoices/[reference]", "invoices", "The invoices of a booking, for who pays", {
    ...{ who: "holder", also: ["phone", "dark"], at: (visit) => visit.invoices() },
  }),
  anybody("/invoices/[reference]/address", "invoice-address", "Saying whom the invoice is for", {
    ...{ who: "holder", also: ["phone"], at: (visit) => visit.invoices("/address") },
  }),
  holder("/withdraw", "withdraw", "Taking a request back", {
    at: ({ own }) => `/booking/${own.asking}/withdraw`,
  }),
  holder("/calendar-title", "calendar-title", "What the calendar entry is called"),
  seated("", "booking-closed", "A booking in a closed round"),
  seated("/card", "card", "One’s own table card, as the others see it"),
  seated("/round", "round", "Who sits at the table, as each has approved it"),
  seated("/objection", "objection", "Saying quietly that one would rather not sit with this round", {
    also: ["phone"],
  }),
  seated("/pledge", "pledge", "The promise of confidentiality before the door", {
    ...{ also: ["phone"], at: ({ own }) => `/booking/${own.unpledged}/pledge` },
  }),
  seated("/substitute", "substitute-closed", "Naming a substitute for a closed round", { also: ["phone"] }),
  seated("/room", "room", "The way into the meeting, until it opens"),
  waiting("", "waiting", "A seat that is offered, and what else is waited for", { also: ["phone", "dark"] }),
  waiting("/accept", "waiting-accept", "Accepting the seat that is offered", { also: ["phone"] }),
  waiting("/decline", "waiting-decline", "Declining this date, or all of it"),
  waiting("/assistant", "waiting-assistant", "Who else looks after what somebody waits for"),
  waiting("/leave", "waiting-leave", "Leaving the waiting list"),
  anybody("/booking", "bookings", "Where links are asked for again"),
  anybody("/verify", "verify", "Confirming by the link in the mail", { who: "holder", at: ({ own }) => own.verify }),
  anybody("/subscribe", "news", "Asking for news of new dates", { also: ["phone"] }),
  anybody("/subscription", "subscription", "A link that is no longer valid"),
  anybody("/demo/mail", "demo-mail", "The mailbox of the demo", { who: "holder" }),
  anybody("/demo/mail/[id]", "demo-mail-one", "A mail with its calendar entry", {
    ...{ who: "holder", at: ({ own }) => `/demo/mail/${own.mail}` },
  }),

  anybody("/organizer/sign-in", "sign-in", "Signing in", { also: ["phone"] }),
  desk("/second-factor", "second-factor", "Choosing a second factor"),
  desk("/second-factor/app", "second-factor-app", "Setting up an authenticator app"),
  desk("", "today", "The desk: what is to be done today", { also: ["phone", "dark"], essential: true }),
  desk("", "palette", "Going anywhere from anywhere", {
    ...{ also: ["phone", "dark"], essential: true },
    then: async (page) => {
      await page.locator("#open-search").click()
      await page.locator("[role=combobox]").fill("mus")
      await page.locator("[role=listbox][aria-busy=false]").waitFor()
    },
  }),
  desk("/search", "search", "The search as a document", { at: () => "/organizer/search?q=beispiel" }),
  desk("/sessions", "sessions", "The sessions as a list", { also: ["phone"], essential: true }),
  desk("/sessions", "calendar", "The sessions of a month", {
    ...{ at: () => `/organizer/sessions?view=month&day=${inDays(14)}`, also: ["phone"], essential: true },
  }),
  desk("/sessions", "week", "The sessions of a week", { at: () => `/organizer/sessions?view=week&day=${inDays(14)}` }),
  desk("/sessions/new", "sessions-new", "A session, or many from a rule", {
    at: () => "/organizer/sessions/new?dates=several",
  }),
  desk("/sessions/new", "series-preview", "Every date before it is made", {
    ...{ at: () => "/organizer/sessions/new?dates=several", also: ["phone"] },
    then: async (page) => {
      await page.locator("[name=localStart]").fill(`${inDays(30, 4)}T10:00`)
      await page.locator("main form button[type=submit], main form button:not([type])").last().click()
      await page.waitForURL(/look=/)
    },
  }),
  desk("/sessions/[id]", "desk-session", "A session and its people", {
    ...{ at: (visit) => visit.session(inForm, "", 1), also: ["phone"], essential: true },
  }),
  desk("/sessions/[id]", "desk-waitlist", "A full session and who waits for a seat", {
    ...{ at: (visit) => visit.session("format=ki-gruppen-session&language=de", "", 3), also: ["phone"] },
  }),
  desk("/sessions/[id]", "calls", "Whom to call before a session", {
    ...{ at: (visit) => visit.session("format=offene-fragestunde"), also: ["phone"] },
  }),
  desk("/sessions/[id]/add", "session-add", "Adding somebody", { at: (visit) => visit.session(onSite, "/add") }),
  desk("/sessions/[id]/edit", "session-edit", "Editing a session", { at: (visit) => visit.session(onSite, "/edit") }),
  desk("/sessions/[id]/move", "session-move", "Moving a session: whom it affects", {
    at: (visit) => visit.session(onSite, "/move"),
  }),
  desk("/sessions/[id]/cancel", "session-cancel", "Calling a session off: whom it affects", {
    at: (visit) => visit.session(onSite, "/cancel"),
  }),
  desk("/sessions/[id]", "desk-merge", "Who of a thin session could come to another date", {
    ...{ at: (visit) => visit.session(inForm), also: ["phone"] },
  }),
  desk("/sessions/[id]/merge", "session-merge", "Asking about another date: which one", {
    at: (visit) => visit.session(inForm, "/merge", 1),
  }),
  desk("/sessions/[id]/merge", "session-merge-preview", "Asking about another date: whom, and what is sent", {
    at: async (visit) => visit.link(await visit.session(inForm, "/merge", 1), /\/merge\?into=/),
  }),
  desk("/sessions/[id]/following", "session-following", "This date of a series and the ones that follow", {
    at: (visit) => visit.session("show=drafts", "/following", 1),
  }),
  desk("/sessions/cancel", "sessions-cancel", "Calling several off at once", {
    at: async (visit) => {
      const ids = await visit.links("/organizer/sessions", /\/organizer\/sessions\/[0-9a-f-]{36}$/)
      return `/organizer/sessions/cancel?${ids
        .slice(-3)
        .map((href) => `id=${href.slice(-36)}`)
        .join("&")}`
    },
  }),
  desk("/sessions/[id]/attendance", "attendance", "Who was there", {
    ...{ at: (visit) => visit.session("show=past", "/attendance"), also: ["phone"], essential: true },
  }),
  desk("/sessions/[id]/print/list", "print-list", "The list of participants, for paper", {
    at: (visit) => visit.session(onSite, "/print/list"),
  }),
  desk("/sessions/[id]/print/briefing", "print-briefing", "The briefing, for paper", {
    at: (visit) => visit.session(onSite, "/print/briefing"),
  }),
  desk("/sessions/[id]/print/cards", "print-cards", "Name cards, for paper", {
    at: (visit) => visit.session(onSite, "/print/cards"),
  }),
  desk("/wishes", "wishes", "When those could whom no date suits", { also: ["phone"] }),
  desk("/requests", "requests", "Every request that waits for its answer", { also: ["phone"] }),
  desk("/sessions/[id]/round", "composition", "A closed round and who asks for a seat in it", {
    ...{ at: (visit) => closedComposition(visit), also: ["phone", "dark"] },
  }),
  desk("/objections/[seatId]", "desk-objection", "An objection to a round, for the organizer alone", {
    ...{ also: ["phone"], at: (visit) => visit.link("/organizer", /\/organizer\/objections\/[0-9a-f-]{36}$/) },
  }),
  desk("/people/companies", "companies", "Who belongs together", { also: ["phone"] }),
  desk("/people/companies/[id]", "company", "A company, its group and whom it does not sit with", {
    at: (visit) => visit.link("/organizer/people/companies", /\/organizer\/people\/companies\/[0-9a-f-]{36}$/),
  }),
  desk("/requests/[seatId]", "request", "A seat and its answer", {
    at: (visit) => visit.link("/organizer", /\/organizer\/requests\/[0-9a-f-]{36}$/),
  }),
  desk("/requests/[seatId]", "request-closed", "Two of one company ask: what stands against it, and the answer", {
    ...{
      also: ["phone"],
      at: async (visit) => visit.link(await closedComposition(visit), /\/requests\/[0-9a-f-]{36}$/, 1),
    },
  }),
  desk("/requests/[seatId]/assistant", "request-assistant", "Naming another assistant at the desk", {
    at: async (visit) => `${await visit.link("/organizer", /\/organizer\/requests\/[0-9a-f-]{36}$/)}/assistant`,
  }),
  desk("/people", "people", "Everybody who ever booked", { also: ["phone"], essential: true }),
  desk("/people/[id]", "person", "A person, their history, notes and consents", {
    at: (visit) => visit.person(duplicates),
  }),
  desk("/people/[id]/edit", "person-edit", "Editing a person", { at: (visit) => visit.person(duplicates, "/edit") }),
  desk("/people/[id]/erase", "person-erase", "Erasing a person", { at: (visit) => visit.person(duplicates, "/erase") }),
  desk("/people/duplicates", "duplicates", "People who may be one"),
  desk("/people/[id]/merge", "merge-choose", "Making two people one: with whom", {
    at: (visit) => visit.person(duplicates, "/merge"),
  }),
  desk("/people/[id]/merge/[otherId]", "merge", "Making two people one: what becomes of them", {
    at: async (visit) => {
      const [one, other] = await visit.links("/organizer/people?q=Beispiel", /\/organizer\/people\/[0-9a-f-]{36}$/)
      return `${one}/merge/${other!.slice(-36)}`
    },
  }),
  desk("/numbers", "numbers", "Honest numbers", {
    ...{ at: () => "/organizer/numbers?period=all", also: ["phone", "dark"], essential: true },
  }),
  desk("/money", "money", "What is to be paid", { also: ["phone", "dark"] }),
  desk("/money", "money-all", "All that was ever to be paid", { at: () => "/organizer/money?show=all" }),
  desk("/money/refunds", "refunds", "What goes back", { also: ["phone"] }),
  desk("/money/exceptions", "exceptions", "What only a person can decide", { also: ["phone"] }),
  desk("/money/reminders", "payment-reminders", "When who has not paid is reminded"),
  desk("/money/statement", "statement", "What has come in by a bank statement", { also: ["phone"] }),
  desk("/money/vouchers", "vouchers", "Codes that make a seat cheaper or free", { also: ["phone"] }),
  desk("/money/vouchers/new", "voucher-new", "A new voucher"),
  desk("/money/invoices", "documents", "What is issued, what waits, and the export for the tax adviser", {
    also: ["phone"],
  }),
  desk("/money/invoices/[id]/storno", "storno", "Taking an invoice back, and what follows from it", {
    ...{
      also: ["phone"],
      at: (visit) => visit.link("/organizer/money/invoices", /\/invoices\/[0-9a-f-]{36}\/storno$/),
    },
  }),
  desk("/money/revenue", "revenue", "Revenue by month and format"),
  desk("/mails", "mails", "What was sent"),
  desk("/mails/[id]", "mail", "One mail and what became of it", {
    at: (visit) => visit.link("/organizer/mails", /\/organizer\/mails\/[0-9a-f-]{36}$/, 2),
  }),
  desk("/mails/addresses", "addresses", "Addresses that mails come back from", { also: ["phone"] }),
  desk("/mails/subscribers", "subscribers", "Who wants to hear of new dates", { also: ["phone"] }),
  desk("/settings", "settings", "Settings"),
  desk("/settings/calendar", "desk-calendar", "The sessions in one’s own calendar", { then: made("renew-feed") }),
  desk("/settings/formats", "formats", "The formats"),
  desk("/settings/formats/new", "format-new", "A new format"),
  desk("/settings/formats/[id]", "format", "A format, in two languages and by version", {
    at: (visit) => visit.link("/organizer/settings/formats", /\/settings\/formats\/[0-9a-f-]{36}$/, 1),
  }),
  desk("/settings/formats/[id]", "format-closed", "A closed round: who may sit there", {
    at: (visit) => visit.link("/organizer/settings/formats", /\/settings\/formats\/[0-9a-f-]{36}$/, 6),
  }),
  desk("/settings/formats/[id]/texts", "texts", "The mails of a format, and which are in own words", {
    at: async (visit) => `${await firstFormat(visit)}/texts`,
  }),
  desk("/settings/formats/[id]/texts/[kind]", "text", "A mail in own words, and how it reads", {
    ...{ at: async (visit) => `${await firstFormat(visit)}/texts/confirmed`, also: ["phone"] },
  }),
  desk("/settings/house", "house", "Offer, person, legal texts"),
  desk("/settings/look", "look", "Portrait, colour and languages"),
  desk("/settings/mail", "sender", "A test mail, and what the domain says of its mails"),
  desk("/settings/invoicing", "settings-invoicing", "Invoices and VAT, gone through row by row", { also: ["phone"] }),
  desk("/settings/retention", "retention", "How long data is kept"),
  desk("/settings/team", "team", "The team"),
  desk("/settings/team/[id]", "team-member", "One of the team", {
    at: (visit) => visit.link("/organizer/settings/team", /\/settings\/team\/[0-9a-f-]{36}$/),
  }),
  desk("/settings/security", "security", "Sign-in and second factor"),
  desk("/settings/log", "log", "Who did what, before and after"),
  desk("/settings/transfer", "transfer", "Import and export"),
  desk("/settings/transfer/people/[id]", "import", "What an import will do", {
    at: () => "/organizer/settings/transfer",
    then: (page) => bring(page, "people", ["Vorname;Nachname;Unternehmen;Funktion;E-Mail", ...imported]),
  }),
  desk("/settings/transfer/sessions/[id]", "import-sessions", "What an import of dates will do", {
    at: () => "/organizer/settings/transfer",
    then: (page) => bring(page, "sessions", ["Format;Datum;Uhrzeit;Plätze;Stand", ...listed]),
  }),
]

/** Makes the link that a page is about. */
function made(form: string) {
  return async (page: Page) => {
    await page.locator(`#${form} button`).click()
    await page.locator("input[readonly]:not([type=hidden])").waitFor()
  }
}

const firstFormat = (visit: Visit) => visit.link("/organizer/settings/formats", /\/settings\/formats\/[0-9a-f-]{36}$/)

async function bring(page: Page, kind: "people" | "sessions", lines: string[]): Promise<void> {
  const file = { name: `${kind}.csv`, mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) }
  await page.locator(`#bring-${kind} [type=file]`).setInputFiles(file)
  await page.locator(`#bring-${kind} button`).last().click()
  await page.waitForURL(new RegExp(`/transfer/${kind}/`))
}

const listed = ["KI-Gruppen-Session;15.04.2027;10:00;8;veröffentlicht", "KI-Gruppen-Session;01.05.2027;10:00;8;Entwurf"]

const imported = [
  "Greta;Gutschein;Gutschein Druck GmbH;Inhaberin;greta@gutschein-druck.example",
  "Ole;Ohnemail;Ohnemail KG;Geschäftsführer;kein-at",
  "Ada;Anfang;Anfang & Co.;Geschäftsführerin;ada@anfang.example",
]

/** Page files without an entry, and why. */
export const unseen: Record<string, string> = {
  "/organizer/second-factor/recovery-codes":
    "Only for who has just set up a factor, which ends the sign-ins of the one owner the demo has. Judged in second-factor.journey.ts.",
}
