import { randomUUID } from "node:crypto"
import type { Page } from "@playwright/test"
import { demoAsked } from "@/prisma/demo/asked"
import { demoPeople, demoPerson } from "@/prisma/demo/people"
import { demoSeated, demoUnpledged } from "@/prisma/demo/table"

/** Whoever looks, with what they know: pages are found as people find them. */
export class Visit {
  /** What the holder has: references, the path of the link that confirms another booking, the id of a mail. */
  own = { booking: "", asking: "", asked: "", waiting: "", other: "", seated: "", unpledged: "", verify: "", mail: "" }
  private known = new Map<string, Promise<string>>()

  constructor(readonly page: Page) {}

  /** The first address on a page that fits; `skip` leaves some out where there are more. */
  async link(from: string, pattern: RegExp, skip = 0): Promise<string> {
    const links = await this.links(from, pattern)
    const found = links[Math.min(skip, links.length - 1)]
    if (!found) throw new Error(`Nothing at ${from} leads to ${pattern}.`)
    return found
  }

  async links(from: string, pattern: RegExp): Promise<string[]> {
    const text = this.known.get(from) ?? this.page.request.get(from).then((answer) => answer.text())
    this.known.set(from, text)
    const hrefs = [...(await text).matchAll(/href="([^"]+)"/g)].map(([, href]) => href!.replaceAll("&amp;", "&"))
    return [...new Set(hrefs.filter((href) => pattern.test(href)))]
  }

  /** The confirmed booking of the holder. */
  booking = (way = "") => `/booking/${this.own.booking}${way}`
  /** The page for approval of that booking, through its link. */
  approval = async () => {
    await this.page.goto(this.booking("/approval"))
    if ((await this.page.locator("#approval-link").count()) === 0) {
      await this.page.locator("#share-approval button").click()
      await this.page.locator("#approval-link").waitFor()
    }
    return new URL(await this.page.locator("#approval-link").inputValue()).pathname
  }
  /** The page of the invoices of that booking, through the link for who pays; one is asked for, should there be none. */
  invoices = async (way = "") => {
    await this.page.goto(this.booking())
    const request = this.page.locator("#request-invoice button")
    if (await request.count()) {
      await request.click()
      await this.page.waitForURL(/done=invoiced/)
    }
    await this.page.goto(await this.page.locator("#invoice-link").inputValue())
    return `/invoices/${this.own.booking}${way}`
  }
  /** A session at the desk, from one of its lists. */
  session = async (list: string, way = "", skip = 0) =>
    (await this.link(`/organizer/sessions?${list}`, /\/organizer\/sessions\/[0-9a-f-]{36}$/, skip)) + way
  /** Somebody at the desk, found by their name. */
  person = async (query: string, way = "") =>
    (await this.link(`/organizer/people?q=${encodeURIComponent(query)}`, /\/organizer\/people\/[0-9a-f-]{36}$/)) + way
}

const silent = demoAsked.people.find(({ answer }) => !answer)!

/**
 * Makes a holder of whoever visits: one booking that is confirmed, one that asks for another date, one that waits and has
 * an offer, one only typed. What takes longer than a visit comes from people of the demo: being asked something, and sitting
 * in a closed round.
 */
export async function becomeHolder(visit: Visit, email: string): Promise<void> {
  const { request } = visit.page
  const person = { givenName: "Clara", familyName: "Winter", company: "Winter Anlagen GmbH", role: "owner", email }
  const api = async (path: string, data?: object, token?: string) => {
    const headers = token ? { authorization: `Bearer ${token}` } : undefined
    const answer = await request.fetch(`/api/v1${path}`, { method: data ? "POST" : "GET", data, headers })
    if (!answer.ok()) throw new Error(`${path} answers ${answer.status()}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  const billing = { street: "Winterweg 2", postalCode: "80331", city: "München", country: "DE" }
  const mail = await mailbox(visit.page, email)
  const session = async (format: string) => {
    const { sessions } = await api(`/sessions?format=${format}&language=de`)
    return sessions.findLast(({ bookable, seatsFree }) => bookable && seatsFree > 1)!.id
  }
  const hold = async (format: string) => {
    const agreed = { locale: "de", businessUse: true, acceptTerms: true }
    const sessionId = await session(format)
    return api("/bookings", { requestId: randomUUID(), sessionId, participant: person, billing, ...agreed })
  }
  const book = async (format: string) => {
    const { reference } = await hold(format)
    const [code] = (await mail(/(?<=^\s*)\d{6}(?=\s*$)/m)).found
    const { manageToken } = await api(`/bookings/${reference}/verification`, { code })
    const { found, id } = await mail(/\/open\/[\w-]+/)
    await visit.page.goto(found[0])
    return { reference, manageToken, mail: id }
  }
  /** The first of some people of the demo who was asked something, by their mail. */
  const askedBy = async (way: string, people: number[]) => {
    let link: string | undefined
    for (const number of people) {
      const answer = await request.get("/api/demo/mail", { params: { to: demoPerson(number).email } })
      const { messages } = (await answer.json()) as { messages: { text: string }[] }
      link ??= messages.flatMap(({ text }) => new RegExp(`\\S+/open/\\S+\\?to=${way}`).exec(text) ?? [])[0]
      if (link) break
    }
    await visit.page.goto(link ?? "")
    return /(?<=\/booking\/)[^/]+/.exec(visit.page.url())![0]
  }
  const [booking, asking] = [await book("runde-vor-ort"), await book("offene-fragestunde")]
  const elsewhere = { sessionId: await session("ki-vertiefung"), billing }
  await api(`/bookings/${asking.reference}/rebooking`, elsewhere, asking.manageToken)
  const offered = await session("ki-gruppen-session")
  const wish = {
    sessionIds: [offered],
    wishes: [{ weekday: 2, from: "09:00", until: "12:00" }],
    requestId: randomUUID(),
  }
  const agreed = { participant: person, locale: "de", businessUse: true, acceptTerms: true }
  const { id } = await api("/waitlist", { ...wish, ...agreed })
  const [code] = (await mail(/(?<=^\s*)\d{6}(?=\s*$)/m)).found
  await api(`/waitlist/${id}/verification`, { code })
  await visit.page.goto((await mail(/\/open\/[\w-]+\?to=waiting/)).found[0])
  const waiting = visit.page.url().slice(-11)
  await hold("ki-gruppen-session")
  const [verify] = (await mail(/\/verify\/[\w-]+/)).found
  const own = {
    booking: booking.reference,
    asking: asking.reference,
    asked: await askedBy("attendance", [silent.person]),
    seated: await askedBy("pledge", [demoSeated.person]),
    unpledged: await askedBy("pledge", [demoUnpledged.person]),
    waiting,
  }
  visit.own = { ...own, other: await askedBy("other-date", [...demoPeople.keys()]), verify, mail: booking.mail }
}

type Answer = {
  id: string
  reference: string
  manageToken: string
  sessions: { id: string; bookable: boolean; seatsFree: number }[]
}

/** Reads the mails that come to somebody in the demo from now on, each once: the next in which something is found. */
export async function mailbox(page: Page, to: string) {
  const list = async () => {
    const answer = await page.request.get("/api/demo/mail", { params: { to } })
    return ((await answer.json()) as { messages: { id: string; text: string }[] }).messages
  }
  const seen = new Set((await list()).map(({ id }) => id))
  return async (pattern: RegExp): Promise<{ id: string; found: RegExpExecArray }> => {
    for (let tries = 0; tries < 200; tries++) {
      for (const { id, text } of await list()) {
        const found = seen.has(id) ? null : pattern.exec(text)
        if (!found) continue
        seen.add(id)
        return { id, found }
      }
      await page.waitForTimeout(100)
    }
    throw new Error(`No mail with ${pattern} came to ${to}.`)
  }
}
