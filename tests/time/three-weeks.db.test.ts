import { addOwner, arrived, emptyInbox } from "../support/inbox"
import { expect, it } from "vitest"
import { answerAttendance } from "@/lib/bookings/answer-attendance"
import { noteAnswer } from "@/lib/bookings/note-answer"
import { listAskedSessions } from "@/lib/bookings/queries-attendance"
import { listSessionTasks } from "@/lib/bookings/queries-today"
import { recordAttendance } from "@/lib/bookings/record-attendance"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { sweep } from "@/lib/bookings/sweep"
import { db } from "@/lib/db"
import { queueReminders } from "@/lib/notifications/queue-reminders"
import { localDayOf, localTimeOf } from "@/lib/time-zone"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { closeEntries, passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase } from "../support/database"
import { at, berlin, by, done, minutesAfter, world, type WorldBooking } from "../support/world"
import { wait } from "../waitlist/world"

const date = "Do., 14.01.2027"

/** Who reads what on which day, in the order of the hours; on every other day nobody reads anything. */
const onPaper: Record<string, string[]> = {
  // 09:00: Anke asks for a seat for Petra, Jonas and Karin for their own. 16:00: they have them.
  "2026-12-22": [
    `anke: Reserviert: Platz am ${date}`,
    ...Array.from({ length: 3 }, () => `erika: Anfrage: ${date}`),
    `erika: Ausgebucht: ${date}`,
    ...["jonas", "karin", "petra"].map((name) => `${name}: Reserviert: Ihr Platz am ${date}`),
    `anke: Platz am ${date}`,
    ...["jonas", "karin", "petra"].map((name) => `${name}: Ihr Platz am ${date}`),
  ],
  // 09:00: Thomas waits.
  "2026-12-23": [`thomas: Vorgemerkt: ${date}`],
  // 10:00: Karin gives her seat back, it is offered to Thomas. 12:00: he accepts. 16:00: he has it.
  "2026-12-29": [
    `erika: Freigegeben: ${date}`,
    `karin: Freigegeben: Ihr Platz am ${date}`,
    `thomas: Ein Platz für Sie am ${date}`,
    ...[`erika: Anfrage: ${date}`, `erika: Ausgebucht: ${date}`, `thomas: Reserviert: Ihr Platz am ${date}`],
    `thomas: Ihr Platz am ${date}`,
  ],
  // 10:00: a week before.
  "2027-01-07": [
    `anke: Erinnerung: Platz am ${date}`,
    ...["jonas", "petra", "thomas"].map((name) => `${name}: Erinnerung: Ihr Platz am ${date}`),
  ],
  // 10:00: the question. 11:00: Anke says that Petra comes.
  "2027-01-12": ["anke", "jonas", "thomas"].map((name) => `${name}: Bleibt es bei ${date}?`),
  // 10:00: once more. 11:00: Thomas comes. 14:00: Jonas is to be called. 15:00: he comes, too.
  "2027-01-13": ["jonas", "thomas"].map((name) => `${name}: Bleibt es bei ${date}?`),
  // 09:00: an hour before.
  "2027-01-14": ["jonas", "petra", "thomas"].map((name) => `${name}: In Kürze: Ihr Platz am ${date}`),
}

it("three weeks in the life of a session: what everybody reads, day by day", { timeout: 120_000 }, async () => {
  await emptyInbox()
  await addOwner()
  const now = at("2026-12-22T08:30")
  const w = await world({ now })
  const round = await w.session(w.formats.reviewed, "2027-01-14T10:00", { capacity: 3, minimum: 2 })
  const bookings: Record<string, WorldBooking> = {}
  const calls: Record<string, string[]> = {}
  let entry: Awaited<ReturnType<typeof wait>>
  const seatOf = async (name: string) =>
    (await db.seat.findFirstOrThrow({ where: { booking: { email: { startsWith: name } }, state: "confirmed" } })).id
  const me = (time: Date) => by("participant", time)

  /** What people do, at which full hour. */
  const doings: Record<string, (time: Date) => Promise<unknown>> = {
    "2026-12-22T09:00": async (time) => {
      bookings.petra = await w.book(w.petra, round, { now: time, booker: w.anke })
      bookings.jonas = await w.book(w.jonas, round, { now: time })
      bookings.karin = await w.book(w.karin, round, { now: time })
    },
    "2026-12-23T09:00": async (time) => (entry = await wait(w.thomas, [round], { now: time })),
    "2026-12-29T10:00": async (time) => done(await releaseSeat(bookings.karin!, me(time))),
    "2026-12-29T12:00": async (time) => done(await acceptOffer(entry, me(time))),
    "2027-01-12T11:00": async (time) =>
      done(await answerAttendance({ ...bookings.petra!, answer: "coming" }, by("booker", time))),
    "2027-01-13T11:00": async (time) => done(await answerAttendance({ ...entry, answer: "coming" }, me(time))),
    "2027-01-13T15:00": async (time) =>
      done(
        await noteAnswer(
          { sessionId: round.id, seatId: await seatOf("jonas"), answer: "coming" },
          by("organizer", time),
        ),
      ),
    "2027-01-14T12:00": async (time) => {
      const seatIds = [await seatOf("petra"), await seatOf("thomas")]
      done(await recordAttendance({ sessionId: round.id, seatIds, attendance: "attended" }, by("organizer", time)))
      const absent = [await seatOf("jonas")]
      done(
        await recordAttendance({ sessionId: round.id, seatIds: absent, attendance: "absent" }, by("organizer", time)),
      )
    },
  }

  const read: Record<string, string[]> = {}
  for (let time = at("2026-12-22T08:00"); time < at("2027-01-15T20:00"); time = minutesAfter(time, 60)) {
    if (+localTimeOf(time, berlin).slice(11, 13) < 7) continue
    // The clock of the queue, as in lib/tasks.ts.
    for (const task of [sweep, passOnSeats, closeEntries, queueReminders]) await task({ now: time })
    const hour = Object.keys(doings).find((each) => +at(each) === +time)
    if (hour) await doings[hour]!(time)
    const day = localDayOf(time, berlin)
    const mails = await arrived({ now: time })
    if (mails.length > 0) (read[day] ??= []).push(...mails)
    const [session] = await listAskedSessions("de", {}, time)
    if (session?.calls.length) (calls[day] ??= []).push(...session.calls.map(({ name }) => name))
  }
  expect(read).toEqual(onPaper)
  expect(calls).toEqual({ "2027-01-13": ["Jonas Beispiel"] })
  const seats = await db.seat.findMany({
    where: { groupSessionId: round.id },
    include: { booking: true, answer: true },
  })
  expect(
    seats
      .map(({ booking, state, answer, attendance }) => [booking.givenName, state, answer?.answer, attendance])
      .sort(),
  ).toEqual([
    ["Jonas", "confirmed", "coming", "absent"],
    ["Karin", "released", undefined, null],
    ["Petra", "confirmed", "coming", "attended"],
    ["Thomas", "confirmed", "coming", "attended"],
  ])
  expect(await listSessionTasks("de", { sessionId: round.id }, at("2027-01-15T20:00"))).toEqual([])
  // Every step is in the journal once, and nothing else is.
  expect(await db.mail.groupBy({ by: ["state"], _count: true })).toEqual([
    { state: "sent", _count: Object.values(onPaper).flat().length },
  ])
  expect(await whatIsBroken(ownDatabase().query)).toEqual([])
})
