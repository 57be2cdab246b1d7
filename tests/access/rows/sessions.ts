import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { db } from "@/lib/db"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { ask, previewOf } from "../../bookings/merge"
import { done } from "../../support/world"
import { wait } from "../../waitlist/world"
import { inSession, onPage, type Rows, withSomebody } from "../row"
import { running } from "../viewers"
import { isAskedAbout } from "./asked"

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
  "edit/actions.ts restoreAccessAction": inSession(running, "", async (sessionId) => {
    const url = `https://meet.example/${randomUUID()}`
    done(await saveMeetingLink({ sessionId, shown: null, url }, { actor: system }))
    return { sessionId, revision: url }
  }),
  "sessions/actions.ts publishSessionAction": inSession(running, "", (sessionId) => ({ sessionId }), { draft: true }),
  "sessions/actions.ts giveFirstAccessAction": {
    may: running,
    call: async (cast) => {
      // Without public dates: whoever wishes would have a seat there at once.
      const formatId = await cast.world.format("wished", {})
      const { id: sessionId } = await cast.session({ draft: true, formatId })
      const wishes = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: "00:00", until: "23:59" }))
      await wait(cast.world.jonas, [], { now: new Date(), formatId, wishes })
      return { page: `/organizer/sessions/${sessionId}`, fields: { sessionId } }
    },
  },
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
  "[id]/call-actions.ts noteAnswerAction": withSomebody(["host", ...running], "", async ({ sessionId, seatId }) => {
    await isAskedAbout(sessionId)
    return { sessionId, seatId, answer: "reached" }
  }),
  "[id]/merge-actions.ts askMergeAction": {
    may: running,
    call: async (cast) => {
      const { sessionId } = await cast.book({ sessionId: (await cast.session()).id })
      const target = await cast.session({ days: 47 })
      const { answerBy, revision, ...shown } = await previewOf({ id: sessionId }, target, new Date())
      return {
        page: `/organizer/sessions/${sessionId}/merge?into=${target.id}`,
        fields: { ...shown, revision: String(revision), answerBy: answerBy.toISOString() },
      }
    },
  },
  "[id]/merge-actions.ts withdrawMergeAction": withSomebody(running, "", async ({ sessionId }, { session }) => {
    const { questionId } = done(await ask({ id: sessionId }, await session({ days: 47 }), new Date()))
    return { sessionId, questionId }
  }),
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
