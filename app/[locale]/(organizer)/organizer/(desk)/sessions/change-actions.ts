"use server"

import { getLocale, getTranslations } from "next-intl/server"
import { refresh } from "next/cache"
import { z } from "zod"
import { carryOutChange } from "@/lib/bookings/carry-out-change"
import { planCancellations } from "@/lib/bookings/plan-cancellations"
import { planChange } from "@/lib/bookings/plan-change"
import type { SessionChange } from "@/lib/bookings/schema"
import { withdrawChange } from "@/lib/bookings/withdraw-change"
import { type Refusal, refuse } from "@/lib/errors"
import { number } from "@/lib/input"
import { runsSessions } from "@/lib/people/policy"
import { findDeskSession } from "@/lib/sessions/queries"
import { groupSessionInput, localTimeInput, timeZoneInput } from "@/lib/sessions/schema"
import { actorOf, asTyped, deskAction, goTo } from "../../desk-action"
import { confirmation, message, revisions } from "./change-fields"
import { previewPath } from "./change-query"

const { capacity, minimum, language, placeText, hostId } = groupSessionInput.shape
const page = (id: string) => `/organizer/sessions/${id}`
const common = { sessionId: z.uuid(), revision: number(z.int()), ...confirmation }
type Common = z.output<z.ZodObject<typeof common>>

/**
 * A form that changes a session. What touches nobody is done; what touches people leads on to its preview, whose one
 * button sends the same form once more, confirmed.
 */
const changing = <Fields extends z.ZodRawShape>(
  fields: Fields,
  changeOf: (input: z.output<z.ZodObject<Fields>>) => SessionChange,
  done: string,
) =>
  deskAction(z.object({ ...fields, ...common }), runsSessions, async (input, viewer) => {
    const { sessionId, revision, message, confirmed } = input as unknown as Common
    const change = changeOf(input as z.output<z.ZodObject<Fields>>)
    const wish = { sessionId, revision, change, message, confirmed }
    const outcome = await planChange(wish, { actor: actorOf(viewer) })
    if (outcome.ok) return goTo(page(sessionId), saidOf(outcome.status, done))
    if (outcome.reason === "touches_people") return goTo(previewPath(sessionId, change))
    return withSaved(outcome, sessionId, confirmed)
  })

const saidOf = (status: "unchanged" | "planned" | "carried_out", done: string) =>
  status === "planned" ? "changePlanned" : status === "unchanged" ? "changeNone" : done

/** Beside "somebody was faster": what the fields of a form say in the database, or the preview made anew around it. */
async function withSaved(refusal: Refusal<string>, sessionId: string, previewed: boolean) {
  const [t, locale] = [await getTranslations("desk.languages"), await getLocale()]
  const session = refusal.reason === "stale_revision" ? await findDeskSession(sessionId, locale) : null
  if (!session) return refusal
  const { revision, language, placeText, minimum, hostId, hostName, localStart, timeZone } = session
  if (previewed) {
    refresh()
    return { ...refusal, theirs: { revision, fields: {} } }
  }
  const fields = {
    ...asTyped({ placeText, localStart, timeZone, minimum: String(minimum), capacity: String(session.capacity) }),
    language: { value: language, label: t(language) },
    hostId: { value: hostId ?? "", label: hostName ?? "" },
  }
  return { ...refusal, theirs: { revision, fields } }
}

export const moveSessionAction = changing(
  { localStart: localTimeInput, timeZone: timeZoneInput },
  ({ localStart, timeZone }) => ({ kind: "move", localStart, timeZone }),
  "moved",
)

export const editSessionAction = changing(
  { language, placeText, minimum: number(minimum), hostId },
  ({ language, placeText, minimum, hostId }) => ({ kind: "edit", language, placeText, minimum, hostId }),
  "saved",
)

export const changeCapacityAction = changing(
  { capacity: number(capacity) },
  ({ capacity }) => ({ kind: "capacity", capacity }),
  "capacityChanged",
)

export const cancelSessionAction = changing({}, () => ({ kind: "cancel" }), "cancelled")

/** Those that the preview showed, each on the revision it had. */
const chosen = revisions
  .transform((all) => Object.entries(all).map(([sessionId, revision]) => ({ sessionId, revision })))
  .pipe(
    z
      .array(z.object({ sessionId: z.uuid(), revision: z.int() }))
      .min(1)
      .max(50),
  )

export const cancelSessionsAction = deskAction(
  z.object({ sessions: chosen, message }),
  runsSessions,
  async (input, viewer) => {
    const outcome = await planCancellations(input, { actor: actorOf(viewer) })
    if (outcome.ok) return goTo("/organizer/sessions", "changesPlanned")
    if (outcome.reason === "message_missing") return outcome
    refresh()
    return outcome.reason === "stale_revision" ? refuse("stale_sessions") : outcome
  },
)

const ofPlan = z.object({ changeId: z.uuid(), sessionId: z.uuid() })

export const carryOutChangeAction = deskAction(ofPlan, runsSessions, async ({ changeId, sessionId }, viewer) => {
  const outcome = await carryOutChange({ changeId }, { actor: actorOf(viewer) })
  if (!outcome.ok) return outcome
  // The page of the first says nothing of the others.
  if (outcome.left > 0) return goTo("/organizer", "changePartly")
  return goTo(page(sessionId), outcome.status === "impossible" ? "changeImpossible" : "changeCarriedOut")
})

export const withdrawChangeAction = deskAction(ofPlan, runsSessions, async ({ changeId, sessionId }, viewer) => {
  const outcome = await withdrawChange({ changeId }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(sessionId), "changeWithdrawn") : outcome
})
