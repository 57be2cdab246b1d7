import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { GET } from "@/app/api/calendar/[file]/route"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { calendarUid } from "@/lib/notifications/calendar"
import { endFeed } from "@/lib/notifications/end-feed"
import { findFeed, findFeedAddress, mailboxOf } from "@/lib/notifications/queries-feeds"
import { renewFeed } from "@/lib/notifications/renew-feed"
import { issueViewToken } from "@/lib/secrets"
import { cancel, changeNow, moveTo } from "../support/change"
import { readCalendar } from "../support/read-entry"
import { anke, asParticipant, at, by, done, minutesAfter, monday, people, world } from "../support/world"

const { petra, jonas, karin, paula, thomas } = people
const [participant, organizer] = [by("participant", monday), by("organizer", monday)]

const tokenIn = (address: string | null) => /\/api\/calendar\/([\w-]{43})\.ics$/.exec(address ?? "")![1]!
/** What a calendar reads from an address at a time. */
const read = async (token: string, now = monday) => {
  const feed = await findFeed(token, now)
  return feed && readCalendar(feed.body)
}
const at14 = at("2027-02-04T14:00").toISOString()

async function feedOf(booking: { bookingId: string }) {
  const owner = (await mailboxOf(asParticipant(booking)))!
  await renewFeed(owner, participant)
  return { owner, token: tokenIn(await findFeedAddress(owner)) }
}

async function summer(now: Date) {
  const small = await world({ now })
  const [inJuly, inAugust] = [
    await small.session(small.formats.instant, "2027-07-01T10:00"),
    await small.session(small.formats.instant, "2027-08-05T10:00"),
  ]
  return { ...small, inJuly, inAugust }
}

describe("a participant's feed", () => {
  it("has their own bookings under the UIDs of their mails, moves with them, and says what is called off", async () => {
    const { januaryRound, februaryRound, reviewedRound, book } = await world()
    const [january, february, asked] = [
      await book(petra, januaryRound),
      await book(petra, februaryRound, { booker: anke }),
      await book(petra, reviewedRound),
    ]
    await book(jonas, januaryRound)
    const { token } = await feedOf(january)
    const uid = ({ bookingId }: { bookingId: string }) => calendarUid(bookingId, petra.email)
    expect(await read(token)).toEqual([
      expect.objectContaining({ uid: uid(january), status: "CONFIRMED", summary: "Externer Termin", attendees: [] }),
      expect.objectContaining({ uid: uid(february), status: "CONFIRMED" }),
      expect.objectContaining({ uid: uid(asked), status: "TENTATIVE" }),
    ])
    done(await changeNow(februaryRound, moveTo("2027-02-04T14:00"), organizer))
    done(await changeNow(januaryRound, cancel, organizer))
    done(await releaseSeat(asked, participant))
    expect(await read(token)).toEqual([
      expect.objectContaining({ uid: uid(january), status: "CANCELLED" }),
      expect.objectContaining({ uid: uid(february), status: "CONFIRMED", start: at14 }),
    ])
    expect((await findFeed(token, monday))!.body).not.toMatch(/Jonas|Anke|open\/|KI-/)
    // Long over, it is out of the feed too.
    expect(await read(token, minutesAfter(januaryRound.startsAt, 200 * 1440))).toEqual([])
  })

  it("says the same until something changes, whenever it is read", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(petra, januaryRound)
    const { token } = await feedOf(booking)
    const [first, later] = [(await findFeed(token, monday))!, (await findFeed(token, minutesAfter(monday, 600)))!]
    expect(later).toEqual(first)
    done(await changeNow(januaryRound, moveTo("2027-01-14T14:00"), by("organizer", minutesAfter(monday, 60))))
    const moved = (await findFeed(token, minutesAfter(monday, 600)))!
    expect(moved.etag).not.toBe(first.etag)
  })

  it("is void once it is ended or made anew, and of no use under another id or as another link", async () => {
    const { januaryRound, book } = await world()
    const booking = await book(karin, januaryRound)
    const { owner, token } = await feedOf(booking)
    const { token: second } = await feedOf(booking)
    expect([await read(token), (await read(second))?.length]).toEqual([null, 1])
    await endFeed(owner, participant)
    expect(await findFeedAddress(owner)).toBeNull()
    const { token: third } = await feedOf(booking)
    expect([await read(second), (await read(third))?.length]).toEqual([null, 1])
    const { id, generation } = await db.calendarFeed.findFirstOrThrow({ where: { participantId: owner.participantId } })
    for (const forged of ["", "x", issueViewToken("approval", id, generation), issueViewToken("feed", randomUUID(), 1)])
      expect(await findFeed(forged)).toBeNull()
  })

  it("is for the mailbox alone: not for the assistant, not for who handed the seat over, not for the booking's next person", async () => {
    const { januaryRound, februaryRound, book } = await world()
    const booking = await book(thomas, januaryRound, { booker: anke })
    await book(thomas, februaryRound)
    expect(await mailboxOf({ bookingId: booking.bookingId, role: "booker", generation: 1 })).toBeNull()
    const { token } = await feedOf(booking)
    expect(await read(token)).toHaveLength(2)
    const named = { ...paula, company: thomas.company, email: "paula@vorlage-logistik.example" }
    done(await substituteParticipant({ ...booking, participant: named }, participant))
    expect(await mailboxOf(asParticipant(booking))).toBeNull()
    expect(await read(token)).toHaveLength(1)
  })
})

it("is read anew when something has left it, whatever the reader kept, and not otherwise", async () => {
  // In the past of this machine, whose clock is in the headers.
  const now = at("2026-06-01T09:00")
  const { inJuly, inAugust, book } = await summer(now)
  const asked = (kept: HeadersInit) =>
    GET(new Request("http://localhost", { headers: kept }), { params: Promise.resolve({ file: `${token}.ics` }) })
  await book(petra, inJuly, { now })
  const booking = await book(petra, inAugust, { now: minutesAfter(now, 5) })
  const { token } = await feedOf(booking)
  const first = await asked({})
  const lastModified = first.headers.get("last-modified") ?? minutesAfter(now, 6).toUTCString()
  const kept = { "If-None-Match": `W/${first.headers.get("etag")}` }
  expect((await asked(kept)).status).toBe(304)
  done(await substituteParticipant({ ...booking, participant: paula }, by("participant", minutesAfter(now, 10))))
  for (const headers of [kept, { "If-Modified-Since": lastModified }]) expect((await asked(headers)).status).toBe(200)
})

describe("the desk's feed", () => {
  const member = (role: "owner" | "host") =>
    db.teamMember.create({ data: { email: `${randomUUID()}@runde.example`, name: "Erika Beispiel", role } })

  it("has all sessions with counts and no names; a host's has their own", async () => {
    const { januaryRound, februaryRound, book } = await world()
    await book(petra, januaryRound)
    await book(jonas, januaryRound, { booker: anke })
    done(await changeNow(februaryRound, cancel, organizer))
    const [owner, host] = [await member("owner"), await member("host")]
    await db.groupSession.update({ where: { id: februaryRound.id }, data: { hostId: host.id } })
    const feeds = []
    for (const { id } of [owner, host]) {
      await renewFeed({ teamMemberId: id }, organizer)
      feeds.push(tokenIn(await findFeedAddress({ teamMemberId: id })))
    }
    const [all, own] = [(await read(feeds[0]!))!, await read(feeds[1]!)]
    expect(all).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ summary: "KI-Gruppen-Session · 2 von 8", status: "CONFIRMED" }),
        expect.objectContaining({ summary: "KI-Gruppen-Session · 0 von 8", status: "CANCELLED" }),
      ]),
    )
    const { body } = (await findFeed(feeds[0]!, monday))!
    for (const { givenName, company, email } of [petra, jonas])
      for (const word of [givenName, company, email, anke.name]) expect(body).not.toContain(word)
    expect(own).toEqual([expect.objectContaining({ status: "CANCELLED" })])
    await db.teamMember.update({ where: { id: owner.id }, data: { removedAt: new Date() } })
    expect(await read(feeds[0]!)).toBeNull()
  })
})
