"use server"

import { z } from "zod"
import { runsSessions } from "@/lib/people/policy"
import { settleObjection } from "@/lib/round/settle-objection"
import { actorOf, deskAction, goTo } from "../../desk-action"

export const settleObjectionAction = deskAction(z.object({ seatId: z.uuid() }), runsSessions, async (input, viewer) => {
  const settled = await settleObjection(input, { actor: actorOf(viewer) })
  return settled.ok ? goTo("/organizer", "objectionSettled") : settled
})
