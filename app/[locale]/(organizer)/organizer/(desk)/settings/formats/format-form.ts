import { hundredths } from "@/lib/money"
import { participantRoles } from "@/lib/people/schema"
import { type FormatContent, offeredWays } from "@/lib/sessions/schema"

type Typed = Record<string, string>

/** Rows for steps of the terms that are read; the form shows one more than are filled in, three at least. */
const mostSteps = 5
export const stepRows = (shown: Typed): number[] => {
  const filled = rows.filter((row) => shown[`terms.steps.${row}.daysBefore`]).length
  return rows.slice(0, Math.min(mostSteps, Math.max(3, filled + 1)))
}
const rows = Array.from({ length: mostSteps }, (_, row) => row)

/** What is typed into the form of a format, in the shape the schema checks. */
export function readFormat(typed: Typed): Record<string, unknown> {
  const online = typed.place !== "on_site"
  return {
    kind: typed.kind,
    place: typed.place,
    placeText: online ? null : (typed.placeText ?? null),
    meetingUrl: online ? (typed.meetingUrl ?? null) : null,
    // One choice of three: a closed round that admits at once cannot be chosen.
    admission: typed.admission === "closed" ? "reviewed" : typed.admission,
    round: typed.admission === "closed" ? "closed" : "open",
    roles: participantRoles.filter((role) => typed[`roles.${role}`] === "on"),
    lengthMinutes: whole(typed.lengthMinutes),
    capacity: whole(typed.capacity),
    minimum: whole(typed.minimum),
    decisionWorkingDays: whole(typed.decisionWorkingDays),
    guarantee: typed.guarantee,
    position: whole(typed.position ?? "0"),
    decisionTimes: typed.decisionTimes?.split(/[\s,;]+/).filter(Boolean),
    priceNetCents: typed.priceNetCents ? hundredths(typed.priceNetCents) : null,
    vatRateBasisPoints: hundredths(typed.vatRateBasisPoints),
    ...readWaysToPay(typed),
    terms: readTerms(typed),
    texts: { de: readTexts(typed, "de"), ...(hasTexts(typed, "en") && { en: readTexts(typed, "en") }) },
  }
}

/** Where nothing is ticked it is the invoice. */
function readWaysToPay(typed: Typed) {
  const ticked = offeredWays.filter((way) => typed[`payBy.${way}`] === "on")
  return { payBy: ticked.length > 0 ? ticked : undefined, invoiceDays: whole(typed.invoiceDays ?? "14") }
}

function readTerms(typed: Typed) {
  const steps = rows.filter((row) => typed[`terms.steps.${row}.daysBefore`] ?? typed[`terms.steps.${row}.percent`])
  const rebook = typed["terms.rebookFreeDays"]
  return {
    steps: steps.map((row) => ({
      daysBefore: whole(typed[`terms.steps.${row}.daysBefore`]),
      percent: whole(typed[`terms.steps.${row}.percent`]),
    })),
    finalPercent: whole(typed["terms.finalPercent"]),
    waivedWhenRefilled: typed["terms.waivedWhenRefilled"] === "on",
    ...(rebook && { rebookFreeDays: whole(rebook) }),
  }
}

const hasTexts = (typed: Typed, locale: "de" | "en") =>
  Object.entries(typed).some(([name, value]) => name.startsWith(`texts.${locale}.`) && value.trim())

function readTexts(typed: Typed, locale: "de" | "en") {
  const fields = textFields.map(({ name }): [string, string | undefined] => [name, typed[`texts.${locale}.${name}`]])
  const texts = Object.fromEntries(fields)
  // A name that fits into a list is its own short name.
  if (texts.name && texts.name.trim().length <= 60) texts.shortName ??= texts.name
  return { ...texts, agenda: readAgenda(typed[`texts.${locale}.agenda`] ?? "") }
}

/** The texts of a format, in the order of its page. */
export const textFields: {
  name: "name" | "shortName" | "lead" | "quote" | "forWhom" | "notForWhom"
  long?: boolean
  optional?: boolean
}[] = [
  { name: "name" },
  { name: "shortName", optional: true },
  { name: "lead", long: true },
  { name: "quote", optional: true },
  { name: "forWhom", long: true },
  { name: "notForWhom", long: true },
]

// Not a number is NaN, which the schema refuses; nothing at all would become its default.
const whole = (text = "") => (/^\s*\d{1,9}\s*$/.test(text) ? Number(text) : NaN)

/** One point a line, before it its minutes: "5: Ankommen". */
function readAgenda(text: string): { text: string; minutes?: number }[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim())
    .map((line) => {
      const [, minutes, rest] = /^\s*(\d{1,3})\s*:\s*(.+)$/.exec(line) ?? []
      return minutes && rest ? { text: rest, minutes: Number(minutes) } : { text: line }
    })
}

/** What the form shows of a format, by the name of the field. */
export function showFormat(
  // A version of long ago knows no ways to pay and no roles.
  format: Omit<FormatContent, "kind" | "payBy" | "invoiceDays" | "roles"> & {
    roles?: string[]
    position?: number
    payBy?: string[]
    invoiceDays?: number
  },
): Typed {
  const { texts, terms, decisionTimes, priceNetCents, vatRateBasisPoints } = format
  const shown: Record<string, string | number | null | undefined> = {
    place: format.place,
    placeText: format.placeText,
    admission: format.round === "closed" ? "closed" : format.admission,
    ...Object.fromEntries(
      participantRoles.map((role) => [`roles.${role}`, format.roles?.includes(role) ? "on" : undefined]),
    ),
    lengthMinutes: format.lengthMinutes,
    capacity: format.capacity,
    minimum: format.minimum,
    decisionWorkingDays: format.decisionWorkingDays,
    guarantee: format.guarantee,
    position: format.position,
    decisionTimes: decisionTimes.join(", "),
    priceNetCents: priceNetCents === null ? undefined : decimal(priceNetCents),
    vatRateBasisPoints: decimal(vatRateBasisPoints).replace(/,00$/, ""),
    ...Object.fromEntries(offeredWays.map((way) => [`payBy.${way}`, format.payBy?.includes(way) ? "on" : undefined])),
    invoiceDays: format.invoiceDays,
    "terms.finalPercent": terms.finalPercent,
    "terms.rebookFreeDays": terms.rebookFreeDays,
    "terms.waivedWhenRefilled": terms.waivedWhenRefilled ? "on" : undefined,
  }
  terms.steps.forEach(({ daysBefore, percent }, row) => {
    shown[`terms.steps.${row}.daysBefore`] = daysBefore
    shown[`terms.steps.${row}.percent`] = percent
  })
  for (const locale of ["de", "en"] as const) {
    // A German text that stands in for the English one is not shown as one.
    if (texts[locale].language) continue
    for (const { name } of textFields) shown[`texts.${locale}.${name}`] = texts[locale][name]
    shown[`texts.${locale}.agenda`] = texts[locale].agenda
      .map(({ text, minutes }) => (minutes ? `${minutes}: ${text}` : text))
      .join("\n")
  }
  return Object.fromEntries(
    Object.entries(shown).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, String(value)]],
    ),
  )
}

const decimal = (hundredths: number) => (hundredths / 100).toFixed(2).replace(".", ",")
