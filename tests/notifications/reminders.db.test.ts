import { arrived, emptyInbox, entryOf, lastTo, seen } from "../support/inbox"
import { randomUUID } from "node:crypto"
import { beforeEach, describe, expect, it, vi } from "vitest"
import { answerAttendance } from "@/lib/bookings/answer-attendance"
import { listAskedSessions } from "@/lib/bookings/queries-attendance"
import { noteAnswer } from "@/lib/bookings/note-answer"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db, type Tx } from "@/lib/db"
import { queueReminders } from "@/lib/notifications/queue-reminders"
import { sendMail } from "@/lib/notifications/send-mail"
import { saveReminders } from "@/lib/sessions/save-reminders"
import { usualReminders } from "@/lib/sessions/rules-reminders"
import { cancel, changeNow, moveTo } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { pause, uniqueIndex } from "../support/twin"
import { at, by, done, logOf, minutesAfter, world } from "../support/world"

let w: Awaited<ReturnType<typeof world>>
beforeEach(async () => {
  await renewOwnDatabase()
  await emptyInbox()
  w = await world()
})

// Of the January round, Thursday, 14.01.2027, 10:00.
const moments = {
  reminder: at("2027-01-07T10:00"),
  question: at("2027-01-12T10:00"),
  again: at("2027-01-13T10:00"),
  calls: at("2027-01-13T14:00"),
  last: at("2027-01-14T09:00"),
  start: at("2027-01-14T10:00"),
}
const participant = (now: Date) => by("participant", now)
const date = "Do., 14.01.2027"

/** What arrives when the minute of this instant is worked off. */
async function minute(now: Date): Promise<string[]> {
  await queueReminders({ now })
  return arrived({ now })
}
const skipped = async () =>
  (await db.mail.findMany({ where: { state: "skipped" }, orderBy: [{ createdAt: "asc" }, { recipient: "asc" }] })).map(
    ({ kind, recipient, skipReason }) => `${kind} to ${recipient.split(".")[0]}: ${skipReason}`,
  )
const calls = async (now: Date) =>
  (await listAskedSessions("de", {}, now)).flatMap((session) => session.calls.map(({ name }) => name)).sort()

/** Petra and Jonas are in the January round, and have read that they are. */
async function booked() {
  const [petra, jonas] = [await w.book(w.petra, w.januaryRound), await w.book(w.jonas, w.januaryRound)]
  await arrived()
  return { petra, jonas }
}

describe("reminders", () => {
  it("come in their minute and not before, once", async () => {
    await booked()
    for (const [moment, subject] of [
      [moments.reminder, `Erinnerung: Ihr Platz am ${date}`],
      [moments.question, `Bleibt es bei ${date}?`],
      [moments.again, `Bleibt es bei ${date}?`],
      [moments.last, `In Kürze: Ihr Platz am ${date}`],
    ] as const) {
      expect(await minute(minutesAfter(moment, -1))).toEqual([])
      expect(await minute(moment)).toEqual([`jonas: ${subject}`, `petra: ${subject}`])
      expect(await minute(moment)).toEqual([])
    }
    expect(entryOf(lastTo("petra"))).toBeNull()
  })

  it("are not for seats confirmed after the moment", async () => {
    await booked()
    await w.book(w.karin, w.januaryRound, { now: minutesAfter(moments.reminder, 1) })
    await arrived()
    expect(await minute(minutesAfter(moments.reminder, 2))).toEqual([
      `jonas: Erinnerung: Ihr Platz am ${date}`,
      `petra: Erinnerung: Ihr Platz am ${date}`,
    ])
    await w.book(w.thomas, w.januaryRound, { now: minutesAfter(moments.question, 1) })
    await arrived()
    await minute(minutesAfter(moments.question, 2))
    // Who came after the question is not asked a second time and not called.
    expect(await minute(moments.again)).toHaveLength(3)
    expect(await calls(moments.calls)).toEqual(["Jonas Beispiel", "Karin Probe", "Petra Muster"])
  })

  it("follow the session when it moves, and what was due there before is not made up for", async () => {
    await booked()
    await minute(moments.reminder)
    const moved = minutesAfter(moments.reminder, 60)
    done(await changeNow(w.januaryRound, moveTo("2027-01-12T16:00"), by("organizer", moved)))
    await arrived()
    // Asked on Friday instead of on Tuesday; a week before the new date was before the move.
    expect(await minute(at("2027-01-08T15:59"))).toEqual([])
    expect(await minute(at("2027-01-08T16:00"))).toHaveLength(2)
    expect(await minute(moments.question)).toHaveLength(2)
    expect(await minute(at("2027-01-12T15:00"))).toHaveLength(2)
  })

  it("ask anew about a session that moved after an answer", async () => {
    const { petra } = await booked()
    await minute(moments.question)
    done(await answerAttendance({ ...petra, answer: "coming" }, participant(minutesAfter(moments.question, 5))))
    const moved = minutesAfter(moments.question, 10)
    done(await changeNow(w.januaryRound, moveTo("2027-01-21T10:00"), by("organizer", moved)))
    await arrived()
    expect(await minute(at("2027-01-19T10:00"))).toHaveLength(2)
  })

  it("wait while a change of the session does, and while somebody asks for another date", async () => {
    const { petra } = await booked()
    await db.format.update({ where: { id: w.formats.reviewed }, data: { decisionTimes: ["16:00"] } })
    const asked = { requestId: randomUUID(), bookingId: petra.bookingId, sessionId: w.reviewedRound.id }
    done(await rebookSeat(asked, participant(minutesAfter(moments.question, -60))))
    await arrived()
    expect(await minute(moments.question)).toEqual([`jonas: Bleibt es bei ${date}?`])
  })

  it("go to who keeps the calendar, each to whom they concern", async () => {
    await w.book(w.petra, w.januaryRound, { booker: w.anke })
    await arrived()
    expect(await minute(moments.reminder)).toEqual([
      `anke: Erinnerung: Platz am ${date}`,
      `petra: Erinnerung: Ihr Platz am ${date}`,
    ])
    expect(await minute(moments.question)).toEqual([`anke: Bleibt es bei ${date}?`])
    expect(lastTo("anke").text).toContain("kommt Petra Muster zu diesem Termin?")
    await minute(moments.again)
    expect(await minute(moments.last)).toEqual([`petra: In Kürze: Ihr Platz am ${date}`])
  })

  it("lead to four ways, and the second one says what silence means", async () => {
    await booked()
    await minute(moments.question)
    const { text } = lastTo("petra")
    for (const way of ["attendance", "rebook", "substitute", "release"])
      expect(text).toMatch(new RegExp(`/open/[\\w-]{56}\\?to=${way}\\n`))
    expect(text).not.toContain("noch keine Antwort")
    await minute(moments.again)
    expect(lastTo("petra").text).toMatch(/Ohne\s+Antwort bleibt der Platz bestehen/)
  })

  it("follow the rules of their format from when these are set", async () => {
    await booked()
    const rules = { ...usualReminders, days: 14, atTime: "08:00" }
    const saved = { formatId: w.formats.instant, rules }
    expect(await saveReminders(saved, by("organizer", at("2027-01-04T09:00")))).toMatchObject({ changed: true })
    expect(await saveReminders(saved, by("organizer", at("2027-01-05T09:00")))).toMatchObject({ changed: false })
    // Two weeks before was before the rules.
    expect(await minute(moments.reminder)).toEqual([])
    expect(await minute(at("2027-01-12T08:00"))).toHaveLength(2)
    // A format that asks nobody calls nobody.
    const silent = { days: 7, questionDays: null, againDays: null, minutes: null, atTime: null }
    done(await saveReminders({ ...saved, rules: silent }, by("organizer", at("2027-01-12T09:00"))))
    expect(await minute(moments.again)).toEqual([])
    expect(await calls(moments.calls)).toEqual([])
    expect(await saveReminders({ ...saved, formatId: randomUUID() }, by("organizer", w.now))).toMatchObject({
      reason: "not_found",
    })
  })
})

describe("the answer", () => {
  it("ends the questions, is kept with who gave it, and can be changed", async () => {
    const { petra, jonas } = await booked()
    expect(await answerAttendance({ ...petra, answer: "coming" }, participant(w.now))).toMatchObject({
      reason: "not_asked",
    })
    await minute(moments.question)
    const answeredAt = minutesAfter(moments.question, 5)
    const said = await answerAttendance({ ...petra, answer: "coming" }, participant(answeredAt))
    expect(said).toEqual({ ok: true, answer: "coming", answeredAt })
    // The same once more has no effect.
    expect(await answerAttendance({ ...petra, answer: "coming" }, participant(moments.again))).toEqual(said)
    expect(await minute(moments.again)).toEqual([`jonas: Bleibt es bei ${date}?`])
    expect(await calls(moments.calls)).toEqual(["Jonas Beispiel"])
    done(await answerAttendance({ ...petra, answer: "not_coming" }, by("booker", moments.last)))
    expect(
      (await logOf(petra)).filter(({ kind }) => kind === "attendance.answered").map(({ detail }) => detail),
    ).toEqual([
      { before: null, after: "coming" },
      { before: "coming", after: "not_coming" },
    ])
    // Nobody is removed by what they say.
    expect(await w.seatsOf(petra)).toMatchObject([{ seat: "confirmed" }])
    expect(await w.seatsOf(jonas)).toMatchObject([{ seat: "confirmed" }])
    expect(await answerAttendance({ ...petra, answer: "coming" }, participant(moments.start))).toMatchObject({
      reason: "session_closed",
    })
    await releaseSeat(jonas, participant(moments.last))
    expect(await answerAttendance({ ...jonas, answer: "coming" }, participant(moments.last))).toMatchObject({
      reason: "no_seat",
    })
  })

  it("is noted on the phone, taken back, and refused where it is not theirs to note", async () => {
    const { petra } = await booked()
    const [seat] = await db.seat.findMany({ where: { bookingId: petra.bookingId } })
    const note = (answer: "reached" | null, now: Date, hostId?: string) =>
      noteAnswer({ sessionId: w.januaryRound.id, seatId: seat!.id, answer, hostId }, by("organizer", now))
    expect(await calls(moments.calls)).toEqual(["Jonas Beispiel", "Petra Muster"])
    done(await note("reached", moments.calls))
    expect(await calls(moments.calls)).toEqual(["Jonas Beispiel"])
    done(await note(null, moments.calls))
    expect(await calls(moments.calls)).toEqual(["Jonas Beispiel", "Petra Muster"])
    expect(await note("reached", moments.calls, randomUUID())).toMatchObject({ reason: "not_found" })
    expect(await note("reached", moments.start)).toMatchObject({ reason: "session_closed" })
    await releaseSeat(petra, participant(moments.calls))
    expect(await note("reached", moments.calls)).toMatchObject({ reason: "seat_gone" })
  })

  it("is not carried over to a substitute", async () => {
    const { petra } = await booked()
    await minute(moments.question)
    const asked = minutesAfter(moments.question, 5)
    done(await answerAttendance({ ...petra, answer: "not_coming" }, participant(asked)))
    const named = { requestId: randomUUID(), bookingId: petra.bookingId, participant: w.paula }
    done(await substituteParticipant(named, participant(asked)))
    const [session] = await listAskedSessions("de", {}, moments.calls)
    expect(session?.counts).toEqual({ coming: 0, not_coming: 0, reached: 0, silent: 1 })
    // Who was named after the question has just said yes.
    expect(await calls(moments.calls)).toEqual(["Jonas Beispiel"])
  })
})

describe("reminders sent after cancellation (cal.diy 10166)", () => {
  it("are not: neither queued after it, nor sent from the queue", async () => {
    const { petra, jonas } = await booked()
    await releaseSeat(petra, participant(minutesAfter(moments.reminder, -1)))
    await arrived()
    expect(await minute(moments.reminder)).toEqual([`jonas: Erinnerung: Ihr Platz am ${date}`])
    await queueReminders({ now: moments.question })
    await releaseSeat(jonas, participant(moments.question))
    expect(await arrived({ now: moments.question })).not.toContain(`jonas: Bleibt es bei ${date}?`)
    expect((await skipped()).filter((line) => !line.endsWith("late"))).toEqual(["question to jonas: released"])
  })

  it("nor after the session is called off, moved, or answered", async () => {
    const { petra } = await booked()
    await queueReminders({ now: moments.question })
    done(await answerAttendance({ ...petra, answer: "coming" }, participant(moments.question)))
    done(
      await changeNow(w.januaryRound, moveTo("2027-01-21T10:00"), by("organizer", minutesAfter(moments.question, 1))),
    )
    await arrived({ now: moments.question })
    // What has moved since is about another date, whatever was said of this one.
    expect((await skipped()).filter((line) => !line.endsWith("late")).sort()).toEqual([
      "question to jonas: moved",
      "question to petra: moved",
    ])
    await queueReminders({ now: at("2027-01-19T10:00") })
    done(await answerAttendance({ ...petra, answer: "coming" }, participant(at("2027-01-19T10:00"))))
    done(await changeNow(w.januaryRound, cancel, by("organizer", at("2027-01-19T10:01"))))
    await arrived({ now: at("2027-01-19T10:01") })
    expect(
      (await skipped())
        .filter((line) => line.startsWith("question"))
        .slice(2)
        .sort(),
    ).toEqual(["question to jonas: released", "question to petra: released"])
  })

  it("are, without the look at the seat in the moment of sending (twin)", async () => {
    vi.resetModules()
    vi.doMock("@/lib/notifications/why-skipped", () => ({ whySkipped: () => null, whyNoReminder: () => null }))
    const careless = await import("@/lib/notifications/send-mail")
    const { jonas } = await booked()
    await queueReminders({ now: moments.question })
    await releaseSeat(jonas, participant(moments.question))
    const mail = await db.mail.findFirstOrThrow({ where: { kind: "question", bookingId: jonas.bookingId } })
    await careless.sendMail(mail.id, { now: moments.question })
    expect(await db.mail.findUnique({ where: { id: mail.id } })).toMatchObject({ state: "sent" })
    vi.doUnmock("@/lib/notifications/why-skipped")
    vi.resetModules()
  })
})

describe("a cancellation is never sent as METHOD:REQUEST (29706)", () => {
  const methodsOf = (name: string) =>
    seen.filter(({ to }) => to[0]?.startsWith(`${name}.`)).flatMap(({ mail }) => entryOf(mail)?.method ?? [])

  it("not even where the reaction to the booking runs after the seat was given back", async () => {
    const petra = await w.book(w.petra, w.januaryRound)
    await releaseSeat(petra, participant(w.now))
    const jonas = await w.book(w.jonas, w.januaryRound)
    await arrived()
    await releaseSeat(jonas, participant(w.now))
    await arrived()
    expect([methodsOf("petra"), methodsOf("jonas")]).toEqual([["CANCEL"], ["REQUEST", "CANCEL"]])
    const cancelled = lastTo("jonas")
    const file = cancelled.attachments.find(({ contentType }) => contentType === "text/calendar")
    expect(file?.content.toString()).toContain("METHOD:CANCEL")
    expect(file?.content.toString()).toContain("STATUS:CANCELLED")
  })

  it("is, where an entry says how things stood when its mail was occasioned (twin)", async () => {
    vi.resetModules()
    vi.doMock("@/lib/notifications/add-to-calendar", () => ({
      addToCalendar: (tx: Tx, { mailId, method }: { mailId: string; method: string }) =>
        tx.$executeRaw`UPDATE mails SET params = params || ${JSON.stringify({ calendar: { method } })}::jsonb
                        WHERE id = ${mailId}::uuid`,
    }))
    const careless = await import("@/lib/reactions")
    const petra = await w.book(w.petra, w.januaryRound)
    await releaseSeat(petra, participant(w.now))
    const { id } = await db.activity.findFirstOrThrow({ where: { kind: "seat.confirmed", bookingId: petra.bookingId } })
    await careless.react(id)
    const mail = await db.mail.findFirst({ where: { bookingId: petra.bookingId, kind: "confirmed" } })
    expect(mail?.params).toMatchObject({ calendar: { method: "REQUEST" } })
    vi.doUnmock("@/lib/notifications/add-to-calendar")
    vi.resetModules()
  })
})

describe("a worker that was down for two days", () => {
  it("sends what is still of use and says of the rest that it is too late", async () => {
    await booked()
    const back = minutesAfter(moments.again, 30)
    expect(await minute(back)).toEqual([`jonas: Bleibt es bei ${date}?`, `petra: Bleibt es bei ${date}?`])
    // Nobody had been asked before: the second question is the first to arrive.
    expect(lastTo("petra").text).not.toContain("noch keine Antwort")
    expect((await skipped()).sort()).toEqual([
      "question to jonas: late",
      "question to petra: late",
      "reminder to jonas: late",
      "reminder to petra: late",
    ])
    expect(await minute(minutesAfter(back, 1))).toEqual([])
  })

  it("says so of a session that is over, too", async () => {
    await booked()
    expect(await minute(minutesAfter(moments.start, 2 * 24 * 60))).toEqual([])
    expect(await skipped()).toHaveLength(8)
  })

  it("does not send what has waited in the queue for too long", async () => {
    await booked()
    await queueReminders({ now: moments.last })
    expect(await arrived({ now: moments.start })).toEqual([])
    expect(await skipped()).toContain("last_reminder to petra: late")
  })
})

describe("two workers in the same minute", () => {
  const race = async () => {
    await booked()
    await Promise.all([1, 2, 3].map(() => queueReminders({ now: moments.reminder })))
    return arrived({ now: moments.reminder })
  }

  it("remind each person once", async () => {
    await ownDatabase().query(pause("INSERT", "mails", 500))
    expect(await race()).toHaveLength(2)
  })

  it("remind them again and again without the unique index (twin)", async () => {
    await renewOwnDatabase({
      without: uniqueIndex("mails_occasion_kind_recipient_key") + pause("INSERT", "mails", 500),
    })
    w = await world()
    expect((await race()).length).toBeGreaterThan(2)
  })

  it("after a crash behind the server's yes send one more copy, with the same Message-ID", async () => {
    await w.book(w.petra, w.januaryRound)
    await arrived()
    await minute(moments.reminder)
    await ownDatabase().query(
      "UPDATE mails SET state = 'sending', claimed_at = now() - interval '2 minutes' WHERE kind = 'reminder'",
    )
    const mail = await db.mail.findFirstOrThrow({ where: { kind: "reminder" } })
    await Promise.all([1, 2].map(() => sendMail(mail.id, { now: moments.reminder })))
    await arrived({ now: moments.reminder })
    const copies = seen.filter(({ mail: { subject } }) => subject?.startsWith("Erinnerung"))
    expect(copies.map(({ mail: { messageId } }) => messageId)).toEqual([mail.messageId, mail.messageId])
    expect(await db.mail.findUnique({ where: { id: mail.id } })).toMatchObject({ state: "sent", attempts: 2 })
  })
})
