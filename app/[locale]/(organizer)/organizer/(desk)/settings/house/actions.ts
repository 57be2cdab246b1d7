"use server"

import { z } from "zod"
import { runsHouse } from "@/lib/people/policy"
import { houseInput } from "@/lib/sessions/schema"
import { saveSettings } from "@/lib/sessions/settings"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { toTree } from "./fields"

const typedSettings = z
  .record(z.string(), z.string())
  .transform((typed): unknown => toTree(typed))
  .pipe(houseInput)

export const saveHouseAction = deskAction(typedSettings, runsHouse, async (settings, viewer) => {
  await saveSettings(settings, { actor: actorOf(viewer) })
  return goTo("/organizer/settings/house", "saved")
})
