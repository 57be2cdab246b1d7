import { arrived, emptyInbox, seen } from "../support/inbox"
import { beforeEach, describe, expect, it } from "vitest"
import { calendarFeed } from "@/lib/notifications/calendar-feed"
import { calendarFor } from "@/lib/notifications/calendar-for"
import { listOwnEntries } from "@/lib/notifications/feed-entries"
import { queueReminders } from "@/lib/notifications/queue-reminders"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { asParticipant, by, done, minutesAfter } from "../support/world"
import { closedWorld, of } from "./closed-world"

const url = "https://meet.example/geheimraum-4711"
const clara = of("Clara", "Cembalobau GmbH", "cembalobau.example")
const booker = { name: "Anke Vorzimmer", email: "anke@cembalobau.example" }

let w: Awaited<ReturnType<typeof closedWorld>>
beforeEach(async () => {
  await emptyInbox()
  w = await closedWorld()
})

/** Confirmed, and reminded until the session begins. */
async function reminded(options: { booker?: typeof booker } = {}) {
  const change = { sessionId: w.closedRound.id, shown: null, url, confirmed: true }
  done(await saveMeetingLink(change, by("organizer", w.now)))
  const booking = await w.book(clara, w.closedRound, options)
  const due = await w.answerAll()
  await arrived({ now: due })
  for (const before of [7 * 1440, 2 * 1440, 1440, 60]) {
    const now = minutesAfter(w.closedRound.startsAt, -before)
    await queueReminders({ now })
    await arrived({ now })
  }
  return booking
}
const texts = (email: string) => seen.filter(({ to }) => to[0] === email).map(({ mail }) => mail.text ?? "")
const entries = () => seen.flatMap(({ mail }) => mail.attachments.map(({ content }) => content.toString()))
const unfolded = (ics: string) => ics.replace(/\r\n /g, "")

describe("mails and calendars of a closed round", () => {
  it("lead to the pledge and the door, and never have the address", async () => {
    const booking = await reminded()
    const mine = texts(clara.email)
    const leading = mine.filter((text) => /\/open\/[\w-]{56}\?to=pledge/.test(text))
    // Of the confirmation and the reminder before.
    expect(leading.length).toBeGreaterThanOrEqual(2)
    for (const text of leading) expect(text).toMatch(/\/open\/[\w-]{56}\?to=room/)
    const file = (await calendarFor(asParticipant(booking), "de"))!
    const organizer = { name: "", locale: "de" as const }
    const feed = calendarFeed({ ...organizer, entries: await listOwnEntries(clara.email, w.now) })
    const page = `/booking/${booking.reference}/room`
    for (const ics of [file, feed, ...entries()]) {
      expect(unfolded(ics)).toContain(page)
      expect(unfolded(ics)).not.toMatch(/\/open\/|[\w-]{56}/)
    }
    const everything = [...seen.map(({ raw, mail }) => raw + mail.text + String(mail.html)), file, feed, ...entries()]
    for (const said of everything) expect(said).not.toContain("meet.example")
  })

  it("tell the assistant whose they are, without a link to them", async () => {
    await reminded({ booker })
    const theirs = texts(booker.email)
    expect(theirs.some((text) => text.includes("Vertraulichkeitszusage und Eintritt sind persönlich"))).toBe(true)
    for (const text of theirs) expect(text).not.toMatch(/to=(pledge|room)/)
    expect(texts(clara.email).some((text) => text.includes("to=pledge"))).toBe(true)
  })

  it("stay as they were in a round that is open to all", async () => {
    await w.book(clara, w.januaryRound)
    await arrived()
    expect(texts(clara.email).join()).not.toMatch(/to=(pledge|room)/)
    expect(texts(clara.email).join()).toContain("Der Zugang steht in Ihrer Buchung")
    for (const ics of entries()) expect(ics).not.toContain("/room")
  })
})
