import { beforeAll, describe, expect, it } from "vitest"
import { system } from "@/lib/activity"
import { findMeetingAddress } from "@/lib/bookings/queries-promise"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { editFormat } from "@/lib/sessions/edit-format"
import { findFormat } from "@/lib/sessions/queries"
import { findFormatLink, findSessionLinks } from "@/lib/sessions/queries-formats"
import { restoreMeetingLink } from "@/lib/sessions/restore-meeting-link"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { formatEdit } from "@/lib/sessions/schema"
import { cancel, changeNow } from "../support/change"
import { ownDatabase, renewOwnDatabase, tablesOf } from "../support/database"
import { drainJobs } from "../support/jobs"
import { constraint, replaced } from "../support/twin"
import { by, done, logOf, minutesAfter, monday, people, world } from "../support/world"

const [organizer, confirmed] = [by("organizer", monday), true]
const [usual, own] = ["https://meet.example/usual-4711", "https://meet.example/own-0815"]

async function worldWithLinks() {
  const w = await world()
  for (const formatId of [w.formats.instant, w.formats.reviewed]) {
    const format = (await findFormat(formatId))!
    const edit = formatEdit.parse(format)
    done(await editFormat({ formatId, revision: format.updatedAt, edit, meetingUrl: usual }, by("organizer", monday)))
  }
  return w
}

describe("where the meeting is", () => {
  let w: Awaited<ReturnType<typeof world>>
  beforeAll(async () => {
    w = await worldWithLinks()
  })

  it("is given to who has a confirmed seat, and to nobody before", async () => {
    const held = await w.hold(people.karin, w.reviewedRound)
    expect(await findMeetingAddress(held.bookingId, monday)).toBeNull()
    const requested = await w.book(people.jonas, w.reviewedRound)
    expect(await findMeetingAddress(requested.bookingId, monday)).toBeNull()
    // Not while the organizer has said yes and the answer is not yet due either.
    await db.seat.updateMany({ where: { bookingId: requested.bookingId }, data: { decision: "confirm" } })
    expect(await findMeetingAddress(requested.bookingId, monday)).toBeNull()
    await w.answerAll()
    expect(await findMeetingAddress(requested.bookingId, monday)).toBe(usual)
  })

  it("is of the session where that has its own, follows a move and ends with the seat", async () => {
    const petra = await w.book(people.petra, w.januaryRound)
    done(await saveMeetingLink({ sessionId: w.januaryRound.id, shown: null, url: own, confirmed }, organizer))
    expect(await findMeetingAddress(petra.bookingId, monday)).toBe(own)
    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.februaryRound.id }, by("participant", monday)))
    expect(await findMeetingAddress(petra.bookingId, monday)).toBe(usual)
    // Asking for a reviewed date keeps the confirmed one's.
    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.reviewedRound.id }, by("participant", monday)))
    expect(await findMeetingAddress(petra.bookingId, monday)).toBe(usual)
    done(await releaseSeat({ bookingId: petra.bookingId }, by("participant", monday)))
    expect(await findMeetingAddress(petra.bookingId, monday)).toBeNull()
    done(await saveMeetingLink({ sessionId: w.januaryRound.id, shown: own, url: null }, organizer))
    expect(await findSessionLinks(w.januaryRound.id)).toMatchObject({ own: null, usual })
  })

  it("is open while the session runs and closed after it, or when it is off", async () => {
    const thomas = await w.book(people.thomas, w.januaryRound)
    const { startsAt } = w.januaryRound
    expect(await findMeetingAddress(thomas.bookingId, minutesAfter(startsAt, 60))).toBe(usual)
    expect(await findMeetingAddress(thomas.bookingId, minutesAfter(startsAt, 91))).toBeNull()
    done(await changeNow(w.januaryRound, cancel, { actor: system, now: monday }))
    expect(await findMeetingAddress(thomas.bookingId, monday)).toBeNull()
  })

  it("stands in no log, no version and no mail", async () => {
    // Seen by somebody, changed and brought back: that reaches further than an address nobody has.
    await w.book(people.karin, w.februaryRound)
    const ofSession = { groupSessionId: w.februaryRound.id }
    const change = { sessionId: w.februaryRound.id, shown: null, url: own }
    done(await saveMeetingLink({ ...change, confirmed }, organizer))
    done(await restoreMeetingLink({ ...ofSession, shown: own }, organizer))
    done(await saveMeetingLink({ ...change, confirmed }, organizer))
    await drainJobs()
    expect(await logOf({ sessionId: w.februaryRound.id })).toContainEqual({ kind: "session.link_changed", detail: {} })
    expect(await tablesWith("meet.example")).toEqual(["meeting_links"])
    expect(await findFormatLink(w.formats.instant, monday)).toMatchObject({ url: usual })
    // What is planted is found.
    await db.groupSession.update({ where: { id: w.februaryRound.id }, data: { placeText: own }, select: { id: true } })
    expect((await tablesWith("meet.example")).sort()).toEqual(["group_sessions", "meeting_links"])
  })

  it("is an address on the web, unless that is no longer asked for", async () => {
    const save = async (url: string) => {
      const shown = (await findSessionLinks(w.februaryRound.id)).own
      return saveMeetingLink({ sessionId: w.februaryRound.id, shown, url, confirmed }, organizer)
    }
    const wrong = [
      "javascript:alert(1)",
      "http://meet.example/1",
      "https://meet.example/ 1",
      `https://meet.example/${"1".repeat(1000)}`,
    ]
    for (const url of wrong) await expect(save(url), url).rejects.toThrow(/meeting_links_https/)
    await ownDatabase().query(constraint("meeting_links", "meeting_links_https"))
    for (const url of wrong) done(await save(url))
  })
})

/** Every table with that text in one of its rows. */
async function tablesWith(text: string): Promise<string[]> {
  const looks = (await tablesOf(ownDatabase())).map(
    (name) => `SELECT '${name}' AS name FROM "${name}" t WHERE strpos(t::text, $1) > 0`,
  )
  return (await ownDatabase().query<{ name: string }>(looks.join(" UNION "), [text])).map(({ name }) => name)
}

it("the twin: without the condition on the seat everybody who asks would have it", async () => {
  await renewOwnDatabase({
    without: replaced("meeting_address", " AND x.state = 'confirmed'", " AND x.state <> 'released'"),
  })
  const w = await worldWithLinks()
  const held = await w.hold(people.karin, w.reviewedRound)
  expect(await findMeetingAddress(held.bookingId, monday)).toBe(usual)
})
