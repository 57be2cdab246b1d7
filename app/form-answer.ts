import { getTranslations } from "next-intl/server"
import type { z } from "zod"
import type { FormAnswer } from "@/components/ui/form"
import { type Refusal, refuse } from "@/lib/errors"
import { admissionField } from "@/lib/people/rules-admission"

/** What was typed; an empty field is a missing one. Names that no field of ours has fall away, React's own with them. */
export const typed = (data: FormData): Record<string, string> =>
  Object.fromEntries(
    [...data].filter(
      (entry): entry is [string, string] =>
        /^[a-z][\w.]*$/i.test(entry[0]) && typeof entry[1] === "string" && entry[1].trim() !== "",
    ),
  )

/** The files that were brought along, by the names of their fields. An empty field holds a file without a name. */
export const filesIn = (data: FormData): Record<string, File> =>
  Object.fromEntries(
    [...data].filter((entry): entry is [string, File] => entry[1] instanceof File && entry[1].size > 0),
  )

/** `{ "participant.email": … }` as `{ participant: { email: … } }`; no name can reach a prototype. */
export function nested(fields: Record<string, string>): Record<string, unknown> {
  const whole = Object.create(null) as Record<string, unknown>
  for (const [name, value] of Object.entries(fields)) {
    const [first = "", second] = name.split(".", 2)
    if (second === undefined) whole[first] = value
    else whole[first] = Object.assign(Object.create(null), whole[first], { [second]: value })
  }
  return whole
}

/** A form that was not right: one sentence for each field, what was typed stays. */
export async function sayProblems(error: z.ZodError, data: FormData): Promise<Answer> {
  const [t, says] = await Promise.all([getTranslations("errors"), getTranslations("booking.problems")])
  const values = typed(data)
  const errors: Record<string, string> = {}
  for (const { path, message } of error.issues) {
    const whole = path.join(".")
    // A list that is typed into one field.
    const name = data.has(whole) ? whole : whole.replace(/\.\d+$/, "")
    const missing = `missing.${name.replace(/^participant\./, "").replace(".", "_")}` as "missing.email"
    const fault = `fields.${faultOf(message, values[name])}` as "fields.invalid"
    if (!values[name] && t.has(missing)) errors[name] ??= t(missing)
    else errors[name] ??= t(!values[name] ? "fields.required" : t.has(fault) ? fault : "fields.invalid")
  }
  return answer(says("title", { count: Object.keys(errors).length }), errors, data)
}

/** The most frequent slip in an address has a sentence of its own. */
const faultOf = (code: string, value = "") => (code === "email" && /@[^.@\s]+$/.test(value) ? "email_ending" : code)

/** A verb's "no" as a sentence, at the field it is about if there is one. */
export async function sayRefusal(
  { reason, triesLeft }: Refusal<string> & { triesLeft?: number },
  data: FormData,
  field?: string,
): Promise<Answer> {
  const t = await getTranslations("errors.reasons")
  const key = triesLeft === undefined ? reason : triesLeft > 0 ? "code_invalid_tries" : "too_many_tries"
  const sentence = t.has(key as "unknown") ? t(key as "code_invalid_tries", { tries: triesLeft ?? 0 }) : t("unknown")
  return answer(sentence, field ? { [field]: sentence } : {}, data)
}

/** The same where it may be about what a format asks of a person: at the field that asks it. */
export const sayAdmission = (refusal: Refusal<string>, data: FormData): Promise<Answer> =>
  sayRefusal(refusal, data, admissionField(refusal.reason))

/** Refusals that stand at the field for the code. */
export const aboutTheCode = new Set(["code_invalid", "code_expired", "too_many_tries"])

/** The texts behind the tick are not those that were there to be read: it has to be set once more. */
export async function sayOtherTexts(legalVersion: string, data: FormData): Promise<Answer> {
  const said = await sayRefusal(refuse("texts_changed"), data, "acceptTerms")
  const { acceptTerms: _, ...values } = said.values
  return { ...said, values: { ...values, legalVersion } }
}

type Answer = NonNullable<FormAnswer>

/** What a form hears, with all that was typed. */
export const answer = (message: string, errors: Record<string, string>, data: FormData): Answer => ({
  stamp: crypto.randomUUID(),
  message,
  errors,
  values: typed(data),
})
