import { describe, expect, it } from "vitest"
import { readsFees } from "@/lib/bookings/after-roster"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { getHolderBooking } from "@/lib/bookings/queries"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { react } from "@/lib/reactions"
import { findQuote } from "@/lib/payments/queries-quote"
import { readComposition } from "@/lib/round/queries-composition"
import { findObjection, listOpenObjections } from "@/lib/round/queries-objections"
import { mergeParticipants } from "@/lib/people/merge-participants"
import { raiseObjection } from "@/lib/round/raise-objection"
import { settleObjection } from "@/lib/round/settle-objection"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { ask, say } from "../bookings/merge"
import { renewOwnDatabase } from "../support/database"
import { before } from "../support/twin"
import { drainJobs } from "../support/jobs"
import { sayingOtherwise } from "../support/statements"
import { asParticipant, by, done, kindsOf, logOf, minutesAfter, people, statesOf } from "../support/world"
import { pledge, show, table } from "./table"

const reason = "Mit dem Quarzwerk liegen wir vor Gericht."

/** Petra has seen the round. It costs something, and so shortly before everything of it. */
async function seen() {
  const world = await table()
  await db.booking.updateMany({ data: { priceNetCents: 29_000, pays: "invoice" } })
  await pledge(world.seats.petra)
  done(await show(world.seats.petra, world.days.open))
  const { bookingId } = world.seats.petra
  const object = (text?: string, now = world.days.open) => raiseObjection({ bookingId, text }, by("participant", now))
  const { id: seatId } = await db.seat.findFirstOrThrow({ where: { bookingId, state: "confirmed" } })
  return { ...world, object, bookingId, seatId }
}

describe("not with this round", () => {
  it("is one activity without the text, and a mail to the team that names nobody", async () => {
    const { object, days, closedRound, bookingId, seatId } = await seen()
    await db.teamMember.create({ data: { email: "erika@runde.example", name: "Erika", role: "owner" } })
    done(await object(reason))
    done(await object(undefined, minutesAfter(days.open, 1)))
    expect((await kindsOf(closedRound.id)).filter((kind) => kind === "objection.raised")).toHaveLength(1)
    const activity = await db.activity.findFirstOrThrow({ where: { kind: "objection.raised", bookingId } })
    await react(activity.id)
    const mails = await db.mail.findMany({ where: { kind: "organizer_objection" } })
    expect(mails.map(({ recipient }) => recipient)).toEqual(["erika@runde.example"])
    const written = JSON.stringify([mails, await logOf({ sessionId: closedRound.id }), await db.request.findMany()])
    for (const trace of ["Quarzwerk", "Petra", "Muster Anlagenbau"]) expect(JSON.stringify(mails)).not.toContain(trace)
    expect(written).not.toContain("Quarzwerk")
    expect(await findObjection(seatId)).toMatchObject({ text: reason })
  })

  it("is a to-do until it is settled or the seat is given up", async () => {
    const { object, days, seatId, bookingId, closedRound } = await seen()
    const open = async () =>
      (await listOpenObjections(days.open))
        .filter(({ sessionId }) => sessionId === closedRound.id)
        .map((objection) => objection.seatId)
    expect(await open()).toEqual([])
    done(await object(reason))
    expect(await open()).toEqual([seatId])
    done(await settleObjection({ seatId }, by("organizer", days.open)))
    expect(await open()).toEqual([])
    done(await object())
    expect(await open()).toEqual([seatId])
    done(await releaseSeat({ bookingId }, by("participant", days.open)))
    expect(await open()).toEqual([])
  })

  it("is for who has seen the round, before it begins", async () => {
    const { seats, days, object } = await seen()
    const karin = { bookingId: seats.karin.bookingId }
    await pledge(seats.karin)
    expect(await raiseObjection(karin, by("participant", days.open))).toMatchObject({ reason: "round_not_shown" })
    expect(await raiseObjection(karin, by("booker", days.open))).toMatchObject({ reason: "not_found" })
    expect(await object(reason, days.after)).toMatchObject({ reason: "session_closed" })
  })

  it("makes moving free, on the page, in the quote and in the books, and not giving back; for nobody who does not know of it", async () => {
    const { object, days, bookingId, laterClosedRound: to } = await seen()
    const page = async (role: "participant" | "booker") => {
      const booking = (await getHolderBooking({ bookingId, role, generation: 1 }, "de", days.open))!
      return [booking.fee.percent, booking.rebookFee.percent]
    }
    const quote = async (role: "participant" | "booker") => {
      const release = await findQuote({ bookingId, role, action: "release" }, days.open)
      const move = await findQuote({ bookingId, role, action: "rebooking", sessionId: to.id }, days.open)
      return [release!.feePercent, move!.feePercent]
    }
    expect([await page("participant"), await quote("participant")]).toEqual(Array(2).fill([50, 50]))
    done(await object())
    expect([await page("participant"), await quote("participant")]).toEqual(Array(2).fill([50, 0]))
    expect([await page("booker"), await quote("booker")]).toEqual(Array(2).fill([50, 50]))
    done(await rebookSeat({ bookingId, sessionId: to.id }, by("participant", days.open)))
    expect(await feeOfMove(bookingId)).toEqual({ percent: 0, netCents: 0 })
    expect(done(await releaseSeat({ bookingId }, by("participant", days.open))).fee.percent).toBe(50)
  })

  it("costs the fee to move where no objection is kept: the twin", async () => {
    await renewOwnDatabase({ without: before("INSERT", "objections", "RETURN NULL") })
    const { object, days, bookingId, laterClosedRound } = await seen()
    done(await object())
    done(await rebookSeat({ bookingId, sessionId: laterClosedRound.id }, by("participant", days.open)))
    expect((await feeOfMove(bookingId))!.percent).toBe(50)
    await renewOwnDatabase()
  })

  const feeOfMove = async (bookingId: string) => {
    const asked = await db.activity.findFirstOrThrow({
      where: { bookingId, kind: "seat.requested" },
      orderBy: { at: "desc" },
    })
    return (asked.detail as { fee?: { percent: number; netCents: number } }).fee
  }

  /** What the two read once the person has left a seat, having objected or not. */
  async function readAfter(objects: boolean, leave: "release" | "move") {
    await renewOwnDatabase()
    const { object, days, bookingId, laterClosedRound: to } = await seen()
    if (objects) done(await object())
    const asPetra = by("participant", minutesAfter(days.open, 1))
    if (leave === "release") done(await releaseSeat({ bookingId }, asPetra))
    else {
      done(await rebookSeat({ bookingId, sessionId: to.id }, asPetra))
      await carryOutDecisions({
        now: (await db.seat.findFirstOrThrow({ where: { bookingId, state: "requested" } })).decideAt!,
      })
    }
    await drainJobs()
    const mails = await db.mail.findMany({ where: { bookingId, kind: { in: ["released", "rebooked"] } } })
    const read = (role: "participant" | "booker") =>
      mails
        .map(({ params }) => params as { role: string; fee: object; back: object; pay: object })
        .filter((params) => params.role === role)
        .map(({ fee, back, pay }) => ({ fee, back, pay }))
    const later = minutesAfter(days.open, 60 * 24)
    const again = leave === "release" ? done(await releaseSeat({ bookingId }, by("booker", later))).fee : null
    const quote = leave === "move" ? await findQuote({ bookingId, role: "booker", action: "release" }, later) : null
    const account = await readsFees({ bookingId, role: "booker" })
    return { booker: { mails: read("booker"), again, quote, account }, participant: read("participant") }
  }

  it("is nothing the booker could read from what the person owes, whichever way they leave", async () => {
    for (const leave of ["release", "move"] as const) {
      const [quiet, objecting] = [await readAfter(false, leave), await readAfter(true, leave)]
      expect(objecting.booker).toEqual(quiet.booker)
      expect(objecting.booker.mails).toHaveLength(1)
      expect(objecting.booker.mails[0]).toMatchObject({ fee: null, back: null })
      expect(objecting.booker.account).toBe(false)
    }
  })

  it("would be seen in the mail if the booker read what the person reads: the twin", async () => {
    const [quiet, objecting] = [await readAfter(false, "move"), await readAfter(true, "move")]
    expect(objecting.participant).not.toEqual(quiet.participant)
  })
})

describe("moving on after a round was seen", () => {
  /** Petra, or somebody who has seen none, moves to the later round and is let in there. */
  async function moved(who: "petra" | "karin" = "petra") {
    const world = await seen()
    const third = await world.session(world.closedFormat, "2027-03-18T10:00")
    const { bookingId } = world.seats[who]
    const move = (sessionId: string, now: Date) => rebookSeat({ bookingId, sessionId }, by("participant", now))
    done(await move(world.laterClosedRound.id, world.days.open))
    const { decideAt } = await db.seat.findFirstOrThrow({ where: { bookingId, state: "requested" } })
    await carryOutDecisions({ now: decideAt! })
    expect(await statesOf({ bookingId })).toEqual(["released rebooked", "confirmed"])
    return { ...world, third, move, later: minutesAfter(decideAt!, 5) }
  }

  it("is free once, and then for the organizer to do, within the format", async () => {
    const { third, move, later, laterReviewedRound, seats } = await moved()
    expect(await move(third.id, later)).toEqual({ ok: false, reason: "move_by_request" })
    expect((await getHolderBooking(asParticipant(seats.petra), "de", later))?.moveByRequest).toBe(true)
    // Another format has other rounds.
    expect(await move(laterReviewedRound.id, later)).toMatchObject({ ok: true })
  })

  it("holds for a seat that is offered from the waiting list, too", async () => {
    const { later, seats, closedFormat, session, book, thomas } = await moved()
    const full = await session(closedFormat, "2027-03-25T10:00", { capacity: 1 })
    const inTheWay = await book(thomas, full, { now: later })
    const { bookingId } = seats.petra
    const { entryId } = done(await waitForSession({ bookingId, sessionId: full.id }, by("participant", later)))
    done(await releaseSeat(inTheWay, by("participant", later)))
    await passOnSeats({ now: later })
    const accepted = await acceptOffer({ entryId: entryId! }, by("participant", later))
    expect(accepted).toEqual({ ok: false, reason: "move_by_request" })
  })

  it("is free again for who has seen none", async () => {
    const { third, move, later } = await moved("karin")
    expect(await move(third.id, later)).toMatchObject({ ok: true })
  })

  it("would go on without end where nothing says that they saw one: the twin", async () => {
    const { third, move, later } = await moved()
    expect(await sayingOtherwise([unseen], () => move(third.id, later))).toMatchObject({ ok: true })
  })

  /** Petra has seen the round, has given her seat back, and has asked for the later one with a booking of her own. */
  async function bookedAnew() {
    const world = await seen()
    const third = await world.session(world.closedFormat, "2027-03-18T10:00")
    done(await releaseSeat({ bookingId: world.bookingId }, by("participant", world.days.open)))
    const again = await world.book(people.petra, world.laterClosedRound, { now: minutesAfter(world.days.open, 5) })
    const { decideAt } = await db.seat.findFirstOrThrow({ where: { bookingId: again.bookingId, state: "requested" } })
    const move = () =>
      rebookSeat({ bookingId: again.bookingId, sessionId: third.id }, by("participant", minutesAfter(decideAt!, 5)))
    return { ...world, third, again, due: decideAt!, move }
  }
  const unseen = { in: /release_reason IN/, part: "a.kind = 'round.shown'", by: "false" }

  it("counts who gives the seat back and books anew, whose request the organizer sees marked and nobody else", async () => {
    const { again, due, move, laterClosedRound, closedFormat } = await bookedAnew()
    const round = { id: laterClosedRound.id, minimum: 4, format: { id: closedFormat } }
    const { requests } = await readComposition(round, minutesAfter(due, -5))
    const hints = requests.find(({ bookingId }) => bookingId === again.bookingId)!.hints
    expect(hints).toContainEqual({ kind: "left_round" })
    await carryOutDecisions({ now: due })
    expect(await statesOf(again)).toEqual(["confirmed"])
    expect(await move()).toEqual({ ok: false, reason: "move_by_request" })
    // The cards of a round are cleared away, and it is still known.
    await db.tableCard.deleteMany()
    expect(await move()).toEqual({ ok: false, reason: "move_by_request" })
  })

  it("would look through the rounds one by one with a booking for each: the twin", async () => {
    const { due, move } = await bookedAnew()
    await carryOutDecisions({ now: due })
    expect(await sayingOtherwise([unseen], move)).toMatchObject({ ok: true })
  })

  it("is one rule for a person under each of their addresses", async () => {
    const { seats, days, laterClosedRound, session, closedFormat, book } = await seen()
    const elsewhere = { ...people.petra, email: "petra@muster-anlagenbau.example" }
    const other = await book(elsewhere, laterClosedRound, { now: days.open })
    const third = await session(closedFormat, "2027-03-18T10:00")
    done(await releaseSeat(seats.petra, by("participant", days.open)))
    const move = () => rebookSeat({ ...other, sessionId: third.id }, by("participant", minutesAfter(days.open, 1)))
    const idOf = async (email: string) => (await db.participant.findUniqueOrThrow({ where: { email } })).id
    const ids = { keptId: await idOf(elsewhere.email), absorbedId: await idOf(people.petra.email) }
    done(await mergeParticipants(ids, by("organizer", days.open)))
    expect(await move()).toEqual({ ok: false, reason: "move_by_request" })
  })

  it("tells nobody who books for a person what that person has seen elsewhere", async () => {
    const { seats, days, laterClosedRound, session, closedFormat, book } = await seen()
    const third = await session(closedFormat, "2027-03-18T10:00")
    done(await releaseSeat(seats.petra, by("participant", days.open)))
    const stranger = { name: "Bo Fremd", email: "bo@fremd.example" }
    const theirs = await book(people.petra, laterClosedRound, { booker: stranger, now: days.open })
    const move = { bookingId: theirs.bookingId, sessionId: third.id }
    expect(await rebookSeat(move, by("booker", minutesAfter(days.open, 1)))).toMatchObject({ ok: true })
  })

  it("does not count the move that the organizer has asked for", async () => {
    const { days, session, closedFormat, laterClosedRound, book, answerAll } = await table()
    const thin = await session(closedFormat, "2027-01-28T14:00", { minimum: 4 })
    const third = await session(closedFormat, "2027-03-18T10:00")
    const thomas = await book(people.thomas, thin)
    await answerAll()
    await pledge(thomas)
    done(await show(thomas, days.open))
    done(await ask(thin, laterClosedRound, days.open))
    const { decideAt } = done(await say(thin, thomas, "move", minutesAfter(days.open, 1)))
    await carryOutDecisions({ now: decideAt! })
    expect(await statesOf(thomas)).toEqual(["released rebooked", "confirmed"])
    const move = { bookingId: thomas.bookingId, sessionId: third.id }
    expect(await rebookSeat(move, by("participant", minutesAfter(decideAt!, 1)))).toMatchObject({ ok: true })
  })
})
