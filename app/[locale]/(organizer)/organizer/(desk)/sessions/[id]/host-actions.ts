"use server"

import { redirect as leaveFor } from "next/navigation"
import { z } from "zod"
import { sessionScope } from "@/lib/people/policy"
import { enterAsHost } from "@/lib/round/enter-as-host"
import { actorOf, deskAction } from "../../../desk-action"

/** Leads whoever leads the round into the meeting, as its moderator. */
export const enterAsHostAction = deskAction(z.object({ sessionId: z.uuid() }), undefined, async (input, viewer) => {
  const { id, name } = viewer
  const entered = await enterAsHost(
    { ...input, ...sessionScope(viewer), host: { id, name } },
    { actor: actorOf(viewer) },
  )
  return entered.ok ? leaveFor(entered.meetingUrl) : entered
})
