"use server"

import { refresh } from "next/cache"
import { z } from "zod"
import { askMerge } from "@/lib/bookings/ask-merge"
import { withdrawMerge } from "@/lib/bookings/withdraw-merge"
import { conditionsInput } from "@/lib/bookings/schema"
import { number } from "@/lib/input"
import { runsSessions } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"

const page = (id: string) => `/organizer/sessions/${id}`

/** What the preview showed, sent back by its one button. */
const asked = z.object({
  ...{ sessionId: z.uuid(), targetId: z.uuid(), revision: number(z.int()), conditions: conditionsInput },
  answerBy: z.coerce.date(),
})

export const askMergeAction = deskAction(asked, runsSessions, async (input, viewer) => {
  const outcome = await askMerge(input, { actor: actorOf(viewer) })
  if (outcome.ok) return goTo(page(input.sessionId), "mergeAsked")
  refresh()
  return outcome
})

const withdrawn = z.object({ sessionId: z.uuid(), questionId: z.uuid() })

export const withdrawMergeAction = deskAction(withdrawn, runsSessions, async ({ sessionId, questionId }, viewer) => {
  const outcome = await withdrawMerge({ questionId }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(sessionId), "mergeWithdrawn") : outcome
})
