"use server"

import { z } from "zod"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { participantInput } from "@/lib/bookings/schema"
import { runsSessions } from "@/lib/people/policy"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { groupSessionInput } from "@/lib/sessions/schema"
import { actorOf, deskAction, goTo } from "../../desk-action"

const number = <Schema extends z.ZodType<unknown, number>>(schema: Schema) => z.coerce.number().pipe(schema)
const { capacity, minimum, language } = groupSessionInput.shape
const sessionId = z.uuid()
const page = (id: string) => `/organizer/sessions/${id}`

const created = groupSessionInput.extend({
  requestId: z.uuid(),
  capacity: number(capacity),
  minimum: number(minimum),
  publish: z.literal("1").optional(),
})

export const createSessionAction = deskAction(created, runsSessions, async ({ publish, ...input }, viewer) => {
  const by = { actor: actorOf(viewer) }
  const session = await createGroupSession(input, by)
  if (!session.ok) return session
  const published = publish ? await publishGroupSession({ sessionId: session.sessionId }, by) : null
  return goTo(page(session.sessionId), published?.ok ? "published" : "created")
})

export const publishSessionAction = deskAction(z.object({ sessionId }), runsSessions, async (input, viewer) => {
  const outcome = await publishGroupSession(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "published") : outcome
})

export const guaranteeSessionAction = deskAction(z.object({ sessionId }), runsSessions, async (input, viewer) => {
  const outcome = await guaranteeGroupSession(input, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(input.sessionId), "guaranteed") : outcome
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
