import { randomUUID } from "node:crypto"
import { expect, it } from "vitest"
import { system } from "@/lib/activity"
import { cancelGroupSession } from "@/lib/bookings/cancel-group-session"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { changeCapacity } from "@/lib/bookings/change-capacity"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { planChange } from "@/lib/bookings/plan-change"
import { withdrawChange } from "@/lib/bookings/withdraw-change"
import { db } from "@/lib/db"
import { moveGroupSession } from "@/lib/sessions/move-group-session"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { person, planOf, publishedSession, wishFor } from "../support/sessions"
import { everyLock, lockIn, pause, quickDeadlocks, replaced } from "../support/twin"
import { done } from "../support/world"

// Each race on the database as it is, and as a twin on a copy without its protection, where the claim has to break.

const by = { actor: { kind: "organizer" as const } }
const rounds = 12

type Race = {
  /** What has to hold after everybody went at once. */
  run: () => Promise<Record<string, boolean>>
  /** Makes the dangerous moment longer, for the race and its twin. */
  widen: string
  without: string[]
  breaks: string
}

function race(name: string, { run, widen, without, breaks }: Race) {
  it(name, { timeout: 60_000 }, async () => {
    await renewOwnDatabase({ without: widen })
    for (let round = 0; round < 3; round++) {
      const claims = await run()
      expect(Object.keys(claims).filter((claim) => !claims[claim])).toEqual([])
      expect(await whatIsBroken(ownDatabase().query)).toEqual([])
    }
  })

  it(`twin: ${name}, unless its protection is missing`, { timeout: 120_000 }, async () => {
    let broken = false
    for (let round = 0; round < rounds && !broken; round++) {
      await renewOwnDatabase({ without: [quickDeadlocks, widen, ...without].join("\n") })
      broken = (await run())[breaks] === false
    }
    expect(broken).toBe(true)
  })
}

/** A session with one person in it and room for many. */
async function round(): Promise<string> {
  const sessionId = await publishedSession({ capacity: 30 })
  await ownDatabase().query("DELETE FROM graphile_worker._private_jobs")
  done(await holdSeat(wishFor(sessionId, person(`first-${randomUUID().slice(0, 8)}`))))
  return sessionId
}

const capacity = { kind: "capacity", capacity: 40 } as const
const plan = (sessionId: string) =>
  planChange({ sessionId, revision: 1, change: capacity, message: null, confirmed: true }, by)
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
    // In the order of the commits: whoever took a seat after the plan was there did so in a paused session.
    const late = await ownDatabase().query(
      `SELECT s.id FROM seats s JOIN planned_changes p ON p.group_session_id = s.group_session_id
        WHERE p.group_session_id = $1 AND s.xmin::text::bigint > p.xmin::text::bigint AND s.created_at > p.created_at`,
      [sessionId],
    )
    return { [sinceThePlan]: outcome.ok && late.length === 0 }
  },
  widen: pause("INSERT", "bookings", 30),
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
    const others = [
      (sessionId: string) => changeCapacity({ sessionId, capacity: 35 }, by),
      (sessionId: string) => cancelGroupSession({ sessionId, revision: 1, message: "x" }, by),
      (sessionId: string) => moveGroupSession({ sessionId, revision: 1, localStart: "2031-05-05T10:00" }, by),
    ]
    for (const other of others) {
      const sessionId = await round()
      const both = await Promise.allSettled([plan(sessionId), other(sessionId)])
      claims.push(both.filter((each) => each.status === "fulfilled" && each.value.ok).length === 1)
    }
    return { [oneWins]: claims.every(Boolean) }
  },
  widen: pause("INSERT", "planned_changes", 40),
  without: [everyLock],
  breaks: oneWins,
})
