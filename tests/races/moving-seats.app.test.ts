import { system } from "@/lib/activity"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { sweep } from "@/lib/bookings/sweep"
import { db } from "@/lib/db"
import { deriveCode } from "@/lib/secrets"
import { localTimeOf } from "@/lib/time-zone"
import { changeNow, moveTo } from "../support/change"
import { ownDatabase } from "../support/database"
import { untilPausing } from "../support/pausing"
import { person, publishedSession, wishFor } from "../support/sessions"
import {
  constraint,
  everyLock,
  generationsStay,
  lockIn,
  pause,
  trigger,
  uniqueIndex,
  withoutConditions,
  watchedSeats,
} from "../support/twin"
import { done } from "../support/world"
import { bookingOf, mailboxesIn, rebook, release, seated, seatsIn, seatsOf, substitute } from "./arrange"
import { origin, race, twoApps } from "./race"
import { atOnce, count, post, verb } from "./requests"

twoApps()

const overbooking = constraint("group_sessions", "group_sessions_never_overbooked")
const transitions = trigger("seats", "seats_guard_transition")

/** "2026-11-27T16:30" */
const berlinTime = (fromNowMs: number) => localTimeOf(new Date(Date.now() + fromNowMs), "Europe/Berlin")

race("ten rebook from A to B while ten rebook from B to A", {
  async body() {
    const [a, b] = [await publishedSession({ capacity: 40 }), await publishedSession({ capacity: 40 })]
    const [inA, inB] = [await seated(10, a, "a"), await seated(10, b, "b")]
    const answers = await atOnce(
      inA.flatMap((holder, index) => [rebook(holder, b, index), rebook(inB[index]!, a, index + 1)]),
    )
    const where = await Promise.all([...inA, ...inB].map(({ bookingId }) => seatsOf(bookingId)))
    return {
      answers,
      claims: {
        "everybody may": count(answers, 200) === 20,
        "everybody has exactly the seat they wanted": where.every(
          (seats, index) => seats.join() === (index < 10 ? b : a),
        ),
      },
    }
  },
  widen: pause("INSERT", "seats", 20),
  twins: [{ without: [lockIn("lock_sessions")], breaks: "nobody deadlocks" }],
})

race("twenty rebook into the last seat", {
  async body() {
    const [from, to] = [await publishedSession({ capacity: 40 }), await publishedSession({ capacity: 8 })]
    const holders = await seated(20, from, "from")
    await seated(7, to, "to")
    const answers = await atOnce(holders.map((holder, index) => rebook(holder, to, index)))
    const where = await Promise.all(holders.map(({ bookingId }) => seatsOf(bookingId)))
    return {
      answers,
      claims: {
        "exactly one gets it": count(answers, 200) === 1,
        "the others hear that it is full": count(answers, 409, "session_full") === 19,
        "and keep the seat they have": where.every(
          (seats, index) => seats.join() === (answers[index]!.status === 200 ? to : from),
        ),
      },
    }
  },
  twins: [{ without: [lockIn("lock_sessions"), overbooking], breaks: "exactly one gets it" }],
})

race("ten seats are rebooked and given back at the same time", {
  async body() {
    const [a, b] = [await publishedSession({ capacity: 20 }), await publishedSession({ capacity: 20 })]
    const holders = await seated(10, a)
    const answers = await atOnce(
      holders.flatMap((holder, index) => [rebook(holder, b, index), release(holder, index + 1)]),
    )
    return {
      answers,
      claims: {
        "everybody may give back": answers.every(({ status }, index) => index % 2 === 0 || status === 200),
        "who gave back has no seat": (await seatsIn(a)) + (await seatsIn(b)) === 0,
      },
    }
  },
  // Without the locks the check of transitions still stands in the way of a seat that is released twice.
  twins: [{ without: [everyLock, transitions], breaks: "who gave back has no seat" }],
})

race("ten seats are handed to a colleague and given back at the same time, by the same link", {
  async body() {
    const session = await publishedSession({ capacity: 20 })
    const holders = await seated(10, session)
    const answers = await atOnce(
      holders.flatMap((holder, index) => [
        substitute(holder, person("colleague", `house${index}`), index),
        release(holder, index + 1),
      ]),
    )
    const kept = await Promise.all(holders.map(({ bookingId }) => mailboxesIn(bookingId)))
    const may = (index: number) => answers[index]!.status === 200
    return {
      answers,
      claims: {
        "who did not give back has handed it over": kept.every(
          (mailboxes, index) =>
            may(2 * index + 1) || (may(2 * index) && mailboxes.join() === `colleague@house${index}.example`),
        ),
        // A link that was good when it was looked at is void once the seat is somebody else's.
        "nobody gives back the seat of the person who came instead": kept.every(
          (_, index) => may(2 * index) !== may(2 * index + 1),
        ),
        "who gave back has no seat": kept.every((mailboxes, index) => !may(2 * index + 1) || mailboxes.length === 0),
      },
    }
  },
  // Whoever gives back has shown the link and waits for the lock.
  widen: pause("INSERT", "seats", 50),
  twins: [
    { without: [everyLock, transitions], breaks: "who gave back has no seat" },
    {
      without: [generationsStay],
      breaks: "nobody gives back the seat of the person who came instead",
    },
  ],
})

race("ten rebook once more while their answers are given", {
  async body() {
    const [a, c] = [await publishedSession({ capacity: 20 }), await publishedSession({ capacity: 20 })]
    const b = await publishedSession({ capacity: 20, admission: "reviewed" })
    const holders = await seated(10, a)
    await atOnce(holders.map((holder) => rebook(holder, b)))
    await ownDatabase().query(
      "UPDATE seats SET decide_at = clock_timestamp() - interval '1 second' WHERE state = 'requested'",
    )
    const sweeps = [0, 1].map(() => verb(() => sweep().then(() => 0)))
    const moves = atOnce(holders.map((holder, index) => rebook(holder, c, index)))
    await untilPausing()
    const answers = [...(await atOnce(sweeps)), ...(await moves)]
    const where = await Promise.all(holders.map(({ bookingId }) => seatsOf(bookingId)))
    return {
      answers,
      claims: {
        "everybody may": count(answers, 200) === 12,
        "everybody has exactly the seat they wanted last": where.every((seats) => seats.join() === c),
      },
    }
  },
  // Whoever moves has given up what they had and not yet taken the other seat.
  widen: pause("INSERT", "seats", 60),
  twins: [
    {
      without: [everyLock, transitions, uniqueIndex("seats_one_confirmed_per_booking")],
      breaks: "everybody has exactly the seat they wanted last",
      // Nobody waits for each other, so everybody may still be moving when the answers come.
      widen: pause("INSERT", "seats", 400),
    },
  ],
})

race("holds run out while they are verified and others want the seats", {
  async body() {
    const sessions = await Promise.all(Array.from({ length: 5 }, () => publishedSession({ capacity: 1 })))
    const held = await Promise.all(
      sessions.map(async (session) => done(await holdSeat(wishFor(session, person("petra"))))),
    )
    const runners = await Promise.all(
      held.flatMap(({ bookingId, reference }, index) => [
        post(origin(index), `/bookings/${reference}/verification`, { code: deriveCode("booking", bookingId, 1) }),
        post(origin(index + 1), "/bookings", bookingOf(sessions[index]!, person("jonas"))),
      ]),
    )
    await ownDatabase().query("UPDATE seats SET expires_at = clock_timestamp() + interval '400 milliseconds'")
    const verified = runners.filter((_, index) => index % 2 === 0)
    const wanted = runners.filter((_, index) => index % 2 === 1)
    const first = atOnce(verified)
    await ownDatabase().query("SELECT pg_sleep_until(max(expires_at)) FROM seats")
    const answers = [...(await atOnce([...wanted, verb(() => lapseHolds())])), ...(await first)]
    const taken = await Promise.all(sessions.map((session) => seatsIn(session)))
    return {
      answers,
      claims: {
        "each seat has one person": taken.every((seats) => seats === 1),
        "one of the two gets it, the other hears no": count(answers, 200) + count(answers, 201) === 6,
      },
    }
  },
  // Whoever verifies has looked at the clock and not yet written.
  widen: pause("INSERT", "participants", 900),
  twins: [{ without: [everyLock, transitions, overbooking], breaks: "each seat has one person" }],
})

race("a session is moved while people verify their holds", {
  async body() {
    // Answers are due tomorrow at the earliest, at whatever hour this runs.
    const decisionTimes = [berlinTime(-60_000).slice(11)]
    const session = await publishedSession({ capacity: 40, admission: "reviewed", decisionTimes, startsInDays: 20 })
    const held = await Promise.all(
      Array.from({ length: 3 }, async (_, index) => done(await holdSeat(wishFor(session, person(`p${index}`))))),
    )
    const localStart = berlinTime(30 * 60_000)
    const move = verb(() => changeNow({ id: session }, moveTo(localStart), { actor: system }))
    const verify = held.map(({ bookingId, reference }, index) =>
      post(origin(index), `/bookings/${reference}/verification`, { code: deriveCode("booking", bookingId, 1) }),
    )
    const holds = Array.from({ length: 4 }, (_, index) =>
      post(origin(index), "/bookings", bookingOf(session, person(`q${index}`))),
    )
    const first = atOnce(verify)
    await untilPausing()
    const answers = [...(await atOnce([...holds, move])), ...(await first)]
    const [taken, waiting] = [count(answers, 201), count(answers, 409, "session_paused")]
    const { startsAt, seats } = await db.groupSession.findUniqueOrThrow({
      where: { id: session },
      include: { seats: true },
    })
    return {
      answers,
      claims: {
        "everybody may, or hears that it is a moment": count(answers, 200) === 4 && taken + waiting === 4,
        "no answer comes after the start": seats.every(({ decideAt }) => !decideAt || decideAt <= startsAt),
      },
    }
  },
  // Whoever verifies has read when the session starts, and not yet written.
  widen: pause("INSERT", "participants", 700),
  twins: [{ without: [everyLock], breaks: "no answer comes after the start" }],
})

race("a session is moved while others hold seats under what they were shown", {
  async body() {
    const session = await publishedSession({ capacity: 40, startsInDays: 20 })
    await seated(1, session)
    const [shown] = await ownDatabase().query<{ conditions: string; startsAt: Date }>(
      `SELECT conditions_of(s.starts_at, f) AS conditions, s.starts_at AS "startsAt"
         FROM group_sessions s JOIN formats f ON f.id = s.format_id WHERE s.id = $1`,
      [session],
    )
    const hold = (index: number) =>
      post(origin(index), "/bookings", {
        ...bookingOf(session, person(`q${index}`)),
        conditions: shown!.conditions,
      })
    const later = berlinTime(25 * 86_400_000)
    const move = verb(() => changeNow({ id: session }, moveTo(later), { actor: system }))
    const answers = await atOnce([...Array.from({ length: 4 }, (_, index) => hold(index)), move])
    const late = await atOnce([4, 5].map(hold))
    const held = await ownDatabase().query<{ startsAt: Date }>(
      `SELECT starts_at AS "startsAt" FROM seats_as_written WHERE state = 'held'`,
    )
    const known = ["session_paused", "conditions_changed"].map((reason) => count(answers, 409, reason))
    return {
      answers: [...answers, ...late],
      claims: {
        "everybody may, or hears why not":
          count(answers, 200) === 1 && count(answers, 201) + known[0]! + known[1]! === 4,
        "no hold made after the move carries the old conditions": held.every(
          ({ startsAt }) => +startsAt === +shown!.startsAt,
        ),
        "who comes after it hears that something else holds": count(late, 409, "conditions_changed") === 2,
      },
    }
  },
  // Whoever holds a seat has compared what was shown and not yet written.
  widen: watchedSeats + pause("INSERT", "seats", 400),
  twins: [
    { without: [lockIn("hold_seat")], breaks: "no hold made after the move carries the old conditions" },
    { without: [withoutConditions], breaks: "no hold made after the move carries the old conditions" },
  ],
})
