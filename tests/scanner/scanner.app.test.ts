import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { type Browser, chromium, type Page, type Request } from "@playwright/test"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { holdToken, manageToken } from "@/lib/bookings/policy"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { requestLinks } from "@/lib/bookings/request-links"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { ensureOwner } from "@/lib/people/ensure-owner"
import { localTimeOf } from "@/lib/time-zone"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { chromiumLaunch } from "../../scripts/chromium"
import { ask } from "../bookings/merge"
import { changeNow, moveTo } from "../support/change"
import { fingerprint } from "../support/fingerprint"
import { drainJobs } from "../support/jobs"
import { linksIn } from "../support/links"
import { type App, startApp } from "../support/server"
import { Visitor } from "../support/visitor"
import { berlin, by, code, done, seatsOf, type WorldBooking, world } from "../support/world"
import { join, stateOf, wait, type WorldEntry } from "../waitlist/world"

type DemoMail = { to: string; subject: string; text: string; html: string }

let app: App
let browser: Browser
let links: string[]
/** Has typed a booking, and looks into her mailbox now. */
let petra: Visitor
let w: Awaited<ReturnType<typeof world>>
/** By what stands open for each. */
let waiting: Record<"typed" | "offered" | "queued", WorldEntry>
let bookings: Record<"held" | "confirmed" | "rebooking" | "substituting" | "asked", WorldBooking>

// Whatever is mailed about a booking, each with its links: a code, answers, requests that are still open, a move.
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", DEMO: "1", RATE_LIMIT: "0" } })
  browser = await chromium.launch(await chromiumLaunch())
  w = await world({ now: new Date() })
  await ensureOwner("owner@runde.example")
  const now = new Date()
  const participant = by("participant", now)
  const moved = await w.session(w.formats.instant, localTimeOf(new Date(+now + 30 * 86_400_000), berlin))
  const thin = await w.session(w.formats.instant, localTimeOf(new Date(+now + 33 * 86_400_000), berlin), { minimum: 4 })
  bookings = {
    held: await w.hold(w.petra, w.reviewedRound, { now }),
    confirmed: await w.book(w.jonas, moved, { booker: w.anke, now }),
    rebooking: await w.book(w.karin, w.januaryRound, { now }),
    substituting: await w.book(w.thomas, w.januaryRound, { now }),
    asked: await w.book(w.thomas, thin, { now }),
  }
  const released = await w.book(w.paula, w.februaryRound, { now })
  const [rebooking, substituting] = [bookings.rebooking, bookings.substituting]
  const elsewhere = { requestId: randomUUID(), bookingId: rebooking.bookingId, sessionId: w.laterReviewedRound.id }
  done(await rebookSeat(elsewhere, participant))
  const outsider = { requestId: randomUUID(), bookingId: substituting.bookingId, participant: w.petra }
  done(await substituteParticipant(outsider, participant))
  done(await releaseSeat({ bookingId: released.bookingId }, participant))
  const localStart = localTimeOf(new Date(+now + 31 * 86_400_000), berlin)
  done(await changeNow(moved, moveTo(localStart), by("organizer", now)))
  // Of who waits: a code, an offer, a place in the queue, and an offer beside a seat.
  const small = await w.session(w.formats.instant, localTimeOf(new Date(+now + 35 * 86_400_000), berlin), {
    capacity: 1,
  })
  const sits = await w.book(w.jonas, small, { now })
  waiting = {
    typed: await join(w.petra, [small], { now }),
    offered: await wait(w.karin, [small], { now: new Date(+now - 60_000) }),
    queued: await wait(w.thomas, [small], { booker: w.anke, now }),
  }
  done(await releaseSeat({ bookingId: sits.bookingId }, participant))
  const free = await w.session(w.formats.instant, localTimeOf(new Date(+now + 36 * 86_400_000), berlin))
  done(await waitForSession({ bookingId: bookings.confirmed.bookingId, sessionId: free.id }, participant))
  done(await ask(thin, free, now))
  await requestLinks({ email: w.karin.email })
  await drainJobs()
  // The mailbox shows the last ones; the code of the first booking is among its own.
  links = [...new Set(linksIn([...(await mailbox()), ...(await mailbox(w.petra.email))]))]
  petra = new Visitor(app.origin)
  petra.cookies.set("runde_bookings", await holdToken(bookings.held.bookingId, "participant"))
  await petra.open(`/sessions/${w.reviewedRound.slug}/book?booking=${bookings.held.reference}`)
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

describe("a mail scanner that follows every link", () => {
  it("finds links of every kind", () => {
    for (const kind of [
      "/verify/",
      "/open/",
      "?to=rebook",
      "?to=waiting",
      "?to=other-date",
      "/organizer/requests/",
      "/sessions/",
    ]) {
      expect(links.some((link) => link.includes(kind))).toBe(true)
    }
  })

  it.each(["HEAD", "GET"])("changes nothing with %s", async (method) => {
    const before = await fingerprint()
    for (const link of links) {
      const scanner = new Visitor(app.origin)
      const { headers } = await scanner.send(link, { method })
      if (headers.location) await scanner.send(headers.location, { method })
    }
    expect(await fingerprint()).toBe(before)
  })

  it("changes nothing by running scripts", async () => {
    const before = await fingerprint()
    await inBrowser(links)
    expect(await fingerprint()).toBe(before)
  })

  it("gives nothing away by pressing the first button", async () => {
    const selector = ":is(button, summary, [role=button], input[type=submit]):visible"
    const before = await fingerprint()
    await inBrowser(
      links.filter((link) => !link.includes("/verify/")),
      (page) => press(page, selector),
    )
    expect(await fingerprint()).toBe(before)
    // The button behind the link beside the code confirms what was typed: nothing is given away.
    await inBrowser(
      links.filter((link) => link.includes("/verify/")),
      (page) => press(page, selector),
    )
    expect((await seatsOf(bookings.held)).map(({ seat }) => seat)).toEqual(["requested"])
    expect(await stateOf(waiting.typed)).toBe("waiting")
    expect(await stateOf(waiting.offered)).toBe("offered")
    expect((await seatsOf(bookings.asked)).map(({ seat }) => seat)).toEqual(["confirmed"])
  })

  it("finds no form at all on the page behind the mail of an offer", async () => {
    const toWaiting = links.filter((link) => link.includes("to=waiting"))
    expect(toWaiting.length).toBeGreaterThan(2)
    const before = await fingerprint()
    await inBrowser(toWaiting, async (page) => {
      expect(page.url()).toContain("/waiting/R-")
      expect(await page.locator("main form").count()).toBe(0)
    })
    expect(await fingerprint()).toBe(before)
  })

  it("would be seen if it went one page further and took the offer", async () => {
    const before = await fingerprint()
    const link = `/open/${await manageToken(waiting.offered.bookingId, "participant")}?to=waiting`
    await inBrowser([link], async (page) => {
      await page.goto(`${page.url()}/accept`)
      await press(page, "#accept button[type=submit]")
    })
    expect(await fingerprint()).not.toBe(before)
    expect(await stateOf(waiting.offered)).toBe("accepted")
  })

  it("would be seen if it went one page further and moved who was asked about another date", async () => {
    const link = `/open/${await manageToken(bookings.asked.bookingId, "participant")}?to=other-date`
    await inBrowser([link], async (page) => {
      await page.goto(`${page.url()}/confirm`)
      await press(page, "#other-date button[type=submit]")
    })
    expect((await seatsOf(bookings.asked)).map(({ seat }) => seat)).toEqual(["released rebooked", "confirmed"])
  })

  it("would be seen if it went two pages further", async () => {
    const before = await fingerprint()
    const link = `/open/${await manageToken(bookings.confirmed.bookingId, "participant")}`
    await inBrowser([link], async (page) => {
      await page.goto(`${page.url()}/release/confirm`)
      await press(page, "#release button[type=submit]")
    })
    expect(await fingerprint()).not.toBe(before)
  })
})

describe("the person, afterwards", () => {
  it("confirms with the code on the page that waits for it, though the scanner has pressed the button", async () => {
    await petra.submit("#code", code(bookings.held))
    expect(petra.page.path).toContain(`/booking/${bookings.held.reference}`)
  })

  it.each(["rebooking", "substituting"] as const)(
    "still has the request of %s, and may give everything back",
    async (which) => {
      const { bookingId, reference } = bookings[which]
      const person = new Visitor(app.origin)
      await person.open(`/open/${await manageToken(bookingId, "participant")}?to=release`)
      expect((await new Visitor(app.origin).send(`/booking/${reference}`)).status).toBe(307)
      await person.open(`/booking/${reference}/withdraw`)
      expect(person.page.body).toContain('id="withdraw"')
      await person.open(`/booking/${reference}/release/confirm`)
      await person.submit("#release")
      expect((await seatsOf(bookings[which])).every(({ seat }) => seat.startsWith("released"))).toBe(true)
    },
  )
})

async function mailbox(to = ""): Promise<DemoMail[]> {
  const { body } = await new Visitor(app.origin).send(`/api/demo/mail${to && `?to=${to}`}`)
  return (JSON.parse(body) as { messages: DemoMail[] }).messages
}

/** Opens each in a browser that knows nobody, a few at a time, and waits until a page has nothing left to ask for. */
async function inBrowser(addresses: string[], look?: (page: Page) => Promise<void>): Promise<void> {
  const left = [...addresses]
  const tabs = Array.from({ length: 4 }, async () => {
    for (let link = left.pop(); link; link = left.pop()) {
      const context = await browser.newContext({ baseURL: app.origin })
      const page = await context.newPage()
      const rest = restOf(page)
      await page.goto(link)
      await rest()
      await look?.(page)
      await rest()
      await context.close()
    }
  })
  await Promise.all(tabs)
}

/** Watches a page. @returns what waits until its scripts have had their turn and every request has been answered */
function restOf(page: Page): () => Promise<void> {
  const open = new Set<Request>()
  page.on("request", (request) => open.add(request))
  page.on("requestfinished", (request) => open.delete(request))
  page.on("requestfailed", (request) => open.delete(request))
  const twoFrames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  return async () => {
    do {
      while (open.size > 0) await sleep(10)
      await page.evaluate(twoFrames).catch(() => page.waitForLoadState())
    } while (open.size > 0)
  }
}

/** Presses the first that there is. */
async function press(page: Page, selector: string): Promise<void> {
  const button = page.locator(selector).first()
  if ((await button.count()) > 0) await button.click()
}
