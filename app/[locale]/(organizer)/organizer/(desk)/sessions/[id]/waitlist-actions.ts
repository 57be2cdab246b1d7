"use server"

import { z } from "zod"
import { runsSessions } from "@/lib/people/policy"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { pinEntry } from "@/lib/waitlist/pin-entry"
import { actorOf, deskAction, goTo } from "../../../desk-action"

const entry = { entryId: z.uuid(), sessionId: z.uuid() }
const page = (sessionId: string) => `/organizer/sessions/${sessionId}`

/** Puts somebody in front, or back where they were. */
export const pinEntryAction = deskAction(
  z.object({ ...entry, pinned: z.enum(["true", "false"]).transform((text) => text === "true") }),
  runsSessions,
  async ({ sessionId, ...input }, viewer) => {
    const outcome = await pinEntry(input, { actor: actorOf(viewer) })
    return outcome.ok ? goTo(page(sessionId), input.pinned ? "waitlistPinned" : "waitlistUnpinned") : outcome
  },
)

/** Takes somebody off the waiting list. */
export const removeEntryAction = deskAction(z.object(entry), runsSessions, async ({ sessionId, entryId }, viewer) => {
  const outcome = await leaveWaitlist({ entryId }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page(sessionId), "waitlistRemoved") : outcome
})
