import { getLocale, getTranslations } from "next-intl/server"
import type { z } from "zod"
import type { FormAction, FormAnswer } from "@/components/ui/form"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import { findDeskSession } from "@/lib/sessions/queries"
import { sessionTimes } from "@/lib/sessions/rules"
import { decideBy } from "@/lib/sessions/rules-viability"
import { type FormatEdit, localTimeInput } from "@/lib/sessions/schema"
import { getSettings } from "@/lib/sessions/settings"
import { addLocalDays, localDayOf } from "@/lib/time-zone"
import { typed } from "../../../../../../form-answer"
import { sayProblems } from "../../../desk-action"
import { termPresets } from "./usual-format"

/** A format as typed, on a date: what the preview draws. Instants are text, as they travel in a form. */
export type Preview = {
  format: FormatEdit
  startsAt: string
  endsAt: string
  timeZone: string
  decideBy: string
}

/**
 * An action whose form has two more buttons, which save nothing: one shows what is typed as the participant would see
 * it, the other fills in terms to begin with.
 */
export function withPreview(schema: z.ZodType<FormatEdit>, save: FormAction): FormAction {
  return async (answer, data) => {
    if (!data.has("preview") && !data.has("preset")) return save(answer, data)
    await requireTeam({ may: runsSessions })
    return data.has("preset") ? sayPreset(typed(data).preset ?? "", data) : sayPreview(schema, data)
  }
}

/** Answers with what the typed format would look like. */
async function sayPreview(schema: z.ZodType<FormatEdit>, data: FormData): Promise<FormAnswer> {
  const values = typed(data)
  const parsed = schema.safeParse(values)
  if (!parsed.success) return sayProblems(parsed.error, data)
  const { timeZone, startsAt, endsAt } = await dateOf(values, parsed.data.lengthMinutes)
  const [{ region }, { decisionWorkingDays }] = [await getSettings(), parsed.data]
  const by = decideBy({ startsAt, timeZone, decisionWorkingDays, publishedAt: null, region })
  const preview: Preview = {
    format: parsed.data,
    ...{ timeZone, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), decideBy: by.toISOString() },
  }
  return say("previewed", { ...values, preview: JSON.stringify(preview) })
}

/** Answers with the terms of a preset in place of those typed. */
async function sayPreset(name: string, data: FormData): Promise<FormAnswer> {
  const preset = termPresets[name as "pilot"] ?? termPresets.pilot
  const others = Object.entries(typed(data)).filter(([field]) => !field.startsWith("terms.") && field !== "preset")
  const values = { ...Object.fromEntries(others), ...preset }
  return say("presetTaken", Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")))
}

const say = async (message: "previewed" | "presetTaken", values: Record<string, string>): Promise<FormAnswer> => ({
  stamp: crypto.randomUUID(),
  message: (await getTranslations("desk.formats"))(message),
  errors: {},
  values,
  tone: "accent",
})

/** The date that was chosen: one that is typed, else the session, else a morning in four weeks. */
async function dateOf({ previewStart, previewSession }: Record<string, string>, lengthMinutes: number) {
  const start = localTimeInput.safeParse(previewStart)
  const session = previewSession ? await findDeskSession(previewSession, await getLocale()) : null
  if (session && !start.success) return session
  const { timeZone } = await getSettings()
  const usual = `${localDayOf(addLocalDays(presentTime(), 28, timeZone), timeZone)}T10:00`
  return { timeZone, ...sessionTimes(start.success ? start.data : usual, timeZone, lengthMinutes) }
}
