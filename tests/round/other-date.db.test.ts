import { arrived, emptyInbox, lastTo } from "../support/inbox"
import { beforeEach, describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { findAskedMerge, findMergeQuestion } from "@/lib/bookings/queries-merge"
import { db } from "@/lib/db"
import { previewMerge } from "@/lib/notifications/preview-merge"
import { addConflict } from "@/lib/people/add-conflict"
import { answersIn, ask, say } from "../bookings/merge"
import { renewOwnDatabase } from "../support/database"
import { sayingOtherwise } from "../support/statements"
import { by, done, minutesAfter, people, seatsOf, statesOf } from "../support/world"
import { closedWorld } from "./closed-world"

/** Petra, Jonas and Thomas are confirmed for a thin date of a closed round; Karin is for the other one, a week later. */
async function thinRound() {
  const w = await closedWorld()
  const thin = await w.session(w.closedFormat, "2027-01-14T14:00", { minimum: 4 })
  const other = await w.session(w.closedFormat, "2027-01-21T14:00")
  const { petra, jonas, thomas, karin } = people
  const seats = {
    petra: await w.book(petra, thin),
    jonas: await w.book(jonas, thin),
    thomas: await w.book(thomas, thin),
    karin: await w.book(karin, other),
  }
  const now = minutesAfter(await w.answerAll(), 1)
  const groupOf = async ({ bookingId }: { bookingId: string }) =>
    (await db.seat.findFirstOrThrow({ where: { bookingId, state: "confirmed" } })).companyGroupId!
  /** Jonas and Karin do not sit at one table, says the organizer. */
  const conflict = async () =>
    done(
      await addConflict(
        { groupId: await groupOf(seats.jonas), otherId: await groupOf(seats.karin), note: null },
        by("organizer", now),
      ),
    )
  /** A colleague of Petra is confirmed at the other date. */
  const colleague = async () => {
    const paula = await w.book(people.paula, other, { now })
    await carryOutDecisions({ now: await dueOf(paula) })
  }
  return { ...w, thin, other, seats, now, conflict, colleague }
}

const dueOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.seat.findFirstOrThrow({ where: { bookingId, state: "requested" } })).decideAt!

beforeEach(() => renewOwnDatabase())

describe("whether another date of a closed round suits", () => {
  it("is not asked of those against whom something stands there, and the preview says so", async () => {
    const { thin, other, seats, now, conflict, colleague } = await thinRound()
    const preview = async () => {
      const { people: asked, colliding } = await previewMerge({ sessionId: thin.id, targetId: other.id })
      return [asked, colliding].map((each) => each.map(({ name }) => name).sort())
    }
    expect(await preview()).toEqual([["Jonas Beispiel", "Petra Muster", "Thomas Vorlage"], []])
    await conflict()
    await colleague()
    expect(await preview()).toEqual([["Thomas Vorlage"], ["Jonas Beispiel", "Petra Muster"]])
    done(await ask(thin, other, minutesAfter(now, 1)))
    expect(await answersIn(thin, now)).toEqual(["Thomas Vorlage: null"])
    expect(await findAskedMerge(seats.petra.bookingId, "de", now)).toBeNull()
  })

  it("is said by everybody alike, and answered in time: whoever sits there by then", async () => {
    const { thin, other, seats, now, conflict, colleague } = await thinRound()
    await db.booking.updateMany({ data: { priceNetCents: 29_000, pays: "invoice" } })
    await db.format.updateMany({ data: { priceNetCents: 39_000 } })
    done(await ask(thin, other, now))
    await conflict()
    await colleague()
    await arrived({ now })
    await emptyInbox()
    const later = minutesAfter(now, 60 * 24)
    const answers = []
    for (const who of ["petra", "jonas", "thomas"] as const) answers.push(await say(thin, seats[who], "move", later))
    const due = await dueOf(seats.thomas)
    expect(answers).toEqual(Array(3).fill({ ok: true, answer: "move", decideAt: due }))
    for (const who of ["petra", "jonas", "thomas"] as const)
      expect(await statesOf(seats[who])).toEqual(["confirmed", "requested"])
    const subjects = await arrived({ now: later })
    expect(new Set(subjects.map((subject) => subject.replace(/^\w+: /, ""))).size).toBe(1)
    expect((await findMergeQuestion(thin.id, later))!.people.map(({ asks }) => asks)).toEqual([true, true, true])

    await carryOutDecisions({ now: due })
    expect(await statesOf(seats.petra)).toEqual(["confirmed", "released declined"])
    expect(await statesOf(seats.jonas)).toEqual(["confirmed", "released declined"])
    expect(await seatsOf(seats.thomas)).toEqual([
      { seat: "released rebooked", sessionId: thin.id },
      { seat: "confirmed", sessionId: other.id },
    ])
    // Free of charge, at the price and terms that were agreed.
    const { bookingId } = seats.thomas
    expect((await db.booking.findUniqueOrThrow({ where: { id: bookingId } })).priceNetCents).toBe(29_000)
    const asked = await db.activity.findFirstOrThrow({ where: { bookingId, kind: "seat.requested", at: later } })
    expect(asked.detail).toMatchObject({ fee: { percent: 0, netCents: 0 } })
  })

  it("can be taken back and asked for again until it is answered", async () => {
    const { thin, other, seats, now } = await thinRound()
    done(await ask(thin, other, now))
    const { thomas } = seats
    const { decideAt } = done(await say(thin, thomas, "move", now))
    expect(done(await say(thin, thomas, "move", now)).decideAt).toEqual(decideAt)
    expect(await statesOf(thomas)).toEqual(["confirmed", "requested"])
    done(await say(thin, thomas, "keep", now))
    expect(await statesOf(thomas)).toEqual(["confirmed", "released withdrawn"])
    done(await say(thin, thomas, "move", now))
    expect(await statesOf(thomas)).toEqual(["confirmed", "released withdrawn", "requested"])
    await carryOutDecisions({ now: await dueOf(thomas) })
    expect(done(await say(thin, thomas, "move", now)).decideAt).toBeNull()
    expect(await statesOf(thomas)).toEqual(["released rebooked", "released withdrawn", "confirmed"])
  })

  it("reads in the mail that it is a request, and when the answer comes", async () => {
    const { thin, other, now } = await thinRound()
    await arrived({ now })
    await emptyInbox()
    done(await ask(thin, other, now))
    await arrived({ now })
    expect(lastTo("petra").text).toContain("wird der Platz dort angefragt")
    expect(lastTo("petra").text).not.toContain("sofort")
  })

  it("would seat two at one table who must not meet, if a yes moved at once: the twin", async () => {
    const { thin, other, seats, now, conflict } = await thinRound()
    done(await ask(thin, other, now))
    await conflict()
    const atOnce = { in: /FROM lock_sessions/, part: "f.admission, f.round,", by: "f.admission, 'open' AS round," }
    await sayingOtherwise([atOnce], () => say(thin, seats.jonas, "move", now))
    expect(await statesOf(seats.jonas)).toEqual(["released rebooked", "confirmed"])
  })
})
