"use server"

import { getTranslations } from "next-intl/server"
import { z } from "zod"
import type { FormAction, FormAnswer } from "@/components/ui/form"
import { requireTeam } from "@/lib/auth"
import { now } from "@/lib/clock"
import { findSampleAppointment } from "@/lib/notifications/sample-appointment"
import { editableKinds, findFault, type OwnText, parts, readers } from "@/lib/notifications/rules-texts"
import { sampleMail } from "@/lib/notifications/sample-mail"
import { saveMailText } from "@/lib/notifications/save-mail-text"
import { runsSessions } from "@/lib/people/policy"
import { type Locale, locales } from "@/lib/sessions/schema"
import { answer, typed } from "../../../../../../../../../form-answer"
import { actorOf, deskAction, goTo } from "../../../../../../desk-action"

const about = z.object({ formatId: z.uuid(), kind: z.enum(editableKinds), reader: z.enum(readers) })
type About = z.output<typeof about>

const inWords = z
  .record(z.string(), z.string())
  .transform((fields) => ({ ...fields, texts: readTexts(fields) }))
  .pipe(about.extend({ texts: z.custom<Record<Locale, OwnText>>() }))

const save = deskAction(inWords, runsSessions, async (input, viewer) => {
  const saved = await saveMailText(input, { actor: actorOf(viewer) })
  if (!saved.ok) return saved
  const isOwn = locales.some((locale) => parts.some((part) => input.texts[locale][part] !== null))
  const reader = input.reader === "participant" ? "" : `?reader=${input.reader}`
  return goTo(
    `/organizer/settings/formats/${input.formatId}/texts/${input.kind}${reader}`,
    isOwn ? "textSaved" : "textReset",
  )
})

/** Saves; with the button for it shows only, and with the one at a field takes its words away and saves. */
export const saveMailTextAction: FormAction = async (last, data) => {
  await requireTeam({ may: runsSessions })
  const back = data.get("standard")
  if (typeof back === "string") data.set(back, "")
  const parsed = about.safeParse(typed(data))
  const faults = parsed.success ? await sayFaults(parsed.data, data) : null
  if (faults) return faults
  return parsed.success && data.has("preview") ? preview(parsed.data, data) : save(last, data)
}

/** What is wrong with which text, and where in it. */
async function sayFaults({ kind }: About, data: FormData): Promise<FormAnswer> {
  const t = await getTranslations("mailing.texts")
  const errors: Record<string, string> = {}
  const texts = readTexts(typed(data))
  for (const locale of locales)
    for (const part of parts) {
      const text = texts[locale][part]
      const found = text === null ? null : findFault(text, kind, part)
      if (!found) continue
      const { fault, position, name, most } = found
      errors[`${locale}.${part}`] = t(`faults.${fault}`, { position, name: `{${name}}`, most, example: "{date}" })
    }
  return Object.keys(errors).length > 0 ? answer(t("problems"), errors, data) : null
}

async function preview({ formatId, kind, reader }: About, data: FormData): Promise<FormAnswer> {
  const t = await getTranslations("mailing.texts")
  const texts = readTexts(typed(data))
  const said = answer(t("previewed"), {}, data)
  for (const locale of locales) {
    const appointment = await findSampleAppointment(formatId, locale, now())
    if (!appointment) return answer(t("problems"), {}, data)
    const mail = await sampleMail(kind, { reader, locale, appointment, ownText: texts[locale] })
    Object.assign(said.values, { [`shown.${locale}.subject`]: mail.subject, [`shown.${locale}.text`]: mail.text })
  }
  return { ...said, tone: "accent" }
}

/** An empty field is the standard text. Line ends become "\n". */
function readTexts(fields: Record<string, string>): Record<Locale, OwnText> {
  const read = (name: string) => fields[name]?.replace(/\r\n?/g, "\n").trim() || null
  const of = (locale: Locale): OwnText => ({ subject: read(`${locale}.subject`), opening: read(`${locale}.opening`) })
  return { de: of("de"), en: of("en") }
}
