"use server"

import { refresh } from "next/cache"
import { noteAnswer } from "@/lib/bookings/note-answer"
import { answerInput } from "@/lib/bookings/schema"
import { sessionScope } from "@/lib/people/policy"
import { actorOf, deskAction } from "../../../desk-action"

/** Stays where it is: the next call is below, and sending it twice says the same. */
export const noteAnswerAction = deskAction(answerInput, undefined, async (input, viewer) => {
  const outcome = await noteAnswer({ ...input, ...sessionScope(viewer) }, { actor: actorOf(viewer) })
  if (!outcome.ok) return outcome
  refresh()
  return null
})
