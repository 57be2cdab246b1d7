import { vi } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { planChange } from "@/lib/bookings/plan-change"
import { settleViability } from "@/lib/bookings/settle-viability"
import { db } from "@/lib/db"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import { raceOfVerbs as race } from "../races/race"
import { cancel } from "../support/change"
import { ownDatabase } from "../support/database"
import { person, publishedSession } from "../support/sessions"
import { lockIn, pause } from "../support/twin"
import { done } from "../support/world"

vi.setConfig({ testTimeout: 120_000 })
const by = { actor: { kind: "organizer" as const } }

/** A session with one person in it, which needs ten. */
async function thinRound(): Promise<string> {
  const sessionId = await publishedSession({ capacity: 30 })
  await db.groupSession.update({ where: { id: sessionId }, data: { minimum: 10 } })
  await ownDatabase().query("DELETE FROM graphile_worker._private_jobs")
  const input = { requestId: crypto.randomUUID(), sessionId, participant: person("first"), locale: "de" as const }
  done(await addByHand(input, by))
  return sessionId
}
const happened = (sessionId: string, kind: string) => db.activity.count({ where: { sessionId, kind } })

const oneDecides = "it is either promised or about to be called off, never both"
race("one promises a session that another calls off", {
  async run() {
    const sessionId = await thinRound()
    const plan = { sessionId, revision: 1, change: cancel, message: "Zu wenige.", confirmed: true }
    const both = await Promise.allSettled([guaranteeGroupSession({ sessionId }, by), planChange(plan, by)])
    const answers = both.map((each) => each.status === "fulfilled" && each.value.ok)
    const planned = await db.plannedChange.count({ where: { groupSessionId: sessionId } })
    const promised = await happened(sessionId, "session.guaranteed")
    return { [oneDecides]: answers.filter(Boolean).length === 1 && planned + promised === 1 }
  },
  widen: [pause("INSERT", "planned_changes", 40), pause("UPDATE", "group_sessions", 40)].join("\n"),
  without: [lockIn("lock_sessions")],
  breaks: oneDecides,
})

const onceTold = "the organizer is told once"
race("three workers come to the decision date at once", {
  async run() {
    const sessionId = await thinRound()
    const { startsAt } = await db.groupSession.findUniqueOrThrow({ where: { id: sessionId } })
    const now = new Date(startsAt.getTime() - 86_400_000)
    await Promise.allSettled([1, 2, 3].map(() => settleViability({ now })))
    return { [onceTold]: (await happened(sessionId, "viability.passed")) === 1 }
  },
  widen: pause("INSERT", "activities", 40),
  without: [lockIn("lock_sessions")],
  breaks: onceTold,
})

const oncePromised = "it is promised once"
race("three workers promise what enough have confirmed", {
  async run() {
    const sessionId = await thinRound()
    const session = await db.groupSession.update({ where: { id: sessionId }, data: { minimum: 1 } })
    const now = new Date(session.startsAt.getTime() - 86_400_000)
    await Promise.allSettled([1, 2, 3].map(() => settleViability({ now })))
    return { [oncePromised]: (await happened(sessionId, "session.guaranteed")) === 1 }
  },
  widen: pause("UPDATE", "group_sessions", 40),
  without: [lockIn("lock_sessions")],
  breaks: oncePromised,
})
