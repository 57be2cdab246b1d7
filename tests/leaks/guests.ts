import type { Received } from "../support/mail-server"
import type { TestDatabase } from "../support/database"
import { Visitor } from "../support/visitor"
import type { Person } from "./search"

/** Somebody with a browser, and everything that would tell of them. */
export type Guest = Person & {
  visitor: Visitor
  locale: "de" | "en"
  assistant?: { name: string; email: string }
  reference: string
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

export function eightGuests(origin: string): Guest[] {
  return names.map(([givenName, familyName, company, assistant], index) => {
    const domain = `${plain(company)}.example`
    return {
      ...{ givenName, familyName, company },
      email: `${plain(givenName)}.${plain(familyName)}@${domain}`,
      phone: `+49 71${index}3 555${index}04${index}9`,
      ...(assistant && { assistant: { name: assistant, email: `${plain(assistant)}@${domain}` } }),
      ...{
        marks: [],
        reference: "",
        locale: index % 2 ? "en" : "de",
        visitor: new Visitor(origin, `198.51.100.${index + 1}`),
      },
    }
  })
}

/** The assistant is part of what others must not learn. */
export const tracesOf = (guest: Guest): Person[] => {
  const [givenName = "", familyName = ""] = guest.assistant?.name.split(" ") ?? []
  return guest.assistant ? [guest, { ...guest, givenName, familyName, email: guest.assistant.email }] : [guest]
}

const prefix = ({ locale }: Guest) => (locale === "de" ? "" : "/en")

/** List, page, form with slips, code, "my booking": as somebody does who sees all of it for the first time. */
export async function takeSeat(
  guest: Guest,
  slug: string,
  codeOf: (email: string) => Promise<string>,
  database: TestDatabase,
): Promise<void> {
  const { visitor, assistant } = guest
  await visitor.open(prefix(guest) || "/")
  await visitor.open(`${prefix(guest)}/sessions/${slug}`)
  await visitor.open(`${prefix(guest)}/sessions/${slug}/book`)
  await visitor.submit("#book")
  await visitor.submit("#book", { ...typed(guest), "participant.email": `${guest.givenName}@` })
  await visitor.submit("#book", { ...typed(guest), businessUse: "on", acceptTerms: "on" })
  const code = await codeOf((assistant ?? guest).email)
  await visitor.submit("#code", { code: code === "000000" ? "000001" : "000000" })
  await visitor.submit("#code", { code })
  guest.reference = /\/booking\/(R-\w{4}-\w{4})\?done=/.exec(visitor.page.path)?.[1] ?? ""
  if (!guest.reference) throw new Error(`${guest.familyName} did not get in: ${visitor.page.path}`)
  guest.marks.push(guest.reference, ...(await idsOf(guest, database)))
}

export const typed = ({ givenName, familyName, company, email, phone, assistant }: Guest): Record<string, string> => ({
  ...{ "participant.givenName": givenName, "participant.familyName": familyName, "participant.company": company },
  ...{ "participant.email": email, "participant.phone": phone ?? "", "participant.role": "owner" },
  ...(assistant && { forOther: "on", "booker.name": assistant.name, "booker.email": assistant.email }),
})

export async function idsOf({ email, reference }: Guest, database: TestDatabase): Promise<string[]> {
  const ids = await database.query<{ id: string }>(
    `SELECT b.id FROM bookings b WHERE reference = $1 UNION SELECT s.id FROM seats s JOIN bookings b ON b.id = s.booking_id WHERE reference = $1
     UNION SELECT id FROM participants WHERE email = $2 UNION SELECT m.id FROM mails m JOIN bookings b ON b.id = m.booking_id WHERE reference = $1
     UNION SELECT a.id FROM activities a JOIN bookings b ON b.id = a.booking_id WHERE reference = $1`,
    [reference, email],
  )
  return ids.map(({ id }) => id)
}

/** Everything there is to open, as a page, as what a router fetches, and as its head alone. */
export async function lookAround(
  guest: Guest,
  session: { id: string; slug: string },
  other: { slug: string },
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
  ]
  for (const path of [...pages, ...ownPages(guest, other)].map((page) =>
    (prefix(guest) + page).replace(/(?<=.)\/(?=$|\?)/, ""),
  )) {
    await visitor.open(path)
    await visitor.payload(path)
    await visitor.send(path, { method: "HEAD" })
  }
  const files = [
    "/sitemap.xml",
    "/api/v1/sessions",
    `/api/v1/sessions/${session.id}`,
    "/api/v1/people",
    "/api/auth/session",
    "/api/health",
  ]
  for (const path of [`/booking/${guest.reference}/calendar`, ...files]) await visitor.send(path)
  await visitor.open(`${prefix(guest)}/booking`)
  await visitor.submit("#links", { email: (guest.assistant ?? guest).email })
}

/** As lookAround, only what is one's own: it is what changes. */
export async function lookAtOwn(guest: Guest, other: { slug: string }): Promise<void> {
  for (const path of ["/booking", ...ownPages(guest, other)]) {
    await guest.visitor.open(prefix(guest) + path)
    await guest.visitor.payload(prefix(guest) + path)
  }
}

const ownPages = ({ reference }: Guest, other: { slug: string }) =>
  ["", "/rebook", `/rebook/${other.slug}`, "/substitute", "/release", "/release/confirm"].map(
    (way) => `/booking/${reference}${way}`,
  )

/** What went to these mailboxes, as it came over the line. */
export const mailsTo = (received: Received[], ...addresses: string[]): Received[] =>
  received.filter(({ to }) => to.some((address) => addresses.includes(address)))
