"use server"

import { z } from "zod"
import { runsHouse } from "@/lib/people/policy"
import { chooseAccent } from "@/lib/sessions/choose-accent"
import { removePortrait } from "@/lib/sessions/remove-portrait"
import { savePortrait } from "@/lib/sessions/save-portrait"
import { colourInput, languagesInput } from "@/lib/sessions/schema"
import { saveSettings } from "@/lib/sessions/settings"
import { actorOf, deskAction, goTo } from "../../../desk-action"

const page = "/organizer/settings/look"
const picture = z.object({ file: z.instanceof(File, { error: "file" }) })

export const savePortraitAction = deskAction(picture, runsHouse, async ({ file }, viewer) => {
  const saved = await savePortrait({ bytes: new Uint8Array(await file.arrayBuffer()) }, { actor: actorOf(viewer) })
  return saved.ok ? goTo(page, "portraitSaved") : saved
})

export const removePortraitAction = deskAction(z.object({}), runsHouse, async (_, viewer) => {
  await removePortrait({ actor: actorOf(viewer) })
  return goTo(page, "portraitRemoved")
})

export const chooseAccentAction = deskAction(z.object({ accent: colourInput }), runsHouse, async (chosen, viewer) => {
  const outcome = await chooseAccent(chosen, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page, "accentSaved") : { ...outcome, instead: { accent: outcome.nearest } }
})

const chosenLanguages = z.object({ languages: languagesInput })

export const saveLanguagesAction = deskAction(chosenLanguages, runsHouse, async (chosen, viewer) => {
  await saveSettings(chosen, { actor: actorOf(viewer) })
  return goTo(page, "languagesSaved")
})
