"use server"

import { z } from "zod"
import { emailInput } from "@/lib/input"
import { clearMark } from "@/lib/notifications/clear-mark"
import { runsSessions } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"

export const clearMarkAction = deskAction(z.object({ address: emailInput }), runsSessions, async (input, viewer) => {
  await clearMark(input, { actor: actorOf(viewer) })
  return goTo("/organizer/mails/addresses", "markCleared")
})
