import { arrived, emptyInbox, entryOf, lastTo, seen } from "../support/inbox"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { answerMerge } from "@/lib/bookings/answer-merge"
import { askMerge } from "@/lib/bookings/ask-merge"
import { carryOutChanges } from "@/lib/bookings/carry-out-changes"
import { planChange } from "@/lib/bookings/plan-change"
import { findAskedMerge, findMergeQuestion } from "@/lib/bookings/queries-merge"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { withdrawMerge } from "@/lib/bookings/withdraw-merge"
import { db } from "@/lib/db"
import { previewMerge } from "@/lib/notifications/preview-merge"
import { whySkipped } from "@/lib/notifications/why-skipped"
import { findPerson } from "@/lib/people/queries-people"
import { getPersonData } from "@/lib/people/queries-person-data"
import { react } from "@/lib/reactions"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import { whatIsBroken } from "../support/always-true"
import { cancel, changeNow, moveTo } from "../support/change"
import { ownDatabase } from "../support/database"
import {
  anke,
  at,
  by,
  done,
  logOf,
  minutesAfter,
  monday,
  people,
  seatsOf,
  statesOf,
  world,
  type WorldSession,
} from "../support/world"
import { answersIn, ask, previewOf, questionOf, say } from "./merge"

type World = Awaited<ReturnType<typeof world>>
let w: World
/** Thursday, 14.01.2027, for four at least, with Petra and Jonas in it; and Thursday a week later, open to all. */
let thin: WorldSession
let other: WorldSession
let petra: { bookingId: string }
let jonas: { bookingId: string }

beforeEach(async () => {
  w = await world()
  thin = await w.session(w.formats.instant, "2027-01-14T14:00", { minimum: 4 })
  other = await w.session(w.formats.instant, "2027-01-21T14:00", { minimum: 4 })
  ;[petra, jonas] = [await w.book(people.petra, thin), await w.book(people.jonas, thin)]
  await arrived()
  await emptyInbox()
})
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

const organizer = by("organizer", monday)
const reasonOf = async (asked: Promise<{ ok: boolean; reason?: string }>) => (await asked).reason ?? "ok"

describe("asking", () => {
  it("moves nobody, keeps no seat, and writes one mail to each", async () => {
    const { answerBy } = done(await ask(thin, other, monday))
    // The decision whether it takes place: five working days before, 17:00.
    expect(answerBy).toEqual(at("2027-01-07T17:00"))
    expect(await answersIn(thin, monday)).toEqual(["Jonas Beispiel: null", "Petra Muster: null"])
    expect(await statesOf(petra)).toEqual(["confirmed"])
    expect((await db.groupSession.findUniqueOrThrow({ where: { id: other.id } })).seatsTaken).toBe(0)
    expect(await arrived({ now: monday })).toEqual([
      "jonas: Passt auch Do., 21.01.2027?",
      "petra: Passt auch Do., 21.01.2027?",
    ])
    expect(lastTo("petra").text).toContain("?to=other-date")
    expect(entryOf(lastTo("petra"))).toBeNull()
    expect(await logOf({ sessionId: thin.id })).toContainEqual({
      kind: "merge.asked",
      detail: expect.objectContaining({ targetId: other.id, count: 2 }),
    })
  })

  it("tells nobody of anybody else, nor how many there are", async () => {
    done(await ask(thin, other, monday))
    await arrived({ now: monday })
    for (const { mail, to } of seen) {
      const [own, others] = to[0]!.startsWith("petra") ? ["Petra", "Jonas"] : ["Jonas", "Petra"]
      expect(mail.text).toContain(own)
      expect(`${mail.text} ${mail.html}`).not.toMatch(new RegExp(`${others}|Mindest|zu wenig|Zusage|\\bzwei\\b`))
    }
    // The same words whoever sits at either date.
    const text = lastTo("petra").text!.replace(/\/open\/\S+/g, "")
    await emptyInbox()
    await w.book(people.karin, other)
    await w.book(people.karin, thin)
    done(await withdrawMerge({ questionId: (await questionOf(thin)).id }, organizer))
    await arrived()
    await emptyInbox()
    done(await ask(thin, other, monday))
    await arrived({ now: monday })
    expect(lastTo("petra").text!.replace(/\/open\/\S+/g, "")).toBe(text)
  })

  it("asks who booked for somebody as well, and nobody who sits at the other date already", async () => {
    const round = await w.session(w.formats.instant, "2027-01-15T14:00", { minimum: 4 })
    await w.book(people.karin, round, { booker: anke })
    await w.book(people.thomas, round)
    await w.book(people.thomas, other)
    await arrived()
    await emptyInbox()
    const preview = await previewMerge({ sessionId: round.id, targetId: other.id })
    expect(preview.people.map(({ name }) => name)).toEqual(["Karin Probe"])
    expect(preview.mails).toEqual([{ locale: "de", count: 2 }])
    done(await ask(round, other, monday))
    expect(await arrived({ now: monday })).toEqual([
      "anke: Passt auch Do., 21.01.2027?",
      "karin: Passt auch Do., 21.01.2027?",
    ])
    expect(lastTo("anke").text).toContain("Karin Probe")
  })

  it("has no effect the second time, and one question at a time", async () => {
    const first = done(await ask(thin, other, monday))
    expect(done(await ask(thin, other, monday))).toEqual(first)
    expect(await reasonOf(ask(thin, w.februaryRound, monday))).toBe("already_asked")
    expect(await arrived({ now: monday })).toHaveLength(2)
    // Once it is over, another one takes its place.
    const after = at("2027-01-08T09:00")
    expect(done(await ask(thin, w.februaryRound, after)).questionId).not.toBe(first.questionId)
    expect((await db.mergeQuestion.findUniqueOrThrow({ where: { id: first.questionId } })).endedAt).toEqual(after)
  })

  it("is for a session below its minimum that is not promised", async () => {
    const empty = await w.session(w.formats.instant, "2027-01-13T14:00", { minimum: 4 })
    expect(await reasonOf(ask(empty, other, monday))).toBe("not_thin")
    await db.groupSession.update({ where: { id: thin.id }, data: { minimum: 2 } })
    expect(await reasonOf(ask(thin, other, monday))).toBe("not_thin")
    await db.groupSession.update({ where: { id: thin.id }, data: { minimum: 4 } })
    done(await guaranteeGroupSession({ sessionId: thin.id }, organizer))
    expect(await reasonOf(ask(thin, other, monday))).toBe("not_thin")
  })

  it("leads to an open date of the same format and language with a free seat", async () => {
    const wish = await previewOf(thin, other, monday)
    const into = (targetId: string) => reasonOf(askMerge({ ...wish, targetId }, organizer))
    expect(await into(thin.id)).toBe("not_found")
    expect(await into(w.pricedRound.id)).toBe("other_format")
    const draft = await w.session(w.formats.instant, "2027-01-28T14:00", { draft: true })
    expect(await into(draft.id)).toBe("session_closed")
    const small = await w.session(w.formats.instant, "2027-01-28T14:00", { capacity: 1 })
    await w.book(people.karin, small)
    expect(await into(small.id)).toBe("session_full")
    await db.groupSession.update({ where: { id: other.id }, data: { language: "en" } })
    expect(await into(other.id)).toBe("other_format")
    await db.groupSession.update({
      where: { id: other.id },
      data: { language: "de", firstAccessUntil: minutesAfter(monday, 60) },
    })
    expect(await into(other.id)).toBe("session_closed")
  })

  it("leaves at least a day, and half a day to act on the answers", async () => {
    const late = at("2027-01-12T13:20")
    // The decision has passed: a day from the next full hour.
    expect(done(await ask(thin, other, late)).answerBy).toEqual(at("2027-01-13T14:00"))
    const soon = await w.session(w.formats.instant, "2027-01-14T10:00", { minimum: 4, now: late })
    await w.book(people.karin, soon, { now: late })
    expect(
      await reasonOf(
        askMerge({ ...(await previewOf(soon, other, late)), answerBy: late }, by("organizer", at("2027-01-13T12:00"))),
      ),
    ).toBe("no_time_to_ask")
  })

  it("holds what was shown: a date that has changed since is looked at again", async () => {
    const wish = await previewOf(thin, other, monday)
    done(await changeNow(other, moveTo("2027-01-22T14:00"), organizer))
    expect(await reasonOf(askMerge(wish, organizer))).toBe("stale_question")
    expect(await db.mergeQuestion.count({ where: { groupSessionId: thin.id } })).toBe(0)
  })
})

describe("answering", () => {
  it("yes is a rebooking at once, and the mail brings the entry", async () => {
    done(await ask(thin, other, monday))
    await arrived({ now: monday })
    done(await say(thin, petra, "move", monday))
    expect(await seatsOf(petra)).toEqual([
      { seat: "released rebooked", sessionId: thin.id },
      { seat: "confirmed", sessionId: other.id },
    ])
    expect(await statesOf(jonas)).toEqual(["confirmed"])
    expect(await answersIn(thin, monday)).toEqual(["Jonas Beispiel: null", "Petra Muster: move"])
    expect(await arrived({ now: monday })).toEqual(["petra: Umgebucht: 14.01. → 21.01.2027"])
    expect(entryOf(lastTo("petra"))).toMatchObject({ method: "REQUEST", start: other.startsAt })
    // Saying so once more has no effect; staying is another rebooking now.
    done(await say(thin, petra, "move", monday))
    expect(await seatsOf(petra)).toHaveLength(2)
    expect(await reasonOf(say(thin, petra, "keep", monday))).toBe("question_over")
  })

  it("no and silence change nothing, and no can become yes", async () => {
    done(await ask(thin, other, monday))
    done(await say(thin, petra, "keep", monday))
    done(await say(thin, petra, "keep", monday))
    expect(await statesOf(petra)).toEqual(["confirmed"])
    expect(await answersIn(thin, monday)).toEqual(["Jonas Beispiel: null", "Petra Muster: keep"])
    done(await say(thin, petra, "move", monday))
    expect(
      (await logOf(petra)).filter(({ kind }) => kind === "merge.answered").map(({ detail }) => detail),
    ).toMatchObject([
      { before: null, after: "keep" },
      { before: "keep", after: "move" },
    ])
  })

  it("the booker may answer, and the other of the two reads the same", async () => {
    const round = await w.session(w.formats.instant, "2027-01-15T14:00", { minimum: 4 })
    const karin = await w.book(people.karin, round, { booker: anke })
    done(await ask(round, other, monday))
    done(await say(round, karin, "move", monday, "booker"))
    expect(await answersIn(round, monday)).toEqual(["Karin Probe: move"])
    const row = await db.mergeAnswer.findFirstOrThrow({ where: { seat: { bookingId: karin.bookingId } } })
    expect(row.answeredBy).toBe("booker")
  })

  it("costs nothing and keeps price and terms, also when moving would cost by now", async () => {
    const [from, to] = [
      await w.session(w.formats.priced, "2026-12-15T14:00", { minimum: 4, now: at("2026-11-02T09:00") }),
      await w.session(w.formats.priced, "2026-12-22T14:00"),
    ]
    const karin = await w.book(people.karin, from)
    await db.format.update({ where: { id: w.formats.priced }, data: { priceNetCents: 39_000 } })
    done(await ask(from, to, monday))
    done(await say(from, karin, "move", monday))
    const booking = await db.booking.findUniqueOrThrow({ where: { id: karin.bookingId } })
    expect(booking.priceNetCents).toBe(29_000)
    expect(await logOf(karin)).toContainEqual({
      kind: "seat.rebooked",
      detail: expect.objectContaining({ fee: { percent: 0, netCents: 0 }, questionId: (await questionOf(from)).id }),
    })
  })

  it("needs no further answer where requests are reviewed", async () => {
    const [from, to] = [
      await w.session(w.formats.reviewed, "2027-01-19T08:30", { minimum: 4 }),
      await w.session(w.formats.reviewed, "2027-01-27T08:30", { minimum: 4 }),
    ]
    const karin = await w.book(people.karin, from)
    const now = await w.answerAll()
    done(await ask(from, to, now))
    done(await say(from, karin, "move", now))
    expect(await seatsOf(karin)).toEqual([
      { seat: "released rebooked", sessionId: from.id },
      { seat: "confirmed", sessionId: to.id },
    ])
  })

  it("whoever comes too late keeps the seat, has said nothing, and may say so again", async () => {
    const small = await w.session(w.formats.instant, "2027-01-28T14:00", { capacity: 1 })
    done(await ask(thin, small, monday))
    done(await say(thin, petra, "move", monday))
    expect(await reasonOf(say(thin, jonas, "move", monday))).toBe("session_full")
    expect(await statesOf(jonas)).toEqual(["confirmed"])
    expect(await answersIn(thin, monday)).toEqual(["Jonas Beispiel: null", "Petra Muster: move"])
    done(await releaseSeat(petra, by("participant", monday)))
    done(await say(thin, jonas, "move", monday))
  })

  it("is refused once for a date that has another time than was shown", async () => {
    const { questionId } = done(await ask(thin, other, monday))
    done(await changeNow(other, moveTo("2027-01-22T14:00"), organizer))
    const shown = { ...petra, questionId, answer: "move" as const, startsAt: other.startsAt }
    expect(await reasonOf(answerMerge(shown, by("participant", monday)))).toBe("date_changed")
    expect(await statesOf(petra)).toEqual(["confirmed"])
    done(await answerMerge({ ...shown, startsAt: at("2027-01-22T14:00") }, by("participant", monday)))
  })

  it("is refused at the deadline, when it is taken back, when it takes place, and by somebody else", async () => {
    const { answerBy, questionId } = done(await ask(thin, other, monday))
    expect(await reasonOf(say(thin, petra, "move", answerBy))).toBe("question_over")
    const karin = await w.book(people.karin, w.januaryRound)
    expect(await reasonOf(say(thin, karin, "move", monday))).toBe("not_found")
    done(await withdrawMerge({ questionId }, organizer))
    done(await withdrawMerge({ questionId }, organizer))
    expect(await reasonOf(say(thin, petra, "move", monday))).toBe("question_over")
    expect(await reasonOf(say(thin, petra, "keep", monday))).toBe("question_over")
    const kinds = (await logOf({ sessionId: thin.id })).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === "merge.withdrawn")).toHaveLength(1)
    done(await ask(thin, other, monday))
    done(await guaranteeGroupSession({ sessionId: thin.id }, organizer))
    expect(await reasonOf(say(thin, petra, "move", monday))).toBe("question_over")
    expect(await findAskedMerge(petra.bookingId, "de", monday)).toMatchObject({ open: false })
    expect(await findMergeQuestion(thin.id, monday)).toMatchObject({ state: "over" })
  })

  it("is refused while either date is paused, called off, or gone", async () => {
    done(await ask(thin, other, monday))
    await w.book(people.karin, other)
    const { revision } = await db.groupSession.findUniqueOrThrow({ where: { id: other.id } })
    const plan = { sessionId: other.id, revision, change: cancel, message: "Zu wenige.", confirmed: true }
    done(await planChange(plan, organizer))
    expect(await reasonOf(say(thin, petra, "move", monday))).toBe("session_paused")
    await carryOutChanges({ now: minutesAfter(monday, 11) })
    expect(await reasonOf(say(thin, petra, "move", monday))).toBe("session_closed")
    expect(await statesOf(petra)).toEqual(["confirmed"])
    done(await changeNow(thin, cancel, organizer))
    expect(await reasonOf(say(thin, petra, "keep", monday))).toBe("question_over")
  })
})

describe("who leaves or comes meanwhile", () => {
  it("is not asked: whoever gave the seat back, moved by themselves, or came later", async () => {
    done(await ask(thin, other, monday))
    done(await releaseSeat(petra, by("participant", monday)))
    done(await rebookSeat({ ...jonas, sessionId: w.januaryRound.id }, by("participant", monday)))
    const karin = await w.book(people.karin, thin)
    const subjects = await arrived({ now: monday })
    expect(subjects.filter((subject) => subject.includes("Passt auch"))).toEqual([])
    expect(await answersIn(thin, monday)).toEqual(["Jonas Beispiel: gone", "Petra Muster: gone"])
    expect(await findAskedMerge(karin.bookingId, "de", monday)).toBeNull()
    expect(await reasonOf(say(thin, jonas, "move", monday))).toBe("question_over")
  })

  it("no mail goes out about a question that was taken back before", async () => {
    done(await ask(thin, other, monday))
    done(await withdrawMerge({ questionId: (await questionOf(thin)).id }, organizer))
    expect(await arrived({ now: monday })).toEqual([])
  })

  it("no mail is sent that waited until its question was answered or taken back", async () => {
    const { questionId } = done(await ask(thin, other, monday))
    const asked = await db.activity.findFirstOrThrow({ where: { sessionId: thin.id, kind: "merge.asked" } })
    await react(asked.id)
    done(await say(thin, petra, "keep", monday))
    const why = async () => {
      const mails = await db.mail.findMany({ where: { kind: "merge_question" }, orderBy: { recipient: "asc" } })
      return Promise.all(mails.map((mail) => db.$transaction((tx) => whySkipped(tx, mail, monday))))
    }
    expect(await why()).toEqual([null, "answered"])
    done(await withdrawMerge({ questionId }, organizer))
    expect(await why()).toEqual(["withdrawn", "withdrawn"])
    expect(await arrived({ now: monday })).toEqual([])
  })

  it("the data file of a person has the answer, and the other's is not in it", async () => {
    done(await ask(thin, other, monday))
    done(await say(thin, petra, "keep", monday))
    const { participantId } = await db.booking.findUniqueOrThrow({ where: { id: petra.bookingId } })
    const data = await getPersonData((await findPerson(participantId!))!, monday)
    const seats = data.bookings.flatMap((booking) => booking.seats)
    expect(seats.flatMap(({ otherDates }) => otherDates)).toContainEqual(
      expect.objectContaining({ answer: "keep", otherDate: other.startsAt }),
    )
    expect(JSON.stringify(data)).not.toContain("Jonas")
  })
})
