"use server"

import { z } from "zod"
import { changeRetention } from "@/lib/bookings/change-retention"
import { number } from "@/lib/input"
import { runsHouse } from "@/lib/people/policy"
import { retentionInput } from "@/lib/sessions/schema"
import { actorOf, deskAction, goTo } from "../../../desk-action"

const { personMonths, mailMonths, unprovedDays, signInDays, roundDays } = retentionInput.shape
const periods = z.object({
  personMonths: number(personMonths),
  mailMonths: number(mailMonths),
  unprovedDays: number(unprovedDays),
  signInDays: number(signInDays),
  roundDays: number(roundDays.unwrap()),
  /** How many people one has read will be erased. */
  agreed: number(z.int().min(0)),
})

export const changeRetentionAction = deskAction(periods, runsHouse, async ({ agreed, ...retention }, viewer) => {
  const outcome = await changeRetention({ retention, agreed }, { actor: actorOf(viewer) })
  if (outcome.ok) return goTo("/organizer/settings/retention", "retentionSaved")
  return { ...outcome, instead: { agreed: String(outcome.people) } }
})
