"use server"

import { refresh } from "next/cache"
import { recordAttendance } from "@/lib/bookings/record-attendance"
import { attendanceInput } from "@/lib/bookings/schema"
import { sessionScope } from "@/lib/people/policy"
import { actorOf, deskAction } from "../../../../desk-action"

/** Stays where it is: the next person is below, and sending it twice says the same. */
export const recordAttendanceAction = deskAction(attendanceInput, undefined, async (input, viewer) => {
  const outcome = await recordAttendance({ ...input, ...sessionScope(viewer) }, { actor: actorOf(viewer) })
  if (!outcome.ok) return outcome
  refresh()
  return null
})
