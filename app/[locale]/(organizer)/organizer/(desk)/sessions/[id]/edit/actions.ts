"use server"

import { z } from "zod"
import { refuse } from "@/lib/errors"
import { runsSessions } from "@/lib/people/policy"
import { findSessionLinks } from "@/lib/sessions/queries-formats"
import { restoreMeetingLink } from "@/lib/sessions/restore-meeting-link"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { meetingUrlInput } from "@/lib/sessions/schema"
import { actorOf, asTyped, deskAction, goTo } from "../../../../desk-action"
import { confirming, shownInput } from "../../../link-input"
import { confirmed } from "../../change-fields"

const page = (sessionId: string) => `/organizer/sessions/${sessionId}`
const access = z.object({
  sessionId: z.uuid(),
  revision: shownInput,
  meetingUrl: meetingUrlInput.nullable().default(null),
  confirmed,
})

export const saveAccessAction = deskAction(access, runsSessions, async (input, viewer) => {
  const { sessionId, revision: shown, meetingUrl: url, confirmed } = input
  const outcome = await saveMeetingLink({ sessionId, shown, url, confirmed }, { actor: actorOf(viewer) })
  if (outcome.ok) return goTo(page(sessionId), "saved")
  if (outcome.reason === "touches_people") return confirming({ revision: shown ?? "" })
  return outcome.reason === "stale_revision" ? withSaved(sessionId) : outcome
})

/** Beside "somebody was faster": the address as it is. */
async function withSaved(sessionId: string) {
  const { own } = await findSessionLinks(sessionId)
  const theirs = { revision: own ?? "", fields: asTyped({ meetingUrl: own }) }
  return { ...refuse("stale_revision"), theirs }
}

export const restoreAccessAction = deskAction(
  access.pick({ sessionId: true, revision: true }),
  runsSessions,
  async ({ sessionId, revision: shown }, viewer) => {
    const outcome = await restoreMeetingLink({ groupSessionId: sessionId, shown }, { actor: actorOf(viewer) })
    return outcome.ok ? goTo(page(sessionId), "linkRestored") : outcome
  },
)
