"use server"

import { z } from "zod"
import { runsSessions } from "@/lib/people/policy"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { meetingUrlInput } from "@/lib/sessions/schema"
import { actorOf, deskAction, goTo } from "../../../../desk-action"

const access = z.object({ sessionId: z.uuid(), meetingUrl: meetingUrlInput.nullable().default(null) })

export const saveAccessAction = deskAction(access, runsSessions, async ({ sessionId, meetingUrl: url }, viewer) => {
  const outcome = await saveMeetingLink({ sessionId, url }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(`/organizer/sessions/${sessionId}`, "saved") : outcome
})
