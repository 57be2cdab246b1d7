"use server"

import { z } from "zod"
import { number } from "@/lib/input"
import { runsSessions } from "@/lib/people/policy"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { createSeries } from "@/lib/sessions/create-series"
import { deleteDraft } from "@/lib/sessions/delete-draft"
import { editFollowing } from "@/lib/sessions/edit-following"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { publishSessions } from "@/lib/sessions/publish-sessions"
import { groupSessionInput } from "@/lib/sessions/schema"
import { seriesInput, seriesRule } from "@/lib/sessions/schema-series"
import { actorOf, deskAction, goTo } from "../../desk-action"
import { followingSaved } from "./[id]/following/saved"
import { readDates, readRevisions } from "./series-form"

const { language, placeText, minimum, hostId, capacity } = groupSessionInput.shape
const home = "/organizer/sessions"

const dates = z
  .record(z.string(), z.string())
  .transform(readDates)
  .pipe(
    seriesInput.extend({
      rule: seriesRule.nullable(),
      requestId: z.uuid(),
      capacity: number(capacity),
      minimum: number(minimum),
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

const following = z.object({
  sessionId: z.uuid(),
  revision: z.string().transform(readRevisions),
  ...{ language, placeText, hostId, minimum: number(minimum), capacity: number(capacity).optional() },
  localTime: seriesInput.shape.localTime.optional(),
})

export const editFollowingAction = deskAction(
  following,
  runsSessions,
  async ({ sessionId, revision, ...edit }, viewer) => {
    const outcome = await editFollowing({ sessionId, revisions: revision, edit }, { actor: actorOf(viewer) })
    return outcome.ok ? goTo(`${home}/${sessionId}`, "followingSaved") : followingSaved(outcome, sessionId)
  },
)

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
