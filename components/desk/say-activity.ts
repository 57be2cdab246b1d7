import type { useTranslations } from "next-intl"
import type { LogEntry } from "@/lib/bookings/list-activities"
import { formatDateTime } from "@/lib/time-zone"

type Desk = ReturnType<typeof useTranslations<"desk">>
type Team = ReturnType<typeof useTranslations<"team">>

/** What the log is told with: the words, and where the desk stands. */
export type Teller = { desk: Desk; team: Team; zone: string; locale: "de" | "en" }

/** What happened, in a sentence: "Rolle von Otto geändert." A kind without a sentence is named as it is. */
export function sayActivity(entry: LogEntry, { team }: Teller): string {
  const key = `log.kinds.${entry.kind.replaceAll(".", "_")}` as "log.kinds.seat_held"
  const { detail } = entry
  if (!team.has(key)) return entry.kind
  return team(key, {
    person: entry.person ?? "–",
    member: entry.memberName ?? entry.actorName ?? "–",
    format: entry.formatName ?? "–",
    with: text(detail.with ?? detail.kind ?? "code"),
    first: String(detail.first === true),
    invited: String(detail.invited === true),
    pinned: String(detail.pinned === true),
    scope: text(detail.scope ?? "all"),
    reason: text(detail.reason ?? "none"),
    left: Number(detail.left ?? 0),
    count: Number(detail.count ?? 0),
    added: Number(detail.added ?? 0),
  })
}

/** Who did it: a member, whoever booked, or the app by itself. */
export const sayActor = (entry: LogEntry, { team }: Teller): string =>
  entry.actorName ?? team(`log.actors.${entry.actorKind}`)

/** `before` is null where there was nothing to change. */
export type Change = { label: string; before: string | null; after: string }

/** What was before and after, each as it reads on its page. Of long texts only which one. */
export function sayChanges({ detail }: LogEntry, teller: Teller): { changes: Change[]; texts: string[] } {
  const [before, after] = [asValues(detail.before), asValues(detail.after)]
  // Of who is invited the sentence says the name.
  const said = (path: string) => path === "name" && detail.teamMemberId !== undefined
  const paths = Object.keys(after).filter((path) => after[path] !== before[path] && !said(path))
  const changes = paths.map((path) => ({
    label: path === "" ? "" : sayField(path, teller),
    before: path in before ? sayValue(path, before[path], teller) : null,
    after: sayValue(path, after[path], teller),
  }))
  const texts = Array.isArray(detail.texts) ? detail.texts.map((path) => sayField(String(path), teller)) : []
  return { changes, texts }
}

/** A value alone stands for itself; of what was nothing before, only what it is. */
const asValues = (side: unknown): Record<string, unknown> =>
  side === undefined || side === null ? {} : typeof side === "object" ? (side as Record<string, unknown>) : { "": side }

function sayField(path: string, { desk, team }: Teller): string {
  const [, base = path, language] = /^(.*?)(?:\.(de|en))?$/.exec(path) ?? []
  // Of a list, what it is a list of.
  const name = base.replace(/\.\d+$/, "").replaceAll(".", "_")
  const own = `log.fields.${name}` as "log.title"
  const rooms = ["fields", "house.fields", "formats.fields"].map((room) => `${room}.${name}` as "brand")
  const elsewhere = rooms.find((key) => desk.has(key))
  const label = team.has(own) ? team(own) : elsewhere ? desk(elsewhere) : base
  return language ? `${label} (${desk(`languages.${language as "de" | "en"}`)})` : label
}

function sayValue(path: string, value: unknown, { desk, team, zone, locale }: Teller): string {
  if (value === null || value === undefined || value === "") return "–"
  const words = text(value)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(words)) return formatDateTime(new Date(words), zone, locale)
  if (path === "role") return desk(`roles.${words as "owner"}`)
  const key = `log.values.${words}` as "log.title"
  return /^\w{1,30}$/.test(words) && team.has(key) ? team(key) : words
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value))

/** "Plätze: 8 → 10" */
export const sayChange = ({ label, before, after }: Change): string =>
  `${label && `${label}: `}${before === null ? "" : `${before} → `}${after}`
