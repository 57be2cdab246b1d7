import { describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { decideSeat, decideSubstitution } from "@/lib/bookings/decide-seat"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { randomUUID } from "node:crypto"
import { listDoubtful } from "@/lib/round/queries-doubtful"
import { db } from "@/lib/db"
import { addConflict } from "@/lib/people/add-conflict"
import { renewOwnDatabase } from "../support/database"
import { sayingOtherwise } from "../support/statements"
import { before, replaced, uniqueIndex } from "../support/twin"
import { anke, by, done, kindsOf, minutesAfter, monday, people, statesOf } from "../support/world"
import { closedWorld, of, ofCompany } from "./closed-world"

const { petra, paula, jonas, karin, thomas } = people
const organizer = by("organizer", monday)
const seatOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.seat.findFirstOrThrow({ where: { bookingId, state: "requested" } })).id
const companyOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.booking.findUniqueOrThrow({ where: { id: bookingId }, include: { company: true } })).company?.name ?? null

describe("in a closed round", () => {
  it("of one company, who asked first has the seat", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const first = await book(petra, closedRound)
    const second = await book(paula, closedRound, { now: minutesAfter(monday, 5) })
    const other = await book(jonas, closedRound)
    await answerAll()
    expect(await statesOf(first)).toEqual(["confirmed"])
    expect(await statesOf(second)).toEqual(["released declined"])
    expect(await statesOf(other)).toEqual(["confirmed"])
    expect(await companyOf(first)).toBe("Muster Anlagenbau GmbH")
  })

  it("of one company, the organizer may choose the other, before either is answered", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const first = await book(petra, closedRound)
    const second = await book(paula, closedRound, { now: minutesAfter(monday, 5) })
    done(await decideSeat({ seatId: await seatOf(second), decision: "confirm" }, organizer))
    await answerAll()
    expect([await statesOf(first), await statesOf(second)]).toEqual([["released declined"], ["confirmed"]])
  })

  it("of one company the organizer confirms one, and the other only once that is taken back", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const first = await book(petra, closedRound)
    const second = await book(paula, closedRound, { now: minutesAfter(monday, 5) })
    const [one, other] = [await seatOf(first), await seatOf(second)]
    done(await decideSeat({ seatId: other, decision: "confirm" }, organizer))
    const yes = () => decideSeat({ seatId: one, decision: "confirm" }, organizer)
    expect(await yes()).toEqual({ ok: false, reason: "company_seated" })
    done(await decideSeat({ seatId: other, decision: null }, organizer))
    done(await yes())
    await answerAll()
    expect([await statesOf(first), await statesOf(second)]).toEqual([["confirmed"], ["released declined"]])
  })

  it("a company that sits there gets no second seat, whoever decides", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    await book(petra, closedRound)
    const due = await answerAll()
    const second = await book(paula, closedRound, { now: minutesAfter(due, 5) })
    const asked = { seatId: await seatOf(second), decision: "confirm" as const }
    expect(await decideSeat(asked, by("organizer", minutesAfter(due, 6)))).toEqual({
      ok: false,
      reason: "company_seated",
    })
    await answerAll()
    expect(await statesOf(second)).toEqual(["released declined"])
  })

  it("a free mailbox proves nothing: declined in an empty room, and a seat like any other by decision", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const free = await book(of("Frieda", "Siemens AG", "gmail.com"), closedRound)
    const chosen = await book(of("Franz", "Eigen GmbH", "web.de"), closedRound)
    done(await decideSeat({ seatId: await seatOf(chosen), decision: "confirm" }, organizer))
    await answerAll()
    expect(await statesOf(free)).toEqual(["released declined"])
    expect(await statesOf(chosen)).toEqual(["confirmed"])
    expect(await companyOf(chosen)).toBeNull()
  })

  it("a name that does not fit the domain is declined whoever is in the room", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const probing = await book(of("Paul", "Beispiel & Söhne KG", "unbekannte-werke.example"), closedRound)
    await answerAll()
    expect(await statesOf(probing)).toEqual(["released declined"])
  })

  it("an assistant proves the company they book from, and no other", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const own = await book(petra, closedRound, { booker: anke })
    const strange = await book(of("Stefan", "Fremde Werke GmbH", "fremde-werke.example"), closedRound, { booker: anke })
    await answerAll()
    expect(await statesOf(own)).toEqual(["confirmed"])
    expect(await statesOf(strange)).toEqual(["released declined"])
  })

  it("two that the organizer holds apart do not sit at one table", async () => {
    const { closedRound, laterClosedRound, book, answerAll } = await closedWorld()
    await book(petra, laterClosedRound)
    await book(jonas, laterClosedRound)
    const due = await answerAll()
    const groups = await db.companyGroup.findMany({ orderBy: { id: "asc" } })
    await db.companyConflict.create({
      data: { groupId: groups[0]!.id, otherId: groups[1]!.id, addedAt: due },
    })
    const first = await book(petra, closedRound, { now: minutesAfter(due, 1) })
    const second = await book(jonas, closedRound, { now: minutesAfter(due, 2) })
    await answerAll()
    expect([await statesOf(first), await statesOf(second)]).toEqual([["confirmed"], ["released declined"]])
  })

  it("whoever moves is asked about like anybody, and keeps the seat when it is no", async () => {
    const { closedRound, laterClosedRound, book, answerAll } = await closedWorld()
    const there = await book(petra, laterClosedRound)
    const mover = await book(paula, closedRound)
    const due = await answerAll()
    done(
      await rebookSeat(
        { bookingId: mover.bookingId, sessionId: laterClosedRound.id },
        by("participant", minutesAfter(due, 1)),
      ),
    )
    await answerAll()
    expect(await statesOf(there)).toEqual(["confirmed"])
    expect(await statesOf(mover)).toEqual(["confirmed", "released declined"])
  })

  it("a substitute from elsewhere has proved nothing, known mailbox or not: the organizer decides", async () => {
    const { closedRound, laterClosedRound, book, answerAll } = await closedWorld()
    await book(karin, laterClosedRound)
    const given = await book(petra, closedRound)
    const due = await answerAll()
    const named = async (participant: typeof petra, minutes: number, decision: "confirm" | null = null) => {
      const input = { bookingId: given.bookingId, participant }
      done(await substituteParticipant(input, by("participant", minutesAfter(due, minutes))))
      const open = await db.substitution.findFirstOrThrow({ where: { bookingId: given.bookingId, state: "requested" } })
      const decided = { substitutionId: open.id, decision }
      if (decision) done(await decideSubstitution(decided, by("organizer", minutesAfter(due, minutes))))
      await carryOutDecisions({ now: open.decideAt })
      return statesOf(given)
    }
    expect(await named(of("Sonja", "Sonnenbau GmbH", "sonnenbau.example"), 1)).toEqual(["confirmed"])
    expect(await named({ ...karin, ...ofCompany }, 2)).toEqual(["confirmed"])
    expect(await named({ ...karin, ...ofCompany }, 3, "confirm")).toEqual(["released substituted", "confirmed"])
    expect(await companyOf(given)).toBeNull()
  })

  /** Paula has read her mailbox for something open; a stranger now asks for her where a colleague of hers sits, and where not. */
  async function askedForPaula() {
    const { closedRound, laterClosedRound, januaryRound, book, answerAll } = await closedWorld()
    await book(paula, januaryRound)
    await book(petra, closedRound)
    const theo = of("Theo", "Thalwerke GmbH", "thalwerke.example")
    const seats = [await book(theo, closedRound), await book(theo, laterClosedRound)]
    await answerAll()
    const booker = { name: "Mallory Fremd", email: "mallory@gmail.com" }
    const booked = [await book(paula, closedRound, { booker }), await book(paula, laterClosedRound, { booker })]
    for (const { bookingId } of seats) {
      const input = { bookingId, participant: { ...paula, ...ofCompany } }
      done(await substituteParticipant(input, by("participant", minutesAfter(monday, 20_000))))
    }
    await answerAll()
    for (const { decideAt } of await db.substitution.findMany()) await carryOutDecisions({ now: decideAt })
    const [beside, alone] = await Promise.all([0, 1].map((at) => Promise.all([booked[at]!, seats[at]!].map(statesOf))))
    return { beside, alone }
  }

  it("a stranger who names somebody known hears the same whoever sits there", async () => {
    const { beside, alone } = await askedForPaula()
    expect(beside).toEqual([["released declined"], ["confirmed"]])
    expect(alone).toEqual(beside)
  })

  it("a stranger would hear who sits there, where what was proved elsewhere counted: the twin", async () => {
    const elsewhere =
      "EXISTS (SELECT FROM participants p WHERE p.email = x.email AND p.email_verified_at IS NOT NULL) AS proven"
    const protection = { in: /FROM (claims|bookings) x/, part: "x.company_proven AS proven", by: elsewhere }
    const { beside, alone } = await sayingOtherwise([protection], askedForPaula)
    expect(alone).not.toEqual(beside)
  })

  it("a colleague takes the seat at once, and the company with it", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const given = await book(petra, closedRound)
    await answerAll()
    const { companyGroupId } = await db.seat.findFirstOrThrow({ where: { bookingId: given.bookingId } })
    done(await substituteParticipant({ bookingId: given.bookingId, participant: paula }, by("participant", monday)))
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId: given.bookingId, state: "confirmed" } })
    expect(seat.companyGroupId).toBe(companyGroupId)
  })

  /** Somebody whose name does not fit the domain was let in all the same, and so is the company; then a colleague comes instead. */
  async function handedOverInDoubt() {
    const odd = "Sonderbare Dinge KG"
    const { closedRound, book, answerAll } = await closedWorld()
    const named = (name: string, company = "Unbekannte Werke GmbH") => of(name, company, "unbekannte-werke.example")
    const inDoubt = await book(named("Paul", odd), closedRound)
    done(await decideSeat({ seatId: await seatOf(inDoubt), decision: "confirm" }, organizer))
    const proved = await book(named("Ute"), closedRound)
    const now = minutesAfter(await answerAll(), 1)
    expect([await statesOf(inDoubt), await statesOf(proved)]).toEqual([["confirmed"], ["confirmed"]])
    // Only now the company is known by that name, too.
    await db.company.updateMany({ where: { name: "Unbekannte Werke GmbH" }, data: { name: odd } })
    const { bookingId } = inDoubt
    const answer = await substituteParticipant({ bookingId, participant: named("Udo", odd) }, by("participant", now))
    return { answer, inDoubt, now }
  }

  it("a colleague takes over what is in doubt with its doubt, whoever of the company is there", async () => {
    const { answer, inDoubt, now } = await handedOverInDoubt()
    expect(answer).toMatchObject({ ok: true, status: "confirmed" })
    expect(await companyOf(inDoubt)).toBeNull()
    const listed = (await listDoubtful(now)).filter(({ bookingId }) => bookingId === inDoubt.bookingId)
    expect(listed).toMatchObject([{ person: "Udo Test", alike: [{ name: "Sonderbare Dinge KG" }] }])
  })

  it("a colleague would learn who is there, where the seat said at once whose it is: the twin", async () => {
    const settled = `UPDATE bookings b SET company_id = d.company_id FROM company_domains d
                      WHERE b.id = NEW.booking_id AND d.domain = split_part(b.email, '@', 2)`
    await renewOwnDatabase({ without: before("INSERT", "seats", settled, { when: "NEW.state = 'confirmed'" }) })
    await expect(handedOverInDoubt()).rejects.toThrow("seats_one_per_company_group")
    await renewOwnDatabase()
  })

  /** Paula has asked; somebody who has booked for a colleague of hers now hands that over to her. */
  async function handedToPaula(booker?: typeof anke) {
    const { closedRound, book } = await closedWorld()
    const own = await book(paula, closedRound)
    const { bookingId } = await book(of("Peter", "Muster Anlagenbau GmbH", "muster-anlagenbau.example"), closedRound, {
      booker,
    })
    const answer = await substituteParticipant({ bookingId, participant: paula }, by("booker", monday))
    return { answer, own: await statesOf(own), handed: await statesOf({ bookingId }) }
  }
  const stranger = { name: "Stefan Fremd", email: "stefan@fremde-werke.example" }

  it("what a colleague hands over takes the place of what they have asked for themselves", async () => {
    const { answer, own, handed } = await handedToPaula(anke)
    expect(answer).toMatchObject({ ok: true, status: "requested" })
    expect([own, handed]).toEqual([
      ["released duplicate", "requested"],
      ["released substituted", "requested"],
    ])
  })

  it("a stranger ends nobody's request by naming them, and is answered alike", async () => {
    const { answer, own, handed } = await handedToPaula(stranger)
    expect(answer).toMatchObject({ ok: true, status: "requested" })
    expect([own, handed]).toEqual([["requested"], ["released substituted", "requested"]])
  })

  it("a stranger would, where every booking passed as proved: the twin", async () => {
    await renewOwnDatabase({ without: before("UPDATE", "bookings", "NEW.company_proven := true") })
    expect((await handedToPaula(stranger)).own).toEqual(["released duplicate", "requested"])
    await renewOwnDatabase()
  })

  it("somebody against whom something stands is added by hand only once that is said again", async () => {
    const { closedRound, laterClosedRound, book, answerAll } = await closedWorld()
    const add = (participant: typeof petra, anyway?: boolean, sessionId = closedRound.id) =>
      addByHand({ requestId: randomUUID(), sessionId, participant, locale: "de", anyway }, organizer)
    const asking = await book(petra, closedRound)
    expect(await add(paula)).toEqual({ ok: false, reason: "company_asked" })
    expect(await db.booking.count({ where: { email: paula.email } })).toBe(0)
    const added = done(await add(paula, true))
    expect(await statesOf(added)).toEqual(["confirmed"])
    await answerAll()
    expect(await statesOf(asking)).toEqual(["released declined"])

    const groupOf = async ({ seatId }: { seatId: string }) =>
      (await db.seat.findUniqueOrThrow({ where: { id: seatId } })).companyGroupId!
    const elsewhere = done(await add(thomas, false, laterClosedRound.id))
    done(await addConflict({ groupId: await groupOf(added), otherId: await groupOf(elsewhere), note: null }, organizer))
    expect(await add(thomas)).toEqual({ ok: false, reason: "conflict_noted" })
    expect(await add(thomas, true)).toMatchObject({ ok: true })
    // Nothing stands against anybody else, and a seat in the room is never given twice.
    expect(await add(karin)).toMatchObject({ ok: true })
    expect(await add({ ...petra, email: "otto@muster-anlagenbau.example" }, true)).toEqual({
      ok: false,
      reason: "company_seated",
    })
    await renewOwnDatabase()
  })

  it("somebody of another name at the domain is asked for like anybody", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const given = await book(of("Nora", "Notizwerke GmbH", "notizwerke.example"), closedRound)
    const due = await answerAll()
    const name = (company: string, minutes: number) =>
      substituteParticipant(
        { bookingId: given.bookingId, participant: of("Nils", company, "notizwerke.example") },
        by("participant", minutesAfter(due, minutes)),
      )
    expect(await name("Fremde Werke AG", 1)).toMatchObject({ ok: true, status: "requested" })
    expect(await name("Notizwerke", 2)).toMatchObject({ ok: true, status: "confirmed" })
  })

  it("who is added by hand counts for their company", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    await book(petra, closedRound)
    await answerAll()
    const add = (participant: typeof petra) =>
      addByHand({ requestId: randomUUID(), sessionId: closedRound.id, participant, locale: "de" }, organizer)
    expect(await add(paula)).toEqual({ ok: false, reason: "company_seated" })
    expect(await add(jonas)).toMatchObject({ ok: true })
    const later = await book(of("Jana", "Beispiel & Söhne KG", "beispiel-soehne.example"), closedRound)
    await answerAll()
    expect(await statesOf(later)).toEqual(["released declined"])
  })

  it("says nothing of a company in an open one", async () => {
    const { reviewedRound, book, answerAll } = await closedWorld()
    const before = await db.company.count()
    const both = [await book(petra, reviewedRound), await book(paula, reviewedRound)]
    await answerAll()
    expect(await Promise.all(both.map(statesOf))).toEqual([["confirmed"], ["confirmed"]])
    expect(await db.company.count()).toBe(before)
  })
})

describe("what the index refuses", () => {
  /** Confirmed by the organizer as one of two; then the other's company turns out to be the same. */
  async function tooLate() {
    const { closedRound, book, answerAll } = await closedWorld()
    const first = await book(of("Frieda", "Eigen GmbH", "web.de"), closedRound)
    const second = await book(of("Franz", "Eigen GmbH", "gmail.com"), closedRound)
    for (const each of [first, second])
      done(await decideSeat({ seatId: await seatOf(each), decision: "confirm" }, organizer))
    const group = await db.companyGroup.create({ data: { name: "Eigen" } })
    const company = await db.company.create({ data: { groupId: group.id, name: "Eigen GmbH" } })
    await db.booking.updateMany({ data: { companyId: company.id } })
    const due = await answerAll()
    return { closedRound, seats: await Promise.all([first, second].map(statesOf)), second, due }
  }

  it("is answered with no once, and a to-do, and not tried again", async () => {
    const { closedRound, seats, due } = await tooLate()
    expect(seats.map(String).sort()).toEqual(["confirmed", "released declined"])
    expect((await kindsOf(closedRound.id)).filter((kind) => kind === "decision.impossible")).toHaveLength(1)
    expect(await carryOutDecisions({ now: minutesAfter(due, 1) })).toBe(0)
  })

  it("would be two seats of one company without it: the twin", async () => {
    await renewOwnDatabase({ without: uniqueIndex("seats_one_per_company_group") })
    expect((await tooLate()).seats).toEqual([["confirmed"], ["confirmed"]])
  })

  it("would be two where a confirmed seat stands for no company: the twin", async () => {
    await renewOwnDatabase({ without: replaced("know_company", "f.round = 'closed'", "false") })
    expect((await tooLate()).seats).toEqual([["confirmed"], ["confirmed"]])
  })
})
