import { afterEach, describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { planChange } from "@/lib/bookings/plan-change"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { withdrawChange } from "@/lib/bookings/withdraw-change"
import { db } from "@/lib/db"
import { renderMail } from "@/lib/notifications/render-mail"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { joinWaitlist } from "@/lib/waitlist/join-waitlist"
import { closeEntries, passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { pinEntry } from "@/lib/waitlist/pin-entry"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { getPublicSession } from "@/lib/sessions/queries"
import { erasePerson } from "@/lib/people/erase-person"
import { deriveCode } from "@/lib/secrets"
import { whatIsBroken } from "../support/always-true"
import { cancel, changeNow, resize } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { replaced } from "../support/twin"
import { anke, at, billed, by, done, minutesAfter, monday, people, seatsOf, world } from "../support/world"
import { entryInput, join, offeredIn, stateOf, wait } from "./world"

const { petra, jonas, karin, thomas } = people
const holder = (now = monday) => by("participant", now)
const organizer = (now = monday) => by("organizer", now)
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

/** A session of one seat, taken by Petra; another one, empty. */
async function fullRound(localStart = "2027-01-21T10:00") {
  const small = await world()
  const round = await small.session(small.formats.instant, localStart, { capacity: 1 })
  return { ...small, round, booked: await small.book(petra, round) }
}

describe("joining", () => {
  it("counts once the mailbox is proved, and not before", async () => {
    const { round, booked } = await fullRound()
    const joined = await join(jonas, [round])
    await releaseSeat(booked, holder())
    expect(await offeredIn(round)).toEqual([])
    const proof = { code: deriveCode("booking", joined.bookingId, 1) }
    const verified = await verifyEntry({ entryId: joined.entryId, proof }, { now: monday })
    expect(verified).toMatchObject({ ok: true, role: "participant" })
    expect(await offeredIn(round), "the seat is free by now").toEqual([jonas.email])
    expect(await verifyEntry({ entryId: joined.entryId, proof }, { now: monday })).toEqual(verified)
  })

  it("is refused with a wrong code, and unknown entries answer alike", async () => {
    const { round } = await fullRound()
    const { entryId, bookingId } = await join(jonas, [round])
    const wrong = { code: deriveCode("booking", bookingId, 2) }
    expect(await verifyEntry({ entryId, proof: wrong }, { now: monday })).toMatchObject({ reason: "code_invalid" })
    const nobody = await verifyEntry({ entryId: bookingId, proof: wrong }, { now: monday })
    expect(nobody).toMatchObject({ reason: "code_invalid" })
  })

  it("is one entry for one request", async () => {
    const { round, januaryRound } = await fullRound()
    const input = entryInput(jonas, [round])
    const first = await joinWaitlist(input, { now: monday })
    expect(await joinWaitlist(input, { now: monday })).toEqual(first)
    const other = await joinWaitlist({ ...input, sessionIds: [januaryRound.id] }, { now: monday })
    expect(other).toMatchObject({ reason: "request_id_reused" })
  })

  it("names sessions of one format, which lie ahead", async () => {
    const { round, reviewedRound } = await fullRound()
    const joinNow = (sessions: { id: string }[], now = monday) => joinWaitlist(entryInput(jonas, sessions), { now })
    expect(await joinNow([round, reviewedRound])).toMatchObject({ reason: "different_formats" })
    expect(await joinNow([round], round.startsAt)).toMatchObject({ reason: "session_closed" })
  })
})

describe("an entry that an assistant made", () => {
  it("tells the person who did, and puts what comes of it into the calendar that was chosen", async () => {
    const { round, booked } = await fullRound()
    const entry = await wait(jonas, [round], { booker: anke, calendarFor: "booker" })
    await drainJobs()
    await releaseSeat(booked, holder())
    done(await acceptOffer(entry, holder()))
    await drainJobs()
    const mails = await db.mail.findMany({ where: { bookingId: entry.bookingId }, orderBy: { createdAt: "asc" } })
    const first = mails.find(({ recipient }) => recipient === jonas.email)!
    expect(first.kind).toBe("waiting")
    expect((await renderMail(first, { mask: true, columns: 9_999 })).text).toContain(
      "Anke Vorzimmer hat Sie vorgemerkt",
    )
    const withEntry = mails.filter(({ params }) => "calendar" in (params as object))
    expect(withEntry.map(({ kind, recipient }) => [kind, recipient])).toEqual([["confirmed", anke.email]])
  })

  it("asks nobody about calendars who waits for themselves", async () => {
    const { round } = await fullRound()
    const { bookingId } = await join(jonas, [round], { calendarFor: "both" })
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).calendarFor).toBe("participant")
  })
})

describe("the queue", () => {
  it("asks a pinned entry first", async () => {
    const { round, booked } = await fullRound()
    await wait(jonas, [round])
    const late = await wait(karin, [round], { now: minutesAfter(monday, 1) })
    await pinEntry({ ...late, pinned: true }, organizer(minutesAfter(monday, 2)))
    await releaseSeat(booked, holder(minutesAfter(monday, 3)))
    expect(await offeredIn(round)).toEqual([karin.email])
  })

  it("asks for a wished time as for a date", async () => {
    // 20.01.2027 is a Wednesday.
    const { round, booked, formats } = await fullRound("2027-01-20T10:00")
    const wednesday = (from: string, until: string) => ({
      formatId: formats.instant,
      wishes: [{ weekday: 3, from, until }],
    })
    await wait(jonas, [], wednesday("08:00", "10:00"))
    await wait(karin, [], { ...wednesday("10:00", "12:00"), now: minutesAfter(monday, 1) })
    await releaseSeat(booked, holder(minutesAfter(monday, 2)))
    expect(await offeredIn(round)).toEqual([karin.email])
  })

  it("offers to nobody who has a seat there, and to nobody twice", async () => {
    const { session, formats, book } = await fullRound()
    const round = await session(formats.instant, "2027-02-18T10:00", { capacity: 3 })
    const [mine] = [await book(karin, round), await book(jonas, round), await book(petra, round)]
    await wait(jonas, [round])
    await wait(thomas, [round], { now: minutesAfter(monday, 1) })
    await wait(thomas, [round], { now: minutesAfter(monday, 2), booker: anke })
    await releaseSeat(mine, holder(minutesAfter(monday, 3)))
    expect(await offeredIn(round)).toEqual([thomas.email])
    done(await changeNow(round, resize(5), organizer(minutesAfter(monday, 4))))
    expect(await offeredIn(round), "two seats are free, and nobody fits").toEqual([thomas.email])
  })

  it("has one open offer for an entry, and the other date's seat goes to the next", async () => {
    const { round, booked, session, formats, book } = await fullRound()
    const other = await session(formats.instant, "2027-02-18T10:00", { capacity: 1 })
    const otherBooked = await book(petra, other)
    const both = await wait(jonas, [round, other])
    await wait(karin, [other], { now: minutesAfter(monday, 1) })
    await releaseSeat(booked, holder(minutesAfter(monday, 2)))
    await releaseSeat(otherBooked, holder(minutesAfter(monday, 2)))
    expect([await offeredIn(round), await offeredIn(other)]).toEqual([[jonas.email], [karin.email]])
    await declineOffer({ ...both, scope: "date" }, holder(minutesAfter(monday, 3)))
    expect(await stateOf(both), "it waits for the other date").toBe("waiting")
  })

  it("passes on at the next minute what nobody could be offered before", async () => {
    const { round, booked, session, formats, book } = await fullRound()
    const other = await session(formats.instant, "2027-02-18T10:00", { capacity: 1 })
    const otherBooked = await book(petra, other)
    const both = await wait(jonas, [round, other])
    await releaseSeat(booked, holder())
    await releaseSeat(otherBooked, holder())
    await declineOffer({ ...both, scope: "date" }, holder())
    await passOnSeats({ now: minutesAfter(monday, 1) })
    expect(await offeredIn(other)).toEqual([jonas.email])
  })
})

describe("what frees a seat", () => {
  it("is also a raised capacity and the end of a pause", async () => {
    const { round, booked } = await fullRound()
    await wait(jonas, [round])
    await wait(karin, [round], { now: minutesAfter(monday, 1) })
    const { revision } = await db.groupSession.findUniqueOrThrow({ where: { id: round.id } })
    const change = { kind: "capacity", capacity: 2 } as const
    const now = minutesAfter(monday, 2)
    const plan = { sessionId: round.id, revision, change, message: "", confirmed: true } as const
    done(await planChange(plan, organizer(now)))
    const planned = { groupSessionId: round.id, state: "planned" } as const
    const { id: changeId } = await db.plannedChange.findFirstOrThrow({ where: planned })
    await releaseSeat(booked, holder(now))
    expect(await offeredIn(round), "while it is paused nothing moves").toEqual([])
    done(await withdrawChange({ changeId }, organizer(now)))
    expect(await offeredIn(round)).toEqual([jonas.email])
    done(await changeNow(round, resize(2), organizer(now)))
    expect(await offeredIn(round)).toEqual([jonas.email, karin.email])
  })

  it("offers nothing in the last six hours: then it is open to everybody", async () => {
    const { round, booked, hold } = await fullRound()
    await wait(jonas, [round])
    const late = new Date(+round.startsAt - 6 * 3_600_000 + 1)
    await releaseSeat(booked, holder(late))
    expect(await offeredIn(round)).toEqual([])
    await hold(karin, round, { now: late })
  })

  const elsewhere = async () => {
    const { round, booked } = await fullRound()
    await wait(jonas, [round])
    await ownDatabase().query(
      "UPDATE seats SET state = 'released', release_reason = 'organizer', released_at = $1 WHERE booking_id = $2",
      [monday, booked.bookingId],
    )
    const offered = await offeredIn(round)
    // The log of a hand that writes SQL is its own business.
    await ownDatabase().query(
      "SELECT record_activity('seat.released', 'system', NULL, booking_id, id, NULL, NULL, NULL) FROM seats WHERE booking_id = $1",
      [booked.bookingId],
    )
    return offered
  }
  it("may be SQL by hand", async () => expect(await elsewhere()).toEqual([jonas.email]))
  it("twin: without the trigger the seat is left to whoever comes", async () => {
    await renewOwnDatabase({ without: "DROP TRIGGER seats_pass_on ON seats" })
    expect(await elsewhere()).toEqual([])
    await renewOwnDatabase()
  })
})

describe("an offer", () => {
  it("revived after the accepted booking was cancelled (pretix 1163): is not", async () => {
    const { round, booked } = await fullRound()
    const entry = await wait(jonas, [round])
    await releaseSeat(booked, holder())
    done(await acceptOffer(entry, holder()))
    await releaseSeat({ bookingId: entry.bookingId }, holder(minutesAfter(monday, 5)))
    expect(await acceptOffer(entry, holder(minutesAfter(monday, 6)))).toMatchObject({ reason: "no_offer" })
    expect([await offeredIn(round), await stateOf(entry)]).toEqual([[], "accepted"])
  })

  it("is the organizer's no longer while it stands: nobody is added by hand into the same seat", async () => {
    const { round, booked } = await fullRound()
    await wait(jonas, [round])
    await releaseSeat(booked, holder())
    const input = { requestId: crypto.randomUUID(), sessionId: round.id, participant: karin, locale: "de" } as const
    expect(await addByHand(input, organizer())).toMatchObject({ reason: "session_full" })
  })

  it("stands to its last instant, and not a moment longer", async () => {
    const { round, booked } = await fullRound()
    const entry = await wait(jonas, [round])
    await releaseSeat(booked, holder())
    const { expiresAt } = await db.seatOffer.findFirstOrThrow({ where: { entryId: entry.entryId } })
    expect(await acceptOffer(entry, holder(new Date(+expiresAt + 1)))).toMatchObject({ reason: "offer_lapsed" })
    expect(await acceptOffer(entry, holder(expiresAt))).toMatchObject({ ok: true })
  })

  it("is a request in a reviewed format", async () => {
    const { session, formats, book } = await world()
    const round = await session(formats.reviewed, "2027-01-28T10:00", { capacity: 1 })
    const booked = await book(petra, round)
    const entry = await wait(jonas, [round])
    await releaseSeat(booked, holder())
    const accepted = await acceptOffer(entry, holder())
    expect(accepted).toMatchObject({ ok: true, status: "requested", decideAt: at("2026-12-07T16:00") })
  })

  it("goes with its session, and the entry with its last date", async () => {
    const { round, booked, session, formats, book } = await fullRound()
    const other = await session(formats.instant, "2027-02-18T10:00", { capacity: 1 })
    await book(petra, other)
    const [one, two] = [await wait(jonas, [round]), await wait(karin, [round, other], { now: minutesAfter(monday, 1) })]
    await releaseSeat(booked, holder(minutesAfter(monday, 2)))
    done(await changeNow(round, cancel, organizer(minutesAfter(monday, 3))))
    expect([await stateOf(one), await stateOf(two)]).toEqual(["waiting", "waiting"])
    await closeEntries({ now: minutesAfter(monday, 4) })
    expect([await stateOf(one), await stateOf(two)]).toEqual(["lapsed", "waiting"])
  })

  it("asks for the price that was read", async () => {
    const { session, formats, book } = await world()
    const round = await session(formats.priced, "2027-01-28T10:00", { capacity: 1 })
    const booked = await book(petra, round)
    const entry = await wait(jonas, [round])
    await releaseSeat(booked, holder())
    expect(await acceptOffer({ ...entry, conditions: "0".repeat(16) }, holder())).toMatchObject({
      reason: "conditions_changed",
    })
    const { conditions } = await getPublicSession(round, "de")
    expect(await acceptOffer({ ...entry, conditions }, holder())).toMatchObject({ reason: "billing_needed" })
    expect(await acceptOffer({ ...entry, conditions, billing: billed }, holder())).toMatchObject({ ok: true })
    expect(await db.billingProfile.findMany({ orderBy: { updatedAt: "asc" } })).toContainEqual(
      expect.objectContaining({ companyName: jonas.company }),
    )
  })
})

describe("waiting with a seat", () => {
  it("keeps it until the offer is accepted, then moves in one breath", async () => {
    const { round, booked, februaryRound, book } = await fullRound()
    const mine = await book(jonas, februaryRound)
    const { entryId } = done(await waitForSession({ ...mine, sessionId: round.id }, holder()))
    expect(await waitForSession({ ...mine, sessionId: round.id }, holder())).toEqual({ ok: true, entryId })
    await releaseSeat(booked, holder())
    expect(await seatsOf(mine)).toEqual([
      { seat: "confirmed", sessionId: februaryRound.id },
      { seat: "offered", sessionId: round.id },
    ])
    done(await acceptOffer({ entryId: entryId! }, holder()))
    expect(await seatsOf(mine)).toEqual([
      { seat: "released rebooked", sessionId: februaryRound.id },
      { seat: "confirmed", sessionId: round.id },
    ])
  })
})

describe("moving to where a seat is offered", () => {
  const body = async (resized: boolean) => {
    const { round, booked, februaryRound, book } = await fullRound()
    const mine = await book(jonas, februaryRound)
    const { entryId } = done(await waitForSession({ ...mine, sessionId: round.id }, holder()))
    await releaseSeat(booked, holder())
    if (resized) done(await changeNow(round, resize(2), organizer()))
    done(await rebookSeat({ ...mine, sessionId: round.id }, holder(minutesAfter(monday, 1))))
    return { mine, round, februaryRound, entry: { entryId: entryId!, bookingId: mine.bookingId } }
  }

  it.each([false, true])("takes that seat, also while another is free (%s), and the entry is over", async (resized) => {
    const { mine, round, februaryRound, entry } = await body(resized)
    expect(await seatsOf(mine)).toEqual([
      { seat: "released rebooked", sessionId: februaryRound.id },
      { seat: "confirmed", sessionId: round.id },
    ])
    expect(await stateOf(entry)).toBe("accepted")
  })
})

describe("two dates that come free at the same moment", () => {
  const body = async () => {
    const { session, formats, book } = await world()
    const rounds = [
      await session(formats.instant, "2027-02-18T10:00", { capacity: 1 }),
      await session(formats.instant, "2027-02-25T10:00", { capacity: 1 }),
    ]
    const holders = [await book(petra, rounds[0]!), await book(karin, rounds[1]!)]
    const { entryId } = await wait(jonas, rounds)
    const answers = await Promise.allSettled(holders.map((booked) => releaseSeat(booked, holder())))
    const offers = await db.seatOffer.count({ where: { entryId, state: "open" } })
    return { offers, failed: answers.some(({ status }) => status === "rejected") }
  }

  it("are one offer for who waits for both", async () => expect(await body()).toEqual({ offers: 1, failed: false }))

  it("twin: without the queue's lock one of the two who gave their seat back hears an error", async () => {
    const slow = "UPDATE waitlist_entries SET state = 'offered' WHERE id = next.entry_id;"
    const without = [
      replaced("lock_queue", "pg_advisory_xact_lock(hashtext('waitlist'))", "NULL::void"),
      replaced("offer_seats", slow, `PERFORM pg_sleep(0.3); ${slow}`),
    ]
    await renewOwnDatabase({ without: without.join("\n") })
    expect(await body()).toMatchObject({ failed: true })
    await renewOwnDatabase()
  })
})

it("is left by whoever is forgotten, and what was typed cannot be tried out any more", async () => {
  const { round } = await fullRound()
  const entry = await wait(jonas, [round])
  const { participantId } = await db.booking.findUniqueOrThrow({ where: { id: entry.bookingId } })
  done(await erasePerson({ personId: participantId! }, organizer()))
  expect(await stateOf(entry)).toBe("left")
  const request = await db.request.findFirstOrThrow({ where: { result: { path: ["entryId"], equals: entry.entryId } } })
  expect(request.payloadHash).toBe("erased")
})
