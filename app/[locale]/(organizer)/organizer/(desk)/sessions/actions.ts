"use server"

import { z } from "zod"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { substituteInput } from "@/lib/people/schema"
import { runsSessions } from "@/lib/people/policy"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { groupSessionInput } from "@/lib/sessions/schema"
import { giveFirstAccess } from "@/lib/waitlist/give-first-access"
import { actorOf, deskAction, goTo } from "../../desk-action"

const { language } = groupSessionInput.shape
const sessionId = z.uuid()
const page = (id: string) => `/organizer/sessions/${id}`

export const publishSessionAction = deskAction(z.object({ sessionId }), runsSessions, async (input, viewer) => {
  const outcome = await publishGroupSession(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "published") : outcome
})

export const giveFirstAccessAction = deskAction(z.object({ sessionId }), runsSessions, async (input, viewer) => {
  const outcome = await giveFirstAccess(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "firstAccessGiven") : outcome
})

export const guaranteeSessionAction = deskAction(z.object({ sessionId }), runsSessions, async (input, viewer) => {
  const outcome = await guaranteeGroupSession(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "guaranteed") : outcome
})

const added = substituteInput.extend({
  ...{ requestId: z.uuid(), sessionId, locale: language },
  anyway: z.literal("on").optional(),
})

export const addByHandAction = deskAction(
  added,
  runsSessions,
  async ({ requestId, sessionId, locale, anyway, ...participant }, viewer) => {
    const input = { requestId, sessionId, locale, participant, anyway: anyway === "on" }
    const outcome = await addByHand(input, { actor: actorOf(viewer) })
    if (outcome.ok) return goTo(page(sessionId), "added")
    const asksAgain = outcome.reason === "company_asked" || outcome.reason === "conflict_noted"
    return asksAgain ? { ...outcome, instead: { warned: "1" } } : outcome
  },
)
