import { randomUUID } from "node:crypto"
import { vi } from "vitest"
import { system } from "@/lib/activity"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { planChange } from "@/lib/bookings/plan-change"
import { planFollowing } from "@/lib/bookings/plan-following"
import type { SessionChange } from "@/lib/bookings/schema"
import { withdrawChange } from "@/lib/bookings/withdraw-change"
import { db } from "@/lib/db"
import { raceOfVerbs as race } from "../races/race"
import { cancel, moveTo, resize } from "../support/change"
import { ownDatabase } from "../support/database"
import { person, planOf, publishedSession, wishFor } from "../support/sessions"
import { everyLock, lockIn, pause, replaced, uniqueIndex, watchedSeats } from "../support/twin"
import { done } from "../support/world"

vi.setConfig({ testTimeout: 120_000 })
const by = { actor: { kind: "organizer" as const } }

/** A session with one person in it and room for many. */
async function round(): Promise<string> {
  const sessionId = await publishedSession({ capacity: 30 })
  await ownDatabase().query("DELETE FROM graphile_worker._private_jobs")
  done(await holdSeat(wishFor(sessionId, person(`first-${randomUUID().slice(0, 8)}`))))
  return sessionId
}

const plan = (sessionId: string, change: SessionChange = resize(40)) =>
  planChange({ sessionId, revision: 1, change, message: "Ein Satz.", confirmed: true }, by)
async function planned(): Promise<{ sessionId: string; changeId: string }> {
  const sessionId = await round()
  done(await plan(sessionId))
  return { sessionId, changeId: (await planOf(sessionId)).id }
}
const happened = async (sessionId: string, kind: string) => db.activity.count({ where: { sessionId, kind } })

const sinceThePlan = "nobody takes a seat in a session that is paused"
race("a pause and a crowd that wants seats", {
  async run() {
    const sessionId = await round()
    const crowd = Array.from({ length: 8 }, (_, index) => holdSeat(wishFor(sessionId, person(`p${index}`))))
    const [outcome] = await Promise.all([plan(sessionId), ...crowd.map((each) => each.catch(() => null))])
    const late = await ownDatabase().query("SELECT state FROM seats_as_written WHERE paused_until IS NOT NULL")
    return { [sinceThePlan]: outcome.ok && late.length === 0 }
  },
  widen: watchedSeats + pause("INSERT", "bookings", 30),
  without: [lockIn("hold_seat"), replaced("count_seat", " AND paused_until IS NULL", "")],
  breaks: sinceThePlan,
})

const once = "a change is carried out once"
race("two workers and the organizer carry the same change out", {
  async run() {
    const { sessionId, changeId } = await planned()
    const now = new Date(Date.now() + 3_600_000)
    const workers = [1, 2, 3].map(() => carryOutChange({ changeId }, { actor: system, now }))
    await Promise.allSettled([...workers, carryOutChange({ changeId }, by)])
    return { [once]: (await happened(sessionId, "session.capacity_changed")) === 1 }
  },
  widen: pause("UPDATE", "planned_changes", 30),
  without: [everyLock],
  breaks: once,
})

const oneOfBoth = "it is either taken back or carried out"
race("a change is taken back while it is carried out", {
  async run() {
    const { sessionId, changeId } = await planned()
    const [done_, back] = await Promise.allSettled([carryOutChange({ changeId }, by), withdrawChange({ changeId }, by)])
    const answers = [done_, back].map((each) => each.status === "fulfilled" && each.value.ok)
    const { capacity: now } = await db.groupSession.findUniqueOrThrow({ where: { id: sessionId } })
    const left = await db.plannedChange.count({ where: { id: changeId, state: "planned" } })
    return {
      [oneOfBoth]: answers.filter(Boolean).length === 1 && left === 0 && now === (answers[0] ? 40 : 30),
    }
  },
  widen: pause("UPDATE OR DELETE", "planned_changes", 30),
  without: [everyLock],
  breaks: oneOfBoth,
})

const oneWins = "one of two organizers is told that the other was faster"
race("a plan and another organizer's own change", {
  async run() {
    const claims: boolean[] = []
    for (const other of [resize(35), cancel, moveTo("2031-05-05T10:00")]) {
      const sessionId = await round()
      const both = await Promise.allSettled([plan(sessionId), plan(sessionId, other)])
      claims.push(both.filter((each) => each.status === "fulfilled" && each.value.ok).length === 1)
    }
    return { [oneWins]: claims.every(Boolean) }
  },
  widen: pause("INSERT", "planned_changes", 40),
  // The database keeps a session from having two plans as well.
  without: [everyLock, uniqueIndex("planned_changes_one_open")],
  breaks: oneWins,
})

/** Two dates of a series, the first with one person in it. */
async function twoDates(): Promise<string[]> {
  const ids = [await round(), await publishedSession({ capacity: 30, startsInDays: 67 })]
  const { id: seriesId } = await db.series.create({ data: { rule: { kind: "picked", days: ["2031-05-05"] } } })
  await db.groupSession.updateMany({ where: { id: { in: ids } }, data: { seriesId } })
  return ids
}
const following = ([sessionId = "", second = ""]: string[], edit: { language?: "en"; minimum?: number }) =>
  planFollowing(
    { sessionId, revisions: { [sessionId]: 1, [second]: 1 }, edit, message: "Ein Satz.", confirmed: true },
    by,
  )

const notPast = "an edit of the series does not go past a plan"
race("an edit of this and following, and a plan for one of them", {
  async run() {
    const ids = await twoDates()
    done(await holdSeat(wishFor(ids[1]!, person("second"))))
    const both = await Promise.allSettled([following(ids, { language: "en" }), plan(ids[1]!)])
    const open = await db.plannedChange.count({ where: { groupSessionId: { in: ids }, state: "planned" } })
    const yes = both.filter((each) => each.status === "fulfilled" && each.value.ok).length
    return { [notPast]: yes === 1 && open === (both[1].status === "fulfilled" && both[1].value.ok ? 1 : 2) }
  },
  widen: pause("INSERT", "planned_changes", 40),
  without: [everyLock, uniqueIndex("planned_changes_one_open")],
  breaks: notPast,
})

const whole = "all dates of a decision are taken back, or all are changed"
race("one date of a decision is taken back while another is brought forward", {
  async run() {
    const ids = await twoDates()
    done(await following(ids, { minimum: 3 }))
    const plans = await db.plannedChange.findMany({ where: { groupSessionId: { in: ids } } })
    const [first, second] = ids.map((id) => plans.find(({ groupSessionId }) => groupSessionId === id)!.id)
    const both = await Promise.allSettled([
      carryOutChange({ changeId: first! }, by),
      withdrawChange({ changeId: second! }, by),
    ])
    const [carriedOut, withdrawn] = both.map((each) => each.status === "fulfilled" && each.value.ok)
    const sessions = await db.groupSession.findMany({ where: { id: { in: ids } } })
    const left = await db.plannedChange.count({ where: { groupSessionId: { in: ids }, state: "planned" } })
    const same = sessions.every(({ minimum }) => minimum === (carriedOut ? 3 : 1))
    return { [whole]: carriedOut !== withdrawn && same && left === 0 }
  },
  widen: pause("UPDATE OR DELETE", "planned_changes", 30),
  without: [everyLock],
  breaks: whole,
})
