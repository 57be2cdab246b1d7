import { randomUUID } from "node:crypto"
import { expect } from "vitest"
import { linksIn } from "../support/links"
import type { Received } from "../support/mail-server"
import type { TestDatabase } from "../support/database"
import { Visitor } from "../support/visitor"
import type { Person } from "./search"
import { wrongCode } from "../support/wrong-code"

/** Somebody with a browser, and everything that would tell of them. */
export type Guest = Person & {
  visitor: Visitor
  locale: "de" | "en"
  assistant?: { name: string; email: string }
  reference: string
  /** The code that opened the booking. */
  code: string
}

// Words that stand nowhere in the app, so that one of them in somebody else's page is a leak and no coincidence.
const names: [given: string, family: string, company: string, assistant?: string][] = [
  ["Adelgunde", "Quastenflosser", "Quarzwerk Quellgrund GmbH"],
  ["Balthasar", "Xylander", "Xylophonbau Xanten KG", "Zenobia Yggdrasil"],
  ["Cunigunde", "Möwenthal", "Möhrenkontor Mölln AG"],
  ["Diethelm", "Yorckstern", "Yachtspeicher Ypsheim GmbH"],
  ["Euphemia", "Größenwärter", "Gurkenlager Großgörschen eG", "Wunibald Fjordblick"],
  ["Ferfried", "Zwirnhagel", "Zunderschwamm Zwickgau OHG"],
  ["Gottlieb", "O’Quillfeather", "Quittenpresse Quedlinsee GmbH"],
  ["Hildrun", "Pfützenreuter", "Pfirsichhaus Pfullheim GmbH"],
]

const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[^a-z]/gi, "")
    .toLowerCase()

/** Two who wait for a seat beside the eight. */
const waiting: typeof names = [
  ["Isentrud", "Rhabarberfels", "Rübenkeller Rhynern GmbH"],
  ["Jobst", "Schlüsselbundt", "Schilfmatten Schönau KG", "Leontine Nebelkrähe"],
]

export const eightGuests = (origin: string): Guest[] => guestsOf(names, origin, 1)
export const twoWhoWait = (origin: string): Guest[] => guestsOf(waiting, origin, 51)

function guestsOf(people: typeof names, origin: string, address: number): Guest[] {
  return people.map(([givenName, familyName, company, assistant], index) => {
    const domain = `${plain(company)}.example`
    return {
      ...{ givenName, familyName, company },
      email: `${plain(givenName)}.${plain(familyName)}@${domain}`,
      phone: `+49 71${index}3 55${address}${index}04${index}9`,
      ...(assistant && { assistant: { name: assistant, email: `${plain(assistant)}@${domain}` } }),
      ...{
        marks: [],
        reference: "",
        code: "",
        locale: index % 2 ? "en" : "de",
        visitor: new Visitor(origin, `198.51.100.${index + address}`),
      },
    }
  })
}

/** The assistant is part of what others must not learn. */
export const tracesOf = (guest: Guest): Person[] => {
  const [givenName = "", familyName = ""] = guest.assistant?.name.split(" ") ?? []
  return guest.assistant ? [guest, { ...guest, givenName, familyName, email: guest.assistant.email }] : [guest]
}

const prefix = ({ locale }: Pick<Guest, "locale">) => (locale === "de" ? "" : "/en")

/** List, page, form with slips, code, "my booking": as somebody does who sees all of it for the first time. */
export async function takeSeat(
  guest: Guest,
  slug: string,
  codeOf: (email: string) => Promise<string>,
  database: TestDatabase,
  more: Record<string, string> = {},
): Promise<void> {
  const { visitor } = guest
  await visitor.open(prefix(guest) || "/")
  await visitor.open(`${prefix(guest)}/sessions/${slug}`)
  await visitor.open(`${prefix(guest)}/sessions/${slug}/book`)
  await visitor.submit("#book")
  await visitor.submit("#book", { ...typed(guest), "participant.email": `${guest.givenName}@` })
  await visitor.submit("#book", { ...typed(guest), ...more, businessUse: "on", acceptTerms: "on" })
  await enterCode(guest, "booking", codeOf, database)
}

/** A wrong code, the right one, and what there is of them from then on. */
async function enterCode(
  guest: Guest,
  place: "booking" | "waiting",
  codeOf: (email: string) => Promise<string>,
  database: TestDatabase,
): Promise<void> {
  const { visitor, assistant, familyName } = guest
  guest.code = await codeOf((assistant ?? guest).email)
  await visitor.submit("#code", { code: wrongCode(guest.code) })
  await visitor.submit("#code", { code: guest.code })
  const arrived = new RegExp(`/${place}/(R-\\w{4}-\\w{4})\\?done=`)
  guest.reference = arrived.exec(visitor.page.path)?.[1] ?? ""
  if (!guest.reference) throw new Error(`${familyName} did not get to their ${place}: ${visitor.page.path}`)
  guest.marks.push(guest.reference, ...(await idsOf(guest, database)))
}

/** The full session's page, form with slips, code, and what one's entry looks like: as somebody does who comes too late. */
export async function joinQueue(
  guest: Guest,
  slug: string,
  codeOf: (email: string) => Promise<string>,
  database: TestDatabase,
): Promise<void> {
  const { visitor } = guest
  await visitor.open(`${prefix(guest)}/sessions/${slug}`)
  await visitor.open(`${prefix(guest)}/sessions/${slug}/wait`)
  await visitor.submit("#wait")
  await visitor.submit("#wait", { ...typed(guest), "wish.1_early": "on", businessUse: "on", acceptTerms: "on" })
  await enterCode(guest, "waiting", codeOf, database)
  for (const page of ["", "/leave", "/assistant"]) await lookAtPage(guest, `/waiting/${guest.reference}${page}`)
  for (const page of ["/booking", `/sessions/${slug}/wait`, `/sessions/${slug}`]) await lookAtPage(guest, page)
}

/** Opens what the mails lead to, looks at both answers to the offer, and gives one. */
export async function answerOffer(guest: Guest, answer: "accept" | "decline", mails: Received[]): Promise<void> {
  const { visitor } = guest
  for (const link of ownLinks(guest, mails)) await visitor.open(link)
  const page = `/waiting/${guest.reference}`
  for (const way of ["", "/leave", "/accept", "/decline"]) await lookAtPage(guest, page + way)
  await visitor.open(`${prefix(guest)}${page}/${answer}`)
  await visitor.submit(`#${answer}`, answer === "decline" ? { scope: "all" } : {})
}

/** What is left of an entry, or has become of it, through every link and on every page. */
export async function lookAtEntry(guest: Guest, mails: Received[]): Promise<void> {
  for (const link of ownLinks(guest, mails)) await guest.visitor.open(link)
  for (const path of ["/booking", `/waiting/${guest.reference}`, `/booking/${guest.reference}`]) {
    await guest.visitor.open(prefix(guest) + path)
    await guest.visitor.payload(prefix(guest) + path)
  }
}

export const typed = ({ givenName, familyName, company, email, phone, assistant }: Guest): Record<string, string> => ({
  ...{ "participant.givenName": givenName, "participant.familyName": familyName, "participant.company": company },
  ...{ "participant.email": email, "participant.phone": phone ?? "", "participant.role": "owner" },
  ...(assistant && { forOther: "on", "booker.name": assistant.name, "booker.email": assistant.email }),
})

/** Whom the invoice is for. */
export const typedBilling = ({ familyName }: Guest): Record<string, string> => ({
  ...{ "billing.street": `${familyName}allee 1`, "billing.postalCode": "80331" },
  ...{ "billing.city": "München", "billing.country": "DE" },
})

/** What is to be paid, seen by who booked and, through the link in the mail, by who pays; with what the API says of it. */
export async function lookAtInvoices(guest: Guest, mails: Received[]): Promise<void> {
  const { visitor, reference, code } = guest
  for (const page of ["", "/billing"]) await lookAtPage(guest, `/booking/${reference}${page}`)
  await visitor.open(`${prefix(guest)}/booking/${reference}/paid`)
  const link = ownLinks(guest, mails).findLast((address) => address.includes("/invoice/"))
  await visitor.open(link ?? "")
  const page = `/invoices/${reference}`
  expect(visitor.page.path).toBe(prefix(guest) + page)
  const [, number] = /\/([A-Z]+-\d{4}-\d{4})\/pdf"/.exec(visitor.page.body) ?? []
  for (const way of ["", "/address"]) await lookAtPage(guest, page + way)
  for (const folder of [page, `/booking/${reference}/invoices`])
    for (const ending of ["pdf", "xml"]) {
      const { status } = await visitor.send(`${prefix(guest)}${folder}/${number}/${ending}`)
      expect({ folder, ending, status }).toEqual({ folder, ending, status: 200 })
    }
  const api = `/api/v1/bookings/${reference}`
  const { body } = await visitor.send(`${api}/verification`, { method: "POST", json: { code } })
  const headers = { authorization: `Bearer ${(JSON.parse(body) as { manageToken: string }).manageToken}` }
  for (const path of ["/quote?action=release", "/invoices", `/invoices/${number}.pdf`])
    expect((await visitor.send(api + path, { headers })).status).toBe(200)
}

/** The ids of whatever there is of somebody by now, and the references of their other bookings. */
export async function idsOf({ email, reference }: Guest, database: TestDatabase): Promise<string[]> {
  const ids = await database.query<{ id: string }>(
    `WITH own AS (SELECT * FROM bookings WHERE reference = $1 OR email = $2)
     SELECT id::text FROM own UNION SELECT reference FROM own
     UNION SELECT id::text FROM seats WHERE booking_id IN (SELECT id FROM own)
     UNION SELECT id::text FROM substitutions WHERE booking_id IN (SELECT id FROM own)
     UNION SELECT id::text FROM participants WHERE email = $2
     UNION SELECT id::text FROM mails WHERE booking_id IN (SELECT id FROM own)
     UNION SELECT id::text FROM activities WHERE booking_id IN (SELECT id FROM own)
     UNION SELECT id::text FROM waitlist_entries WHERE booking_id IN (SELECT id FROM own)
     UNION SELECT o.id::text FROM seat_offers o JOIN waitlist_entries e ON e.id = o.entry_id
            WHERE e.booking_id IN (SELECT id FROM own)`,
    [reference, email],
  )
  return ids.map(({ id }) => id)
}

/**
 * Everything there is to open, as a page, as what a router fetches, and as its head alone; every link in the given mails;
 * what the API refuses. Whatever is one's own has to be there, or nothing would have been looked at.
 */
export async function lookAround(
  guest: Guest,
  session: { id: string; slug: string },
  other: { slug: string },
  mails?: Received[],
): Promise<void> {
  const { visitor } = guest
  const pages = [
    "/",
    "/?past=1",
    "/booking",
    "/there/is/nothing",
    "/organizer/sessions",
    `/sessions/${session.slug}`,
    `/sessions/${session.slug}/book`,
    `/sessions/${session.slug}/wait`,
    "/subscribe",
  ]
  for (const path of pages.map((page) => (prefix(guest) + page).replace(/(?<=.)\/(?=$|\?)/, ""))) {
    await visitor.open(path)
    await visitor.payload(path)
    await visitor.send(path, { method: "HEAD" })
  }
  for (const page of ownPages(guest, other)) await lookAtPage(guest, page)
  await lookAtShared(guest)
  // Nothing has been asked for yet that could be taken back.
  await visitor.open(`${prefix(guest)}/booking/${guest.reference}/withdraw`)
  const files = [
    "/sitemap.xml",
    "/api/v1/sessions",
    `/api/v1/sessions/${session.id}`,
    "/api/v1/people",
    "/api/auth/session",
    "/api/health",
  ]
  for (const path of [`/booking/${guest.reference}/calendar`, ...files]) await visitor.send(path)
  if (mails) await openLinks(guest, mails)
  await askApi(guest, session)
  await visitor.open(`${prefix(guest)}/booking`)
  await visitor.submit("#links", { email: (guest.assistant ?? guest).email })
  await visitor.open(`${prefix(guest)}/subscribe`)
  await visitor.submit("#subscribe", { email: guest.email })
}

/** As lookAround, only what is one's own: it is what changes. */
export async function lookAtOwn(guest: Guest, other: { slug: string }, mails: Received[]): Promise<void> {
  for (const link of ownLinks(guest, mails)) await guest.visitor.open(link)
  // From the third on they lead back: their rounds are open (closed-round.app.test.ts is about closed ones).
  const changing = ["withdraw", "attendance", "pledge", "room", "card", "round", "objection"].map(
    (way) => `/booking/${guest.reference}/${way}`,
  )
  for (const path of ["/booking", ...ownPages(guest, other), ...changing]) {
    await guest.visitor.open(prefix(guest) + path)
    await guest.visitor.payload(prefix(guest) + path)
  }
}

/**
 * Calls the calendar entry otherwise, asks for a seat in another session, looks at the page on which that is taken back,
 * and takes it back.
 */
export async function changeOnesMind(guest: Guest, other: { slug: string }): Promise<void> {
  await guest.visitor.open(`${prefix(guest)}/booking/${guest.reference}/calendar-title`)
  await guest.visitor.submit("#calendar-title", { calendarTitle: "format" })
  await guest.visitor.open(`${prefix(guest)}/booking/${guest.reference}/rebook/${other.slug}`)
  await guest.visitor.submit("#rebook")
  await lookAtPage(guest, `/booking/${guest.reference}/withdraw`)
  await guest.visitor.open(`${prefix(guest)}/booking/${guest.reference}/withdraw`)
  await guest.visitor.submit("#withdraw")
}

/** Is asked whether another date suits: looks at the question and at both answers, and gives one. */
export async function answerOtherDate(guest: Guest, answer: "move" | "keep"): Promise<void> {
  const page = `/booking/${guest.reference}/other-date`
  for (const path of [page, `${page}/confirm`, `${page}/confirm?answer=keep`]) await lookAtPage(guest, path)
  await guest.visitor.open(`${prefix(guest)}${page}/confirm?answer=${answer}`)
  await guest.visitor.submit("#other-date")
}

/** Looks at a page in each way; it has to be that page and none that it leads to. */
async function lookAtPage({ visitor, ...guest }: Guest, page: string): Promise<void> {
  const path = prefix(guest) + page
  const { status, path: arrived } = await visitor.open(path)
  const { status: fetched, body } = await visitor.payload(path)
  expect({ status, arrived, fetched }).toEqual({ status: 200, arrived: path, fetched: 200 })
  expect(body).not.toContain("NEXT_REDIRECT")
  await visitor.send(path, { method: "HEAD" })
}

/** Makes the links that show something without opening it, and looks at what they show. */
async function lookAtShared(guest: Guest): Promise<void> {
  const { visitor, reference, assistant } = guest
  const made = async (way: string, form: string, link: RegExp, typed: Record<string, string> = {}) => {
    await visitor.open(`${prefix(guest)}/booking/${reference}${way}`)
    await visitor.submit(form, typed)
    return link.exec(visitor.page.body)?.[0] ?? ""
  }
  const reason = `Das Budget von ${guest.familyName} ist knapp.`
  const approval = await made("/approval", "#share-approval", /(\/en)?\/approve\/[\w-]{43}/, { reason })
  expect((await visitor.open(approval)).body).toContain(reason)
  await lookAtPage(guest, `/approval/${reference}`)
  if (assistant) return
  const feed = await made("/subscribe", "#renew-feed", /\/api\/calendar\/[\w-]{43}\.ics/)
  await lookAtPage(guest, `/booking/${reference}/subscribe`)
  expect((await visitor.send(feed)).body).toContain("BEGIN:VEVENT")
}

const ownPages = ({ reference }: Guest, other: { slug: string }) =>
  [
    "",
    "/rebook",
    `/rebook/${other.slug}`,
    "/substitute",
    "/release",
    "/release/confirm",
    "/calendar-title",
    "/assistant",
    "/approval",
  ].map((way) => `/booking/${reference}${way}`)

/** The links beside codes come first: what they open is less than what the browser has already. */
const ownLinks = ({ email, assistant }: Guest, mails: Received[]) =>
  linksIn(mailsTo(mails, email, assistant?.email ?? email).map(({ mail }) => mail)).sort(
    (a, b) => Number(b.includes("/verify/")) - Number(a.includes("/verify/")),
  )

/** Follows every link in somebody's mails, and presses the button behind the one beside the code. */
async function openLinks(guest: Guest, mails: Received[]): Promise<void> {
  const { visitor } = guest
  const links = ownLinks(guest, mails)
  for (const kind of ["/open/", "/verify/"]) expect(links.filter((link) => link.includes(kind))).not.toEqual([])
  for (const link of links) {
    const { status, path } = await visitor.open(link)
    const { status: fetched } = await visitor.payload(path)
    expect({ link, status, fetched }).toEqual({ link, status: 200, fetched: 200 })
    if (link.includes("/verify/")) await visitor.submit("#verify")
  }
}

/** What the API says no to: without a token, with a wrong proof and with one's own token. */
async function askApi(guest: Guest, session: { id: string }): Promise<void> {
  const { visitor, reference, code, givenName, familyName, company, email } = guest
  const send = async (path: string, json: unknown, token = "") => {
    const headers = { authorization: `Bearer ${token}` }
    const wish = json ? { method: "POST", json, headers } : { headers }
    return visitor.send(`/api/v1/bookings${path}`, wish)
  }
  const { body } = await send(`/${reference}/verification`, { code })
  const { manageToken: token } = JSON.parse(body) as { manageToken: string }
  expect((await send(`/${reference}`, undefined, token)).status).toBe(200)
  const participant = { givenName, familyName, company, email, role: "board" }
  const wish = { requestId: randomUUID(), participant, locale: "de", businessUse: true, acceptTerms: true }
  const noes = [
    await send("", { ...wish, sessionId: "nowhere", participant: { email: `${familyName}@` } }),
    await send("", { ...wish, sessionId: randomUUID() }),
    await send(`/${reference}`, undefined),
    await send(`/${reference}/verification`, { code: "12" }),
    await send(`/${reference}/verification`, { code: wrongCode(code) }),
    await send(`/${reference}/rebooking`, { sessionId: session.id }),
    await send(`/${reference}/rebooking`, { sessionId: randomUUID() }, token),
    await send(`/${reference}/substitution`, { participant }),
    await send(`/${reference}/substitution`, { participant: { email: `${familyName}@` } }, token),
    await send(`/${reference}/release`, {}),
    await send(`/${reference}/attendance`, { answer: "coming" }, token),
    await send(`/${reference}/card`, undefined, token),
    await send(`/${reference}/round`, undefined, token),
    await send(`/${reference}/objection`, {}, token),
    await send(`/${reference}/pledge`, { version: "2026-01" }, token),
    await send(`/${reference}/entry`, {}, token),
  ]
  expect(noes.map(({ status }) => status).filter((status) => status < 400 || status >= 500)).toEqual([])
}

/** Waits for a date by the API from the first word to the last; what is offered at once is declined. */
export async function waitByApi(
  guest: Guest,
  session: { id: string },
  codeOf: (email: string) => Promise<string>,
): Promise<void> {
  const { visitor, givenName, familyName, company, email } = guest
  const send = async (path: string, json?: unknown, token = "") => {
    const headers = { authorization: `Bearer ${token}` }
    return visitor.send(`/api/v1/waitlist${path}`, json ? { method: "POST", json, headers } : { headers })
  }
  const participant = { givenName, familyName, company, email, role: "board" }
  const wish = { requestId: randomUUID(), participant, locale: "de", businessUse: true, acceptTerms: true }
  const { id } = JSON.parse((await send("", { ...wish, sessionIds: [session.id] })).body) as { id: string }
  const { body } = await send(`/${id}/verification`, { code: await codeOf(email) })
  const { manageToken: token } = JSON.parse(body) as { manageToken: string }
  const answers = [
    await send("", { ...wish, sessionIds: ["nowhere"] }),
    await send(`/${id}`),
    await send(`/${id}`, undefined, token),
    await send(`/${id}/decline`, { scope: "date" }, token),
    await send(`/${id}/acceptance`, {}, token),
    await send(`/${id}/leave`, {}, token),
  ]
  expect(answers.map(({ status }) => status)).toEqual([422, 401, 200, 200, 409, 200])
}

/** What went to these mailboxes, as it came over the line. */
export const mailsTo = (received: Received[], ...addresses: string[]): Received[] =>
  received.filter(({ to }) => to.some((address) => addresses.includes(address)))
