import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { planChange } from "@/lib/bookings/plan-change"
import { planOf, revisionOf } from "../../support/sessions"
import { done } from "../../support/world"
import { type Rows, withSomebody } from "../row"
import { running } from "../viewers"

/** Changes of a session in which somebody sits. */
export const changes: Rows = {
  // Somebody sits in it: the preview has been seen, and the change is planned.
  "sessions/change-actions.ts editSessionAction": withSomebody(running, "/edit", async ({ sessionId }) => ({
    ...(await confirmed(sessionId)),
    language: "en",
    placeText: randomUUID(),
    minimum: "2",
  })),
  "sessions/change-actions.ts changeCapacityAction": withSomebody(running, "/edit", async ({ sessionId }) => ({
    ...(await confirmed(sessionId)),
    capacity: "50",
  })),
  "sessions/change-actions.ts moveSessionAction": withSomebody(running, "/move", async ({ sessionId }) => ({
    ...(await confirmed(sessionId)),
    localStart: "2031-06-06T10:00",
    timeZone: "Europe/Berlin",
  })),
  "sessions/change-actions.ts cancelSessionAction": withSomebody(running, "/cancel", async ({ sessionId }) => ({
    ...(await confirmed(sessionId)),
    message: "Leider nicht.",
  })),
  "sessions/change-actions.ts cancelSessionsAction": {
    may: running,
    call: async ({ book, session }) => {
      const { sessionId } = await book({ sessionId: (await session()).id })
      return {
        page: `/organizer/sessions/cancel?id=${sessionId}`,
        fields: { sessions: `${sessionId}:${await revisionOf(sessionId)}`, message: "Leider nicht." },
      }
    },
  },
  "sessions/change-actions.ts carryOutChangeAction": withSomebody(running, "", ({ sessionId }) => planned(sessionId)),
  "sessions/change-actions.ts withdrawChangeAction": withSomebody(running, "", ({ sessionId }) => planned(sessionId)),
}

const confirmed = async (sessionId: string) => ({
  sessionId,
  revision: String(await revisionOf(sessionId)),
  confirmed: "1",
})

/** A change of a session that waits for its minute. */
async function planned(sessionId: string) {
  const change = { kind: "capacity", capacity: 60 } as const
  const revision = await revisionOf(sessionId)
  done(await planChange({ sessionId, revision, change, message: null, confirmed: true }, { actor: system }))
  const { id: changeId } = await planOf(sessionId)
  return { changeId, sessionId }
}
