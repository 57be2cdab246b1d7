import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import { inSession, onPage, type Rows, withSomebody } from "../row"
import { running } from "../viewers"

/** Dates and who sits in them. */
export const sessions: Rows = {
  "sessions/series-actions.ts createDatesAction": onPage(running, "/organizer/sessions/new", ({ world }) => ({
    requestId: randomUUID(),
    formatId: world.formats.instant,
    language: "de",
    rule: JSON.stringify({ kind: "weekly", every: 1, from: "2031-05-05", count: 2 }),
    "day.20310505": "on",
    "day.20310512": "on",
    localTime: "10:00",
    timeZone: "Europe/Berlin",
    capacity: "8",
    minimum: "4",
  })),
  "sessions/series-actions.ts publishSessionsAction": onPage(
    running,
    "/organizer/sessions?show=drafts",
    async ({ session }) => ({
      id: (await session({ draft: true })).id,
    }),
  ),
  "sessions/series-actions.ts deleteDraftAction": inSession(running, "", (sessionId) => ({ sessionId }), {
    draft: true,
  }),
  "sessions/series-actions.ts editFollowingAction": {
    may: running,
    call: async (cast) => {
      const ids = await cast.series()
      const revision = ids.map((id) => `${id}:1`).join(" ")
      const { localStart, capacity } = await db.groupSession.findUniqueOrThrow({ where: { id: ids[0]! } })
      const same = { localStart, capacity: String(capacity) }
      return {
        page: `/organizer/sessions/${ids[0]}/following`,
        fields: { ...same, sessionId: ids[0]!, revision, language: "en", placeText: randomUUID(), minimum: "2" },
      }
    },
  },
  "edit/actions.ts saveAccessAction": inSession(running, "/edit", (sessionId) => ({
    sessionId,
    meetingUrl: `https://meet.example/${randomUUID()}`,
  })),
  "sessions/actions.ts publishSessionAction": inSession(running, "", (sessionId) => ({ sessionId }), { draft: true }),
  "sessions/actions.ts guaranteeSessionAction": inSession(running, "", (sessionId) => ({ sessionId })),
  "sessions/actions.ts addByHandAction": inSession(running, "/add", (sessionId, { world }) => ({
    ...world.jonas,
    requestId: randomUUID(),
    sessionId,
    locale: "de",
  })),
  "attendance/actions.ts recordAttendanceAction": withSomebody(
    ["host", ...running],
    "/attendance",
    async ({ sessionId, seatId }) => {
      await hasBegun(sessionId)
      return { sessionId, seatIds: seatId, attendance: "attended" }
    },
  ),
  "requests/actions.ts decideAction": {
    may: running,
    call: async ({ book, reviewed }) => {
      const { seatId } = await book({ sessionId: reviewed.id })
      return { page: `/organizer/requests/${seatId}`, fields: { seatId, decision: "decline" } }
    },
  },
  "requests/booker-actions.ts changeBookerAction": {
    may: running,
    call: async ({ book }) => {
      const { seatId } = await book()
      const booker = { name: "Bert Nachfolger", email: `bert.${randomUUID()}@probe-verpackungen.example` }
      return { page: `/organizer/requests/${seatId}/assistant`, fields: { seatId, ...booker } }
    },
  },
  "requests/booker-actions.ts removeBookerAction": {
    may: running,
    call: async ({ book }) => {
      const { seatId } = await book()
      return { page: `/organizer/requests/${seatId}/assistant`, fields: { seatId } }
    },
  },
  "requests/actions.ts releaseAction": withSomebody(running, "", ({ seatId }) => ({ seatId, back: "/organizer" })),
}

/** The session began a minute ago. */
const hasBegun = (id: string) =>
  db.groupSession.update({ where: { id }, data: { startsAt: new Date(Date.now() - 60_000) }, select: { id: true } })
