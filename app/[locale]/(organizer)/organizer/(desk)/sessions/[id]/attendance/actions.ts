"use server"

import { z } from "zod"
import { recordAttendance } from "@/lib/bookings/record-attendance"
import { attendanceInput } from "@/lib/bookings/schema"
import { sessionScope } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../../desk-action"

const input = attendanceInput.extend({
  /** The row to come back to: on a phone the next one is below it. */
  row: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .optional(),
})

export const recordAttendanceAction = deskAction(input, undefined, async ({ row, ...recorded }, viewer) => {
  const outcome = await recordAttendance({ ...recorded, ...sessionScope(viewer) }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(`/organizer/sessions/${recorded.sessionId}/attendance${row ? `#${row}` : ""}`) : outcome
})
