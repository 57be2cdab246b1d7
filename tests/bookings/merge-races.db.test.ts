import { vi } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { planChange } from "@/lib/bookings/plan-change"
import { withdrawMerge } from "@/lib/bookings/withdraw-merge"
import { db } from "@/lib/db"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { localTimeOf } from "@/lib/time-zone"
import { raceOfVerbs as race } from "../races/race"
import { cancel } from "../support/change"
import { ownDatabase } from "../support/database"
import { untilPausing } from "../support/pausing"
import { person, publishedSession } from "../support/sessions"
import { constraint, lockIn, pause, uniqueIndex } from "../support/twin"
import { done, statesOf } from "../support/world"
import { ask, questionOf, say } from "./merge"

vi.setConfig({ testTimeout: 120_000 })
const by = { actor: { kind: "organizer" as const } }

/** A session that needs ten with two people in it, and another date of its format with so many seats. */
async function twoDates(capacity: number) {
  const id = await publishedSession({ capacity: 30 })
  const { formatId, startsAt } = await db.groupSession.update({ where: { id }, data: { minimum: 10 } })
  const zone = "Europe/Berlin"
  const localStart = localTimeOf(new Date(startsAt.getTime() + 7 * 86_400_000), zone)
  const place = { language: "de" as const, timeZone: zone, placeText: null, hostId: null, minimum: 1 }
  const other = { requestId: crypto.randomUUID(), formatId, localStart, capacity, ...place }
  const { sessionId } = done(await createGroupSession(other, by))
  done(await publishGroupSession({ sessionId }, by))
  const booked = await Promise.all(
    ["first", "second"].map(async (name) => {
      const input = { requestId: crypto.randomUUID(), sessionId: id, participant: person(name), locale: "de" as const }
      return done(await addByHand(input, by))
    }),
  )
  await ownDatabase().query("DELETE FROM graphile_worker._private_jobs")
  return { thin: { id }, other: { id: sessionId }, people: booked }
}

async function asked(capacity: number) {
  const dates = await twoDates(capacity)
  done(await ask(dates.thin, dates.other, new Date()))
  return dates
}

const yes = (thin: { id: string }, booking: { bookingId: string }) => say(thin, booking, "move", new Date())

const oneMoves = "one of them moves, and the other keeps the seat"
race("two say yes to the last seat of the other date", {
  async run() {
    const { thin, people } = await asked(1)
    const both = await Promise.allSettled(people.map((each) => yes(thin, each)))
    const moved = both.map((each) => each.status === "fulfilled" && each.value.ok)
    const full = both.some(
      (each) => each.status === "fulfilled" && !each.value.ok && each.value.reason === "session_full",
    )
    const states = await Promise.all(people.map(statesOf))
    return {
      [oneMoves]:
        moved.filter(Boolean).length === 1 &&
        full &&
        states.every((seats, index) => seats.join() === (moved[index] ? "released rebooked,confirmed" : "confirmed")),
    }
  },
  widen: pause("INSERT", "seats", 40),
  without: [lockIn("lock_sessions"), constraint("group_sessions", "group_sessions_never_overbooked")],
  breaks: oneMoves,
})

/** What happened in a session, in the order it was written. */
async function writtenIn({ id }: { id: string }): Promise<string[]> {
  const rows = await ownDatabase().query(
    `SELECT kind FROM activities WHERE group_session_id = '${id}' AND kind LIKE 'merge.%' ORDER BY ctid`,
  )
  return rows.map(({ kind }) => String(kind))
}

const notAfter = "nobody moves by a question that has been taken back"
race("one says yes while the question is taken back", {
  async run() {
    const { thin, people } = await asked(8)
    const { id: questionId } = await questionOf(thin)
    const answer = yes(thin, people[0]!)
    // It has been looked at whether the question stands.
    await untilPausing()
    const both = await Promise.allSettled([answer, withdrawMerge({ questionId }, by)])
    const [said] = both
    const moved = said?.status === "fulfilled" && said.value.ok
    const kinds = await writtenIn(thin)
    return {
      "both are answered": both.every(({ status }) => status === "fulfilled"),
      [notAfter]:
        kinds.join() === (moved ? "merge.asked,merge.answered,merge.withdrawn" : "merge.asked,merge.withdrawn"),
    }
  },
  widen: pause("INSERT", "seats", 60),
  without: [lockIn("lock_sessions")],
  breaks: notAfter,
})

const polite = "the answer is a yes or a no, and never an error"
race("one says yes while the other date is called off", {
  async run() {
    const { thin, other, people } = await asked(8)
    const { revision } = await db.groupSession.findUniqueOrThrow({ where: { id: other.id } })
    const off = { sessionId: other.id, revision, change: cancel, message: "Zu wenige.", confirmed: true }
    const both = await Promise.allSettled([yes(thin, people[0]!), planChange(off, by)])
    const [said, called] = both
    const moved = said?.status === "fulfilled" && said.value.ok
    const seats = (await statesOf(people[0]!)).join()
    return {
      [polite]: both.every(({ status }) => status === "fulfilled"),
      // Whoever was faster is told with everybody else there, ten minutes later.
      "who moved has the seat there, and who did not has the old one":
        seats === (moved ? "released rebooked,confirmed" : "confirmed") &&
        (called?.status !== "fulfilled" ||
          !called.value.ok ||
          called.value.status === (moved ? "planned" : "carried_out")),
    }
  },
  widen: [pause("INSERT", "seats", 40), pause("UPDATE", "group_sessions", 20)].join("\n"),
  without: [lockIn("lock_sessions")],
  breaks: polite,
})

const oneQuestion = "there is one question, and nobody gets an error"
race("two organizers ask at once", {
  async run() {
    const { thin, other } = await twoDates(8)
    const both = await Promise.allSettled([ask(thin, other, new Date()), ask(thin, other, new Date())])
    const questions = await db.mergeQuestion.count({ where: { groupSessionId: thin.id } })
    return { [oneQuestion]: questions === 1 && both.every((each) => each.status === "fulfilled" && each.value.ok) }
  },
  widen: pause("INSERT", "merge_questions", 40),
  without: [lockIn("lock_sessions"), uniqueIndex("merge_questions_one_open")],
  breaks: oneQuestion,
})
