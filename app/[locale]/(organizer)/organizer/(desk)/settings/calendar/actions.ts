"use server"

import { z } from "zod"
import { endFeed } from "@/lib/notifications/end-feed"
import { renewFeed } from "@/lib/notifications/renew-feed"
import { actorOf, deskAction, goTo } from "../../../desk-action"

const nothing = z.object({})
const here = "/organizer/settings/calendar"

/** Everybody of the team has a calendar of their own. */
export const renewFeedAction = deskAction(nothing, undefined, async (_, viewer) => {
  await renewFeed({ teamMemberId: viewer.id }, { actor: actorOf(viewer) })
  return goTo(here, "feedRenewed")
})

export const endFeedAction = deskAction(nothing, undefined, async (_, viewer) => {
  await endFeed({ teamMemberId: viewer.id }, { actor: actorOf(viewer) })
  return goTo(here, "feedEnded")
})
