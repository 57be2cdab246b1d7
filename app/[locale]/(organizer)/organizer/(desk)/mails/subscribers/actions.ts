"use server"

import { z } from "zod"
import { runsSessions } from "@/lib/people/policy"
import { removeSubscription } from "@/lib/subscriptions/remove-subscription"
import { actorOf, deskAction, goTo } from "../../../desk-action"

export const removeSubscriberAction = deskAction(
  z.object({ subscriptionId: z.uuid() }),
  runsSessions,
  async (input, viewer) => {
    await removeSubscription(input, { actor: actorOf(viewer) })
    return goTo("/organizer/mails/subscribers", "subscriberRemoved")
  },
)
