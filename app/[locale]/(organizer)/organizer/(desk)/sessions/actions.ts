"use server"

import { getLocale, getTranslations } from "next-intl/server"
import { z } from "zod"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { cancelGroupSession } from "@/lib/bookings/cancel-group-session"
import { changeCapacity } from "@/lib/bookings/change-capacity"
import { participantInput } from "@/lib/bookings/schema"
import type { Refusal } from "@/lib/errors"
import { paragraphs } from "@/lib/input"
import { runsSessions } from "@/lib/people/policy"
import { editGroupSession } from "@/lib/sessions/edit-group-session"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import { moveGroupSession } from "@/lib/sessions/move-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { findDeskSession } from "@/lib/sessions/queries"
import { groupSessionInput, localTimeInput, timeZoneInput } from "@/lib/sessions/schema"
import { actorOf, deskAction, goTo } from "../../desk-action"

const number = <Schema extends z.ZodType<unknown, number>>(schema: Schema) => z.coerce.number().pipe(schema)
const { capacity, minimum, language, placeText, hostId } = groupSessionInput.shape
const sessionId = z.uuid()
const revision = number(z.int())
const page = (id: string) => `/organizer/sessions/${id}`

const edited = z.object({ sessionId, revision, language, placeText, minimum: number(minimum), hostId })

export const editSessionAction = deskAction(edited, runsSessions, async ({ sessionId, revision, ...edit }, viewer) => {
  const outcome = await editGroupSession({ sessionId, revision, edit }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(sessionId), "saved") : withSaved(outcome, sessionId)
})

/** Beside "somebody was faster": what the fields of a form say in the database. */
async function withSaved(refusal: Refusal<string>, sessionId: string) {
  const [t, locale] = [await getTranslations("desk.languages"), await getLocale()]
  const session = refusal.reason === "stale_revision" ? await findDeskSession(sessionId, locale) : null
  if (!session) return refusal
  const { revision, language, placeText, minimum, hostId, hostName, localStart, timeZone } = session
  const plain = (text: string) => ({ value: text, label: text })
  const fields = {
    language: { value: language, label: t(language) },
    placeText: plain(placeText ?? ""),
    minimum: plain(String(minimum)),
    hostId: { value: hostId ?? "", label: hostName ?? "" },
    localStart: plain(localStart),
    timeZone: plain(timeZone),
  }
  return { ...refusal, theirs: { revision, fields } }
}

export const publishSessionAction = deskAction(z.object({ sessionId }), runsSessions, async (input, viewer) => {
  const outcome = await publishGroupSession(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "published") : outcome
})

export const guaranteeSessionAction = deskAction(z.object({ sessionId }), runsSessions, async (input, viewer) => {
  const outcome = await guaranteeGroupSession(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "guaranteed") : outcome
})

const resized = z.object({ sessionId, capacity: number(capacity) })

export const changeCapacityAction = deskAction(resized, runsSessions, async (input, viewer) => {
  const outcome = await changeCapacity(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "capacityChanged") : outcome
})

const moved = z.object({ sessionId, revision, localStart: localTimeInput, timeZone: timeZoneInput })

export const moveSessionAction = deskAction(moved, runsSessions, async (input, viewer) => {
  const outcome = await moveGroupSession(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "moved") : withSaved(outcome, input.sessionId)
})

const cancelled = z.object({ sessionId, revision, message: paragraphs(2000), sure: z.literal("on") })

export const cancelSessionAction = deskAction(cancelled, runsSessions, async (input, viewer) => {
  const outcome = await cancelGroupSession(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "cancelled") : withSaved(outcome, input.sessionId)
})

const added = participantInput.extend({ requestId: z.uuid(), sessionId, locale: language })

export const addByHandAction = deskAction(
  added,
  runsSessions,
  async ({ requestId, sessionId, locale, ...participant }, viewer) => {
    const outcome = await addByHand({ requestId, sessionId, locale, participant }, { actor: actorOf(viewer) })
    return outcome.ok ? goTo(page(sessionId), "added") : outcome
  },
)
