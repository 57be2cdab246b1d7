import { getLocale, getTranslations } from "next-intl/server"
import type { z } from "zod"
import type { FormAnswer } from "@/components/ui/form"
import type { Actor } from "@/lib/activity"
import { requireSignedIn, requireTeam } from "@/lib/auth"
import { isTransient, type Refusal, refuse } from "@/lib/errors"
import type { Viewer } from "@/lib/people/policy"
import { answer, filesIn, typed } from "../../../form-answer"
import { redirect } from "../../../i18n/navigation"
import { roomWords } from "./room-words"

/** What is saved now, where an edit came too late: by field its value and how that reads. */
type Theirs = { revision: number | string; fields: Record<string, { value: string; label: string }> }

/** Fields that read as they are. */
export const asTyped = (values: Record<string, string | null>): Theirs["fields"] =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value: value ?? "", label: value ?? "" }]))

/** `instead`: what the refusal puts into fields in place of what was typed. */
type Said = Refusal<string> & { theirs?: Theirs; instead?: Record<string, string> }

/**
 * A server action of the desk: parse, who, do, say. `run` redirects when it is done (or returns null to stay), or
 * returns the verb's refusal, which becomes a sentence, at the field it is about.
 */
export function deskAction<Schema extends z.ZodType>(
  schema: Schema,
  may: ((viewer: Viewer) => boolean) | undefined,
  run: (input: z.output<Schema>, viewer: Viewer) => Promise<Said | null>,
  // Fields that may come several times, such as the ticks of a list.
  { lists = [] }: { lists?: string[] } = {},
) {
  return action(schema, () => requireTeam({ may }), run, lists)
}

/**
 * A server action for whoever is signed in, also by mail alone: to set up a second factor and to sign out, and for
 * nothing else.
 */
export const signedInAction = <Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, viewer: Viewer, data: FormData) => Promise<Said | FormAnswer>,
) => action(schema, requireSignedIn, run)

function action<Schema extends z.ZodType>(
  schema: Schema,
  who: () => Promise<Viewer>,
  run: (input: z.output<Schema>, viewer: Viewer, data: FormData) => Promise<Said | FormAnswer>,
  lists: string[] = [],
) {
  return async (_: FormAnswer, data: FormData): Promise<FormAnswer> => {
    const viewer = await who()
    const listed = Object.fromEntries(lists.map((name) => [name, data.getAll(name)]))
    const parsed = schema.safeParse({ ...typed(data), ...filesIn(data), ...listed })
    if (!parsed.success) return sayProblems(parsed.error, data)
    try {
      const said = await run(parsed.data, viewer, data)
      return said && "ok" in said ? await sayRefusal(said, data) : said
    } catch (error) {
      if (isTransient(error)) return sayRefusal(refuse("try_again"), data)
      throw error
    }
  }
}

/** One sentence for each field that was not right. */
export async function sayProblems(error: z.ZodError, data: FormData): Promise<FormAnswer> {
  const [desk, general] = [await getTranslations("desk"), await getTranslations("errors")]
  const team = await getTranslations("team.problems")
  const values = typed(data)
  const errors: Record<string, string> = {}
  for (const { path, message } of error.issues) {
    const name = fieldOf(path, data)
    const own = `problems.${message}` as "problems.local_time"
    const missing = `missing.${name}` as "missing.code"
    const fault = `fields.${message}` as "fields.invalid"
    if (desk.has(own)) errors[name] ??= desk(own)
    else if (values[name] && team.has(message as "factor_code")) errors[name] ??= team(message as "factor_code")
    else if (values[name]) errors[name] ??= general(general.has(fault) ? fault : "fields.invalid")
    else
      errors[name] ??= desk.has(missing) ? desk(missing) : general(general.has(missing) ? missing : "fields.required")
  }
  return answer(desk("problems.summary"), errors, data)
}

/** The field an issue is about: of what is read from one field in parts, the field. */
function fieldOf(path: PropertyKey[], data: FormData): string {
  const names = path.map((_, index) => path.slice(0, path.length - index).join("."))
  return names.find((name) => data.has(name)) ?? names[0] ?? ""
}

// A refusal stands at the field whose value it is about.
const fields: Record<string, string> = {
  below_taken: "capacity",
  below_minimum: "minimum",
  in_the_past: "localStart",
  local_time: "localStart",
  message_missing: "message",
  already_member: "email",
  email_taken: "email",
  already_booked: "email",
  closed_is_reviewed: "admission",
  round_in_use: "admission",
  code_taken: "code",
  code_invalid: "code",
  code_expired: "code",
  too_many_tries: "code",
  file_unreadable: "file",
  file_empty: "file",
  file_too_long: "file",
  file_too_large: "file",
  statement_too_large: "file",
  statement_unreadable: "file",
  statement_version: "file",
  iban_missing: "file",
  other_account: "file",
  archive_broken: "file",
  archive_other_version: "file",
  picture_too_large: "file",
  picture_unreadable: "file",
  accent_pale: "accent",
  factor_invalid: "code",
  factor_used: "code",
  factor_blocked: "code",
}

/** The sentence for a verb's "no". */
export async function sayRefusal(
  { ok: _, reason, theirs, instead, ...facts }: Said,
  data: FormData,
): Promise<FormAnswer> {
  const t = await getTranslations()
  if (theirs) return sayTheirs(theirs, data)
  const sentence = roomWords(t, "reasons", reason, facts) ?? t("desk.reasons.unknown")
  const field = fields[reason]
  const atField = field && data.has(field)
  const said = answer(atField ? t("desk.problems.summary") : sentence, atField ? { [field]: sentence } : {}, data)
  // Nothing is wrong: it is only shown before it is done.
  const tone = reason === "touches_people" ? "accent" : undefined
  return { ...said, tone, values: { ...said.values, ...instead } }
}

/** Somebody else was faster: says at each field what they saved. Sending once more is then on purpose. */
async function sayTheirs({ revision, fields }: Theirs, data: FormData): Promise<FormAnswer> {
  const t = await getTranslations("desk")
  const errors = Object.entries(fields).flatMap(([name, { value, label }]) => {
    const mine = data.get(name)
    // Browsers send every line break of a text as two characters.
    const text = typeof mine === "string" ? mine.replaceAll("\r\n", "\n") : value
    return text === value ? [] : [[name, t("problems.theirs", { value: excerpt(label, text) || "–" })]]
  })
  const said = answer(t("reasons.stale_revision"), Object.fromEntries(errors) as Record<string, string>, data)
  return { ...said, values: { ...said.values, revision: String(revision) } }
}

/** Of a long text the part where it begins to differ. */
function excerpt(text: string, other: string): string {
  if (text.length <= longest) return text
  let same = 0
  while (same < text.length && text[same] === other[same]) same++
  const start = Math.max(0, Math.min(same - longest / 10, text.length - longest))
  const end = start + longest
  return (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "")
}

const longest = 400

/** Goes to a page of the desk and says there what was done (`Done`). */
export async function goTo(href: string, done?: string): Promise<never> {
  const query = done ? `${href.includes("?") ? "&" : "?"}done=${done}` : ""
  return redirect({ href: href + query, locale: await getLocale() })
}

/** The viewer as the one who does it. */
export const actorOf = (viewer: Viewer): Actor => ({ kind: "organizer", id: viewer.id })
