import { arrived, emptyInbox, seen } from "../support/inbox"
import { beforeEach, describe, expect, it } from "vitest"
import { changeBooker } from "@/lib/bookings/change-booker"
import { chooseCalendarReader } from "@/lib/bookings/choose-calendar-reader"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { cancel, changeNow, moveTo } from "../support/change"
import { ownDatabase } from "../support/database"
import { calendarAfter, readEntry, type Read } from "../support/read-entry"
import { replaced } from "../support/twin"
import { anke, at, by, done, minutesAfter, monday, world } from "../support/world"

type World = Awaited<ReturnType<typeof world>>
let w: World

beforeEach(async () => {
  await emptyInbox()
  w = await world()
})

const [participant, booker, organizer] = [by("participant", monday), by("booker", monday), by("organizer", monday)]

/** What somebody's mailbox has got for their calendar, in the order it came. */
const entriesOf = (email: string): Read[] =>
  seen.flatMap(({ mail, to }) => (to[0] === email ? (readEntry(mail) ?? []) : []))
const calendarOf = (email: string) => calendarAfter(entriesOf(email))
const methodsOf = (email: string) => entriesOf(email).map(({ method, status }) => `${method} ${status}`)
const starts = (entries: Read[]) => entries.map(({ start }) => start)

describe("an entry, from the request to the end", () => {
  it("is asked for, moved twice, handed over and cancelled, and two parsers read the same of it", async () => {
    const booking = await w.book(w.petra, w.januaryRound)
    await arrived()
    expect(starts(calendarOf(w.petra.email))).toEqual([w.januaryRound.startsAt.toISOString()])

    done(await rebookSeat({ bookingId: booking.bookingId, sessionId: w.februaryRound.id }, participant))
    await arrived()
    done(await changeNow(w.februaryRound, moveTo("2027-02-04T14:00"), organizer))
    await arrived()
    expect(starts(calendarOf(w.petra.email))).toEqual([at("2027-02-04T14:00").toISOString()])
    const [asked, moved, movedAgain] = entriesOf(w.petra.email)
    expect(new Set([asked, moved, movedAgain].map((entry) => entry?.uid)).size).toBe(1)
    expect(moved!.sequence).toBeGreaterThan(asked!.sequence)
    expect(movedAgain!.sequence).toBeGreaterThan(moved!.sequence)

    done(await substituteParticipant({ bookingId: booking.bookingId, participant: w.paula }, participant))
    await arrived()
    expect(calendarOf(w.petra.email)).toEqual([])
    expect(starts(calendarOf(w.paula.email))).toEqual([at("2027-02-04T14:00").toISOString()])
    expect(entriesOf(w.paula.email)[0]!.uid).not.toBe(asked!.uid)

    done(await changeNow(w.februaryRound, cancel, organizer))
    await arrived()
    expect(calendarOf(w.paula.email)).toEqual([])
    expect(methodsOf(w.petra.email)).toEqual([
      "REQUEST CONFIRMED",
      "REQUEST CONFIRMED",
      "REQUEST CONFIRMED",
      "CANCEL CANCELLED",
    ])
    expect(methodsOf(w.paula.email)).toEqual(["REQUEST CONFIRMED", "CANCEL CANCELLED"])
    for (const email of [w.petra.email, w.paula.email])
      for (const { attendees } of entriesOf(email)) expect(attendees).toEqual([email])
  })

  it("lives in two calendars where both were chosen, each with one of its own", async () => {
    const booking = await w.book(w.petra, w.januaryRound, { booker: anke })
    done(await chooseCalendarReader({ bookingId: booking.bookingId, calendarFor: "both" }, booker))
    await arrived()
    done(await rebookSeat({ bookingId: booking.bookingId, sessionId: w.februaryRound.id }, booker))
    await arrived()
    const february = [w.februaryRound.startsAt.toISOString()]
    expect([starts(calendarOf(w.petra.email)), starts(calendarOf(anke.email))]).toEqual([february, february])
    expect(calendarOf(w.petra.email)[0]!.uid).not.toBe(calendarOf(anke.email)[0]!.uid)
    done(await releaseSeat(booking, participant))
    await arrived()
    expect([...calendarOf(w.petra.email), ...calendarOf(anke.email)]).toEqual([])
  })
})

// Regressions of other systems; the numbers are those of calcom/cal.com.

describe("a cancellation sent as METHOD:REQUEST (29706)", () => {
  const everyEnd = async () => {
    const released = await w.book(w.petra, w.januaryRound)
    const substituted = await w.book(w.jonas, w.januaryRound)
    await w.book(w.karin, w.januaryRound)
    await arrived()
    done(await releaseSeat(released, participant))
    const other = { ...w.jonas, givenName: "Jule", email: w.jonas.email.replace("jonas", "jule") }
    done(await substituteParticipant({ bookingId: substituted.bookingId, participant: other }, participant))
    await arrived()
    done(await changeNow(w.januaryRound, cancel, organizer))
    await arrived()
    return [w.petra.email, w.jonas.email, w.karin.email, other.email]
  }

  it("does not happen: however a seat ends, the calendar is empty", async () => {
    for (const email of await everyEnd()) {
      expect(entriesOf(email).at(-1)).toMatchObject({ method: "CANCEL", status: "CANCELLED" })
      expect(calendarOf(email), email).toEqual([])
    }
  })

  it("would leave the entry where it was: the twin", async () => {
    for (const email of await everyEnd()) {
      const asRequest = entriesOf(email).map((entry) => ({ ...entry, method: "REQUEST" }))
      expect(calendarAfter(asRequest), email).toHaveLength(1)
    }
  })
})

describe("one person's cancellation reaching everybody (14458, 11660)", () => {
  it("does not happen: the others in the session and on the booking keep theirs, unmailed", async () => {
    const booking = await w.book(w.petra, w.januaryRound, { booker: anke })
    const jonas = await w.book(w.jonas, w.januaryRound, { booker: anke })
    await w.book(w.karin, w.januaryRound)
    await arrived()
    done(await chooseCalendarReader({ bookingId: jonas.bookingId, calendarFor: "both" }, booker))
    await arrived()
    done(await releaseSeat(booking, participant))
    await arrived()
    expect(calendarOf(w.petra.email)).toEqual([])
    for (const email of [w.jonas.email, w.karin.email]) expect(methodsOf(email)).toEqual(["REQUEST CONFIRMED"])
    // The assistant has the entry of one of the two bookings, and it is the other that ended.
    expect(methodsOf(anke.email)).toEqual(["REQUEST CONFIRMED"])
  })

  it("is caught by the UID: with one UID for a booking, the replaced person's end would be the new one's: the twin", async () => {
    const booking = await w.book(w.petra, w.januaryRound)
    await arrived()
    done(await substituteParticipant({ bookingId: booking.bookingId, participant: w.paula }, participant))
    await arrived()
    // A calendar that both look into.
    const shared = [...entriesOf(w.paula.email), ...entriesOf(w.petra.email)]
    expect(calendarAfter(shared)).toHaveLength(1)
    const oneUid = shared.map((entry, index) => ({ ...entry, uid: "booking", sequence: index }))
    expect(calendarAfter(oneUid)).toEqual([])
  })
})

describe("two calendar entries for an assistant (10794)", () => {
  /** How many entries each of the two who are told has got. */
  const bothTold = async () => {
    const { bookingId } = await w.book(w.petra, w.januaryRound, { booker: anke })
    await arrived()
    const told = await db.mail.findMany({ where: { bookingId, kind: "confirmed" } })
    expect(told.map(({ recipient }) => recipient).sort()).toEqual([anke.email, w.petra.email])
    return [anke.email, w.petra.email].map((email) => calendarOf(email).length)
  }

  it("does not happen: by default the entry is the participant's, and the assistant has none", async () =>
    expect(await bothTold()).toEqual([0, 1]))

  it("are there where the default is everybody who is told: the twin", async () => {
    const [one, both] = ["participant", "both"].map((who) => `coalesce(p_booking->>'calendarFor', '${who}')`)
    await ownDatabase().query(replaced("hold_seat", one!, both!))
    expect(await bothTold()).toEqual([1, 1])
    await ownDatabase().query(replaced("hold_seat", both!, one!))
  })

  it("does not happen to who books for themselves under both parts", async () => {
    const own = { name: "Petra Muster", email: w.petra.email }
    const booking = await w.book(w.petra, w.januaryRound, { booker: own })
    await arrived()
    done(await chooseCalendarReader({ bookingId: booking.bookingId, calendarFor: "both" }, participant))
    await arrived()
    expect(calendarOf(w.petra.email)).toHaveLength(1)
    expect(methodsOf(w.petra.email)).toEqual(["REQUEST CONFIRMED"])
  })

  it("moves with the choice: who had it hears a cancellation of their own, who gets it a request, nobody else anything", async () => {
    const booking = await w.book(w.petra, w.januaryRound, { booker: anke })
    await arrived()
    done(await chooseCalendarReader({ bookingId: booking.bookingId, calendarFor: "booker" }, booker))
    expect(await arrived()).toEqual([
      "anke: Kalendereintrag am Do., 14.01.2027",
      "petra: Kalendereintrag am Do., 14.01.2027",
    ])
    expect(calendarOf(w.petra.email)).toEqual([])
    expect(calendarOf(anke.email)).toHaveLength(1)
    // Moving the seat is news to both, and an entry for one of them.
    done(await rebookSeat({ bookingId: booking.bookingId, sessionId: w.februaryRound.id }, booker))
    await arrived()
    expect(methodsOf(w.petra.email)).toEqual(["REQUEST CONFIRMED", "CANCEL CANCELLED"])
    expect(starts(calendarOf(anke.email))).toEqual([w.februaryRound.startsAt.toISOString()])
  })

  it("is undone when the choice changes twice before anybody is told", async () => {
    const { bookingId } = await w.book(w.petra, w.januaryRound, { booker: anke })
    await arrived()
    done(await chooseCalendarReader({ bookingId, calendarFor: "booker" }, booker))
    done(await chooseCalendarReader({ bookingId, calendarFor: "participant" }, participant))
    await arrived()
    expect(calendarOf(w.petra.email)).toHaveLength(1)
    expect(calendarOf(anke.email)).toEqual([])
  })
})

describe("an entry that was chosen away", () => {
  it.each([
    ["is given back", (bookingId: string) => releaseSeat({ bookingId }, participant), 0],
    ["moves", (bookingId: string) => rebookSeat({ bookingId, sessionId: w.februaryRound.id }, participant), 1],
  ] as const)("ends also where the seat %s before anybody is told of the choice", async (_, change, kept) => {
    const { bookingId } = await w.book(w.petra, w.januaryRound, { booker: anke })
    await arrived()
    done(await chooseCalendarReader({ bookingId, calendarFor: "booker" }, booker))
    done(await change(bookingId))
    await arrived()
    expect(calendarOf(w.petra.email)).toEqual([])
    expect(calendarOf(anke.email)).toHaveLength(kept)
  })
})

describe("another assistant", () => {
  const bert = { name: "Bert Nachfolger", email: "bert.nachfolger@muster-anlagenbau.example" }

  it("takes over the entry; the one before loses theirs, and the participant's stays", async () => {
    const { bookingId } = await w.book(w.petra, w.januaryRound, { booker: anke })
    done(await chooseCalendarReader({ bookingId, calendarFor: "both" }, booker))
    await arrived()
    done(await changeBooker({ bookingId, booker: bert }, by("participant", minutesAfter(monday, 1))))
    await arrived()
    expect(calendarOf(anke.email)).toEqual([])
    expect(calendarOf(bert.email)).toHaveLength(1)
    expect(methodsOf(w.petra.email)).toEqual(["REQUEST CONFIRMED"])
  })

  it("who comes after none before anybody is told leaves the entry to the participant, too", async () => {
    const { bookingId } = await w.book(w.petra, w.januaryRound, { booker: anke })
    done(await chooseCalendarReader({ bookingId, calendarFor: "booker" }, booker))
    await arrived()
    done(await changeBooker({ bookingId, booker: null }, participant))
    done(await changeBooker({ bookingId, booker: bert }, participant))
    await arrived()
    expect([calendarOf(w.petra.email).length, entriesOf(bert.email), calendarOf(anke.email)]).toEqual([1, [], []])
  })

  it("is told of no entry that there never was", async () => {
    const { bookingId } = await w.book(w.petra, w.reviewedRound, { booker: anke })
    done(await chooseCalendarReader({ bookingId, calendarFor: "booker" }, booker))
    await arrived()
    done(await changeBooker({ bookingId, booker: bert }, participant))
    await arrived()
    expect([entriesOf(anke.email), entriesOf(bert.email)]).toEqual([[], []])
  })

  it("who is none leaves the entry to the participant", async () => {
    const { bookingId } = await w.book(w.petra, w.januaryRound, { booker: anke })
    done(await chooseCalendarReader({ bookingId, calendarFor: "booker" }, booker))
    await arrived()
    done(await changeBooker({ bookingId, booker: null }, participant))
    await arrived()
    expect(calendarOf(anke.email)).toEqual([])
    expect(calendarOf(w.petra.email)).toHaveLength(1)
  })
})
