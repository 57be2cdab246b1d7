import { addOwner, arrived, emptyInbox, entryOf, lastTo, titleOf, seen } from "../support/inbox"
import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { chooseCalendarTitle } from "@/lib/bookings/choose-calendar-title"
import { decideSeat, decideSubstitution } from "@/lib/bookings/decide-seat"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseByOrganizer } from "@/lib/bookings/release-by-organizer"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { renewCode } from "@/lib/bookings/renew-code"
import { requestLinks } from "@/lib/bookings/request-links"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { withdrawRequest } from "@/lib/bookings/withdraw-request"
import { db } from "@/lib/db"
import { calendarFor } from "@/lib/notifications/calendar-for"
import { react } from "@/lib/reactions"
import { readToken } from "@/lib/secrets"
import { changeNow, moveTo } from "../support/change"
import { renewOwnDatabase } from "../support/database"
import { before } from "../support/twin"
import { asParticipant, by, done, monday, world } from "../support/world"

type World = Awaited<ReturnType<typeof world>>
let w: World

beforeEach(async () => {
  await emptyInbox()
  w = await world()
})

const [participant, organizer] = [by("participant", monday), by("organizer", monday)]

describe("the title of the calendar entry", () => {
  const choose = (bookingId: string, calendarTitle: "discreet" | "format") =>
    chooseCalendarTitle({ bookingId, calendarTitle }, participant)

  it("is discreet until it is chosen, and the entry is renamed where it is", async () => {
    const { bookingId } = await w.book(w.petra, w.januaryRound)
    await arrived()
    const confirmed = entryOf(lastTo("petra"))
    expect(titleOf(lastTo("petra"))).toBe("Externer Termin")
    expect(lastTo("petra").text).toContain("„Externer Termin“")

    expect(await choose(bookingId, "format")).toEqual({ ok: true, renamed: true })
    expect(await choose(bookingId, "format")).toEqual({ ok: true, renamed: false })
    expect(await arrived()).toEqual(["petra: Ihr Kalendereintrag am Do., 14.01.2027"])
    expect(titleOf(lastTo("petra"))).toBe("KI-Gruppen-Session")
    expect(entryOf(lastTo("petra"))).toEqual({ ...confirmed, sequence: 1 })
    expect(await calendarFor(asParticipant({ bookingId }), "de")).toContain("SUMMARY:KI-Gruppen-Session")

    done(await rebookSeat({ bookingId, sessionId: w.februaryRound.id }, participant))
    await arrived()
    expect(titleOf(lastTo("petra"))).toBe("KI-Gruppen-Session")
    expect(await choose(bookingId, "discreet")).toEqual({ ok: true, renamed: true })
    await arrived()
    expect(titleOf(lastTo("petra"))).toBe("Externer Termin")
  })

  it("can be chosen with the booking, and before the answer without a mail", async () => {
    const wish = { requestId: randomUUID(), participant: w.jonas, locale: "de" } as const
    const agreed = { businessUseVersion: "1", termsVersion: "1", calendarTitle: "format" } as const
    const held = done(await holdSeat({ ...wish, ...agreed, sessionId: w.reviewedRound.id }, w.now))
    done(await verifyBooking({ bookingId: held.bookingId, proof: w.code(held) }, { now: w.now }))
    await arrived()
    done(await choose(held.bookingId, "discreet"))
    expect(await choose(held.bookingId, "format")).toEqual({ ok: true, renamed: false })
    expect(await arrived()).toEqual([])
    await w.answerAll()
    await arrived()
    expect(titleOf(lastTo("jonas"))).toBe("KI-Gruppen-Session")
    expect(lastTo("jonas").text).toContain("„KI-Gruppen-Session“")
  })

  it("is chosen by each person for their own calendar: a substitute's is discreet", async () => {
    const { bookingId } = await w.book(w.petra, w.januaryRound)
    done(await choose(bookingId, "format"))
    done(await substituteParticipant({ bookingId, participant: w.paula }, participant))
    await arrived()
    expect(titleOf(lastTo("paula"))).toBe("Externer Termin")
  })
})

describe("a seat in an instant format", () => {
  it("is proved, confirmed, moved and given back, with one mail each and one entry through its life", async () => {
    const petra = await w.hold(w.petra, w.januaryRound)
    expect(await arrived()).toEqual(["petra: Ihr Code für Do., 14.01.2027"])
    done(await verifyBooking({ bookingId: petra.bookingId, proof: w.code(petra) }, { now: w.now }))
    expect(await arrived()).toEqual(["petra: Ihr Platz am Do., 14.01.2027"])
    const confirmed = entryOf(lastTo("petra"))
    expect(confirmed).toMatchObject({ method: "REQUEST", sequence: 0, start: w.januaryRound.startsAt })

    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.februaryRound.id }, participant))
    expect(await arrived()).toEqual(["petra: Umgebucht: 14.01. → 04.02.2027"])
    expect(entryOf(lastTo("petra"))).toEqual({
      method: "REQUEST",
      sequence: 1,
      uid: confirmed?.uid,
      start: w.februaryRound.startsAt,
    })

    done(await releaseSeat({ bookingId: petra.bookingId }, participant))
    expect(await arrived()).toEqual(["petra: Freigegeben: Ihr Platz am Do., 04.02.2027"])
    expect(entryOf(lastTo("petra"))).toEqual({
      method: "CANCEL",
      sequence: 2,
      uid: confirmed?.uid,
      start: w.februaryRound.startsAt,
    })
  })

  it("can be taken into a calendar by hand, under the UID and SEQUENCE that were mailed", async () => {
    const petra = await w.book(w.petra, w.januaryRound)
    await arrived()
    const mailed = entryOf(lastTo("petra"))
    const file = await calendarFor(asParticipant(petra), "de")
    expect(file).toContain(`UID:${mailed?.uid}`)
    expect(file).toContain(`SEQUENCE:${mailed?.sequence}`)
    expect(file).toContain("METHOD:PUBLISH")
    expect(file).toContain("STATUS:CONFIRMED")
    const asked = await w.book(w.jonas, w.reviewedRound)
    expect(await calendarFor(asParticipant(asked), "de")).toContain("STATUS:TENTATIVE")
    await w.answerAll()
    done(await releaseSeat({ bookingId: petra.bookingId }, participant))
    expect(await calendarFor(asParticipant(petra), "de")).toBeNull()
  })

  it("is mailed once and numbered once however often its activities are reacted to", async () => {
    const petra = await w.book(w.petra, w.januaryRound)
    await arrived()
    const activities = await db.activity.findMany({ where: { bookingId: petra.bookingId } })
    await Promise.all(activities.flatMap(({ id }) => [react(id), react(id)]))
    expect(await arrived()).toEqual([])
    expect((await db.booking.findUniqueOrThrow({ where: { id: petra.bookingId } })).calendarSequence).toBe(1)
  })

  it("keeps the calendar true when reactions run late and in the wrong order", async () => {
    const petra = await w.book(w.petra, w.januaryRound)
    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.februaryRound.id }, participant))
    done(await releaseSeat({ bookingId: petra.bookingId }, participant))
    for (const kind of ["seat.released", "seat.confirmed", "seat.rebooked"]) {
      await react((await db.activity.findFirstOrThrow({ where: { bookingId: petra.bookingId, kind } })).id)
    }
    await arrived()
    const entries = seen.flatMap(({ mail }) => entryOf(mail) ?? []).sort((a, b) => a.sequence - b.sequence)
    expect(entries.map(({ method }) => method)).toEqual(["CANCEL"])
  })

  it("gets a new code on request, and a mail that a second code replaces the first", async () => {
    const petra = await w.hold(w.petra, w.januaryRound)
    await arrived()
    const first = lastTo("petra").text
    done(await renewCode({ bookingId: petra.bookingId }, { now: w.now }))
    expect(await arrived()).toEqual(["petra: Ihr Code für Do., 14.01.2027"])
    expect(lastTo("petra").text).toContain(w.code(petra, 2).code)
    expect(lastTo("petra").text).not.toBe(first)
  })

  it("added by hand comes with an entry and without a booker", async () => {
    done(
      await addByHand(
        { requestId: randomUUID(), sessionId: w.januaryRound.id, participant: w.karin, locale: "en" },
        organizer,
      ),
    )
    expect(await arrived()).toEqual(["karin: Your seat on Thu, 14 Jan 2027"])
    expect(lastTo("karin").text).toContain("We have entered you for this session.")
    expect(entryOf(lastTo("karin"))?.method).toBe("REQUEST")
  })

  it("added by hand where it costs something asks who is billed, and nobody else is asked", async () => {
    const hand = { requestId: randomUUID(), sessionId: w.pricedRound.id, participant: w.thomas, locale: "de" as const }
    done(await addByHand(hand, organizer))
    await w.book(w.petra, w.pricedRound)
    await arrived()
    expect(lastTo("thomas").text).toMatch(/Rechnungsangaben nachtragen.*\n?.*\/open\/[\w-]{56}\?to=billing/)
    expect(lastTo("petra").text).not.toContain("to=billing")
  })

  it("taken back by the organizer costs nothing and is cancelled in the calendar", async () => {
    const petra = await w.book(w.petra, w.pricedRound)
    await arrived()
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId: petra.bookingId } })
    done(await releaseByOrganizer({ seatId: seat.id }, organizer))
    expect(await arrived()).toEqual(["petra: Freigegeben: Ihr Platz am Do., 18.02.2027"])
    expect(lastTo("petra").text).toContain("Kosten entstehen dadurch nicht")
    expect(entryOf(lastTo("petra"))?.method).toBe("CANCEL")
  })

  it("given back late says what it costs", async () => {
    const petra = await w.book(w.petra, w.pricedRound)
    const late = new Date(w.pricedRound.startsAt.getTime() - 5 * 86_400_000)
    done(await releaseSeat({ bookingId: petra.bookingId }, by("participant", late)))
    await arrived()
    expect(lastTo("petra").text?.replace(/\s+/g, " ")).toContain(
      "kostet das 50 % des Preises, 145,00 € ohne Umsatzsteuer. Wird der Platz nachbesetzt, entfällt die Gebühr.",
    )
  })
})

describe("an assistant", () => {
  it("proves her own mailbox and hears of everything beside her boss, each with an own link", async () => {
    const petra = await w.hold(w.petra, w.reviewedRound, { booker: w.anke })
    expect(await arrived()).toEqual(["anke: Ihr Code für Di., 26.01.2027"])
    done(await verifyBooking({ bookingId: petra.bookingId, proof: w.code(petra) }, { now: w.now }))
    expect(await arrived()).toEqual([
      "anke: Reserviert: Platz am Di., 26.01.2027",
      "petra: Reserviert: Ihr Platz am Di., 26.01.2027",
    ])
    expect(lastTo("petra").text?.replace(/\s+/g, " ")).toContain(
      "Anke Vorzimmer hat für Sie gebucht und uns dafür Ihren Namen",
    )
    await w.answerAll()
    expect(await arrived()).toEqual(["anke: Platz am Di., 26.01.2027", "petra: Ihr Platz am Di., 26.01.2027"])
    const roleIn = (text = "") => readToken(/\/open\/([\w-]{56})/.exec(text)?.[1] ?? "")?.role
    expect([roleIn(lastTo("petra").text), roleIn(lastTo("anke").text)]).toEqual(["participant", "booker"])
    expect(entryOf(lastTo("petra"))?.method).toBe("REQUEST")
    expect(entryOf(lastTo("anke"))).toBeNull()
  })

  it("who books two people into one session hears of each when it moves", async () => {
    await w.book(w.petra, w.januaryRound, { booker: w.anke })
    await w.book(w.karin, w.januaryRound, { booker: w.anke })
    await arrived()
    done(await changeNow(w.januaryRound, moveTo("2027-01-21T10:00"), organizer))
    const subject = "Verschoben: 14.01. → 21.01.2027"
    expect(await arrived()).toEqual([`anke: ${subject}`, `anke: ${subject}`, `karin: ${subject}`, `petra: ${subject}`])
  })

  it("does not learn of her boss's other booking; he is told that somebody tried", async () => {
    await w.book(w.petra, w.januaryRound)
    await arrived()
    const held = await w.hold(w.petra, w.januaryRound, { booker: w.anke })
    await verifyBooking({ bookingId: held.bookingId, proof: w.code(held) }, { now: w.now })
    expect(await arrived()).toEqual(["anke: Ihr Code für Do., 14.01.2027", "petra: Ihr Platz am Do., 14.01.2027"])
    expect(lastTo("petra").text).toContain("Jemand wollte für Sie einen Platz")
    expect(lastTo("petra").text).not.toContain("Anke Vorzimmer")
  })
})

describe("a seat in a reviewed format", () => {
  it("is answered at its time, yes or no in the same minute", async () => {
    await w.book(w.petra, w.reviewedRound)
    const jonas = await w.book(w.jonas, w.reviewedRound)
    expect(await arrived()).toEqual([
      "jonas: Reserviert: Ihr Platz am Di., 26.01.2027",
      "petra: Reserviert: Ihr Platz am Di., 26.01.2027",
    ])
    expect(lastTo("petra").text?.replace(/\s+/g, " ")).toContain(
      "Die Bestätigung folgt bis Mo., 07.12.2026, 16:00 Uhr.",
    )
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId: jonas.bookingId } })
    done(await decideSeat({ seatId: seat.id, decision: "decline" }, organizer))
    expect(await arrived()).toEqual([])
    await w.answerAll()
    expect(await arrived()).toEqual(["jonas: Ihre Anfrage für Di., 26.01.2027", "petra: Ihr Platz am Di., 26.01.2027"])
    expect(lastTo("jonas").text).toContain("Do., 11.02.2027")
    expect(entryOf(lastTo("jonas"))).toBeNull()
  })

  it("keeps the old seat until a rebooking is answered", async () => {
    const petra = await w.book(w.petra, w.reviewedRound)
    await w.answerAll()
    await arrived()
    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.laterReviewedRound.id }, participant))
    expect(await arrived()).toEqual(["petra: Umbuchung angefragt: 26.01. → 11.02.2027"])
    expect(lastTo("petra").text?.replace(/\s+/g, " ")).toContain(
      "Bis dahin behalten Sie Ihren Platz am Di., 26.01.2027.",
    )
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId: petra.bookingId, state: "requested" } })
    done(await decideSeat({ seatId: seat.id, decision: "decline" }, organizer))
    await w.answerAll()
    expect(await arrived()).toEqual(["petra: Ihr Platz am Di., 26.01.2027 bleibt"])

    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.laterReviewedRound.id }, participant))
    done(await withdrawRequest({ bookingId: petra.bookingId }, participant))
    expect(await arrived()).toEqual([
      "petra: Ihr Platz am Di., 26.01.2027 bleibt",
      "petra: Umbuchung angefragt: 26.01. → 11.02.2027",
    ])
    done(await rebookSeat({ bookingId: petra.bookingId, sessionId: w.laterReviewedRound.id }, participant))
    await w.answerAll()
    expect(await arrived()).toEqual([
      "petra: Umbuchung angefragt: 26.01. → 11.02.2027",
      "petra: Umgebucht: 26.01. → 11.02.2027",
    ])
    expect(entryOf(lastTo("petra"))).toMatchObject({ method: "REQUEST", sequence: 1 })
  })
})

describe("a substitute", () => {
  it("from the same company takes the seat at once; each calendar gets its own message", async () => {
    const petra = await w.book(w.petra, w.januaryRound, { booker: w.anke })
    await arrived()
    const uidOfPetra = entryOf(lastTo("petra"))?.uid
    done(
      await substituteParticipant(
        { bookingId: petra.bookingId, participant: w.paula },
        { actor: { kind: "booker" }, now: w.now },
      ),
    )
    expect(await arrived()).toEqual([
      "anke: Übergeben: Platz am Do., 14.01.2027",
      "paula: Ihr Platz am Do., 14.01.2027",
      "petra: Übergeben: Ihr Platz am Do., 14.01.2027",
    ])
    expect(entryOf(lastTo("petra"))).toMatchObject({ method: "CANCEL", uid: uidOfPetra })
    const entry = entryOf(lastTo("paula"))
    expect(entry).toMatchObject({ method: "REQUEST" })
    expect(entry?.uid).not.toBe(uidOfPetra)
    expect(lastTo("paula").text).toContain("Anke Vorzimmer hat Sie als Ersatzperson")
    expect(lastTo("petra").text).not.toMatch(/Paula|Kollegin/)
    expect(lastTo("petra").text).not.toContain("/open/")
    expect(lastTo("anke").text).toContain("Paula Kollegin")
  })

  it("from elsewhere is a request; the new person learns who named them when it is answered", async () => {
    await addOwner()
    const petra = await w.book(w.petra, w.januaryRound)
    await arrived()
    done(await substituteParticipant({ bookingId: petra.bookingId, participant: w.jonas }, participant))
    expect(await arrived()).toEqual([
      "erika: Ersatzperson: Do., 14.01.2027",
      "petra: Ersatzperson angefragt: Do., 14.01.2027",
    ])
    const open = await db.substitution.findFirstOrThrow({ where: { state: "requested" } })
    await carryOutDecisions({ now: open.decideAt })
    expect(await arrived()).toEqual([
      "jonas: Ihr Platz am Do., 14.01.2027",
      "petra: Übergeben: Ihr Platz am Do., 14.01.2027",
    ])
    expect(lastTo("jonas").text).toContain("Petra Muster hat Sie als Ersatzperson")
  })

  /** Who books for somebody, and names another: what they hear when that person had a seat, and when not. */
  async function namesOther() {
    const asked = async (person: typeof w.petra) => {
      const booking = await w.book(person, w.reviewedRound, { booker: w.anke })
      await arrived()
      const named = { bookingId: booking.bookingId, participant: { ...w.paula, email: `p.${person.email}` } }
      done(await substituteParticipant(named, { actor: { kind: "booker" }, now: w.now }))
      return (await arrived()).filter((line) => /^(anke|p):/.test(line))
    }
    await w.book(w.petra, w.reviewedRound)
    await arrived()
    const heard = { inVain: await asked(w.petra), other: await asked(w.karin) }
    await w.answerAll()
    await arrived()
    return heard
  }
  it("tells a booker the same whether the person before had a seat there or not", async () => {
    const { inVain, other } = await namesOther()
    expect(inVain).toHaveLength(2)
    expect(inVain).toEqual(other)
  })
  it("twin: a mail that differs after a request in vain is seen", async () => {
    await renewOwnDatabase({
      without: before(
        "INSERT",
        "mails",
        `IF EXISTS (SELECT FROM activities WHERE booking_id = NEW.booking_id AND kind = 'booking.duplicate_refused')
         THEN NEW.locale := 'en'; END IF`,
      ),
    })
    w = await world()
    const { inVain, other } = await namesOther()
    await renewOwnDatabase()
    expect(inVain).not.toEqual(other)
  })

  it("who is declined was never there", async () => {
    const petra = await w.book(w.petra, w.januaryRound)
    await arrived()
    done(await substituteParticipant({ bookingId: petra.bookingId, participant: w.jonas }, participant))
    const open = await db.substitution.findFirstOrThrow({ where: { state: "requested" } })
    done(await decideSubstitution({ substitutionId: open.id, decision: "decline" }, organizer))
    await carryOutDecisions({ now: open.decideAt })
    expect(await arrived()).toEqual([
      "petra: Ersatzperson angefragt: Do., 14.01.2027",
      "petra: Ihr Platz am Do., 14.01.2027 bleibt",
    ])
    expect(seen.some(({ to }) => to[0] === w.jonas.email)).toBe(false)
  })
})

describe("lost links", () => {
  it("come in one mail to the mailbox that has bookings ahead, each for its own part", async () => {
    await renewOwnDatabase()
    w = await world()
    await w.book(w.petra, w.januaryRound, { booker: w.anke })
    await w.book(w.karin, w.reviewedRound, { booker: w.anke })
    await arrived()
    await requestLinks({ email: w.anke.email }, { now: w.now })
    expect(await arrived()).toEqual(["anke: Links zu Ihren Buchungen"])
    const text = lastTo("anke").text ?? ""
    expect(text.match(/\/open\//g)).toHaveLength(2)
    expect(text.indexOf("Petra Muster")).toBeLessThan(text.indexOf("Karin Probe"))
    await requestLinks({ email: w.petra.email }, { now: w.now })
    await arrived()
    expect(lastTo("petra").text).not.toMatch(/Karin|Probe/)
    await requestLinks({ email: "nobody@nowhere.example" }, { now: w.now })
    expect(await arrived()).toEqual([])
  })
})
