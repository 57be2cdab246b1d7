"use server"

import { z } from "zod"
import { runsHouse } from "@/lib/people/policy"
import { dunningInput } from "@/lib/sessions/schema-dunning"
import { saveSettings } from "@/lib/sessions/settings"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { remindersPath } from "../money-places"

const typedDunning = z
  .record(z.string(), z.string())
  .transform((typed) => ({
    days: [0, 1, 2].map((index) => Number(typed[`days.${index}`] || NaN)),
    byItself: typed.byItself === "on",
  }))
  .pipe(dunningInput)

export const saveDunningAction = deskAction(typedDunning, runsHouse, async (dunning, viewer) => {
  await saveSettings({ dunning }, { actor: actorOf(viewer) })
  return goTo(remindersPath, "dunningSaved")
})
