"use server"

import { refresh } from "next/cache"
import { z } from "zod"
import { planFollowing } from "@/lib/bookings/plan-following"
import { type Refusal, refuse } from "@/lib/errors"
import { number } from "@/lib/input"
import { runsSessions } from "@/lib/people/policy"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { createSeries } from "@/lib/sessions/create-series"
import { deleteDraft } from "@/lib/sessions/delete-draft"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { publishSessions } from "@/lib/sessions/publish-sessions"
import { groupSessionInput } from "@/lib/sessions/schema"
import { seriesInput, seriesRule } from "@/lib/sessions/schema-series"
import { actorOf, deskAction, goTo } from "../../desk-action"
import { followingPath } from "./[id]/following/following-query"
import { followingSaved } from "./[id]/following/saved"
import { confirmation, revisions } from "./change-fields"
import { readDates } from "./series-form"

const home = "/organizer/sessions"

const dates = z
  .record(z.string(), z.string())
  .transform(readDates)
  .pipe(
    seriesInput.extend({
      rule: seriesRule.nullable(),
      requestId: z.uuid(),
      capacity: number(groupSessionInput.shape.capacity),
      minimum: number(groupSessionInput.shape.minimum),
    }),
  )

/** One date is a session by itself, several are a series. */
export const createDatesAction = deskAction(dates, runsSessions, async ({ rule, ...input }, viewer) => {
  const by = { actor: actorOf(viewer) }
  if (rule) {
    const series = await createSeries({ rule, ...input }, by)
    if (!series.ok) return series
    return input.publish ? goTo(home, "seriesPublished") : goTo(`${home}?show=drafts`, "seriesDraft")
  }
  const { days, localTime, publish, ...shared } = input
  const session = await createGroupSession({ ...shared, localStart: `${days[0]}T${localTime}` }, by)
  if (!session.ok) return session
  const published = publish ? await publishGroupSession({ sessionId: session.sessionId }, by) : null
  return goTo(`${home}/${session.sessionId}`, published?.ok ? "published" : "created")
})

const { language, placeText, minimum, hostId, capacity, localStart } = groupSessionInput.shape
const following = z.object({
  sessionId: z.uuid(),
  revision: revisions,
  ...confirmation,
  edit: z.object({ language, placeText, hostId, minimum: number(minimum), capacity: number(capacity), localStart }),
})

/**
 * A change of several dates: what touches people, moves dates or leaves some as they are leads on to its preview, whose
 * one button sends the same form once more, confirmed.
 */
export const editFollowingAction = deskAction(
  z.preprocess((typed) => ({ ...(typed as object), edit: typed }), following),
  runsSessions,
  async ({ sessionId, revision: revisions, ...wish }, viewer) => {
    const outcome = await planFollowing({ sessionId, revisions, ...wish }, { actor: actorOf(viewer) })
    if (outcome.ok) return goTo(`${home}/${sessionId}`, saidOf[outcome.status])
    if (outcome.reason === "touches_people" || outcome.reason === "look_first")
      return goTo(followingPath(sessionId, wish.edit))
    return wish.confirmed ? lookAgain(outcome) : followingSaved(outcome, sessionId)
  },
)

const saidOf = { unchanged: "changeNone", planned: "changesPlannedTogether", carried_out: "followingSaved" }

/** The preview, made anew: what speaks against a date now is named there. */
function lookAgain(refusal: Refusal<string>) {
  refresh()
  return refusal.reason === "session_closed" ? refusal : refuse("stale_following")
}

export const deleteDraftAction = deskAction(z.object({ sessionId: z.uuid() }), runsSessions, async (input, viewer) => {
  const outcome = await deleteDraft(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(`${home}?show=drafts`, "draftDeleted") : outcome
})

const ticked = z.object({ id: z.array(z.uuid()).min(1).max(200) })

/** Publishes what is ticked in the list, which then says what could not be. */
export const publishSessionsAction = deskAction(
  ticked,
  runsSessions,
  async ({ id: sessionIds }, viewer) => {
    const { published, left } = await publishSessions({ sessionIds }, { actor: actorOf(viewer) })
    const query = left.length > 0 ? `?show=drafts&${left.map((id) => `left=${id}`).join("&")}` : ""
    return goTo(home + query, published.length > 0 ? "manyPublished" : undefined)
  },
  { lists: ["id"] },
)
