"use server"

import { z } from "zod"
import { awaitTestMail } from "@/lib/notifications/queries-test-mail"
import { requestTestMail } from "@/lib/notifications/request-test-mail"
import { runsHouse } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"

export const sendTestMailAction = deskAction(z.object({}), runsHouse, async (_, viewer) => {
  const asked = await requestTestMail({ teamMemberId: viewer.id }, { actor: actorOf(viewer) })
  if (!asked.ok) return asked
  await awaitTestMail(asked.activityId)
  // A new address: to one that is shown already, with another hash, the browser would not go.
  return goTo(`/organizer/settings/mail?tested=${asked.activityId}`)
})
