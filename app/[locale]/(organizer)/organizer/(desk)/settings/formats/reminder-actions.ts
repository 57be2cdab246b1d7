"use server"

import { getTranslations } from "next-intl/server"
import { z } from "zod"
import type { FormAnswer } from "@/components/ui/form"
import { requireTeam } from "@/lib/auth"
import { runsSessions } from "@/lib/people/policy"
import { saveReminders } from "@/lib/sessions/save-reminders"
import { reminderRules } from "@/lib/sessions/schema-reminders"
import { typed } from "../../../../../../form-answer"
import { actorOf, deskAction, goTo, sayProblems } from "../../../desk-action"
import { reminderTimes } from "./reminder-times"

const input = z.object({ formatId: z.uuid() }).and(reminderRules)

const save = deskAction(input, runsSessions, async ({ formatId, ...rules }, viewer) => {
  const outcome = await saveReminders({ formatId, rules }, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(`/organizer/settings/formats/${formatId}`, "remindersSaved") : outcome
})

/** Saves when people are reminded and asked; by its other button it only says when that would be. */
export async function saveRemindersAction(answer: FormAnswer, data: FormData): Promise<FormAnswer> {
  if (!data.has("look")) return save(answer, data)
  await requireTeam({ may: runsSessions })
  const parsed = input.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  const times = await reminderTimes(parsed.data.formatId, parsed.data)
  const message = (await getTranslations("reminders.rules"))("shown")
  const values = { ...typed(data), times: JSON.stringify(times) }
  return { stamp: crypto.randomUUID(), message, errors: {}, values, tone: "accent" }
}
