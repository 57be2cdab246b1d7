import type { FormatEdit } from "@/lib/sessions/schema"

type Typed = Record<string, string>

/** Rows for steps of the terms in the form. */
export const termSteps = [0, 1, 2]

/** What is typed into the form of a format, in the shape the schema checks. */
export function readFormat(typed: Typed): Record<string, unknown> {
  const steps = termSteps.filter((row) => typed[`terms.steps.${row}.daysBefore`] ?? typed[`terms.steps.${row}.percent`])
  return {
    kind: typed.kind,
    place: typed.place,
    admission: typed.admission,
    lengthMinutes: whole(typed.lengthMinutes),
    capacity: whole(typed.capacity),
    minimum: whole(typed.minimum),
    position: whole(typed.position ?? "0"),
    decisionTimes: typed.decisionTimes?.split(/[\s,;]+/).filter(Boolean),
    priceNetCents: typed.priceNetCents ? hundredths(typed.priceNetCents) : null,
    vatRateBasisPoints: hundredths(typed.vatRateBasisPoints),
    terms: {
      steps: steps.map((row) => ({
        daysBefore: whole(typed[`terms.steps.${row}.daysBefore`]),
        percent: whole(typed[`terms.steps.${row}.percent`]),
      })),
      finalPercent: whole(typed["terms.finalPercent"]),
      waivedWhenRefilled: typed["terms.waivedWhenRefilled"] === "on",
    },
    texts: { de: readTexts(typed, "de"), en: readTexts(typed, "en") },
  }
}

const readTexts = (typed: Typed, locale: "de" | "en") => ({
  ...Object.fromEntries(textFields.map(({ name }) => [name, typed[`texts.${locale}.${name}`]])),
  agenda: readAgenda(typed[`texts.${locale}.agenda`] ?? ""),
})

/** The texts of a format, in the order of its page. */
export const textFields: {
  name: "name" | "shortName" | "lead" | "quote" | "forWhom" | "notForWhom"
  long?: boolean
  optional?: boolean
}[] = [
  { name: "name" },
  { name: "shortName" },
  { name: "lead", long: true },
  { name: "quote", optional: true },
  { name: "forWhom", long: true },
  { name: "notForWhom", long: true },
]

// Not a number is NaN, which the schema refuses; nothing at all would become its default.
const whole = (text = "") => (/^\s*\d{1,9}\s*$/.test(text) ? Number(text) : NaN)

/** "290", "290,5" or "290.00", in hundredths. */
function hundredths(text = ""): number {
  const [, units, fraction = ""] = /^\s*(\d{1,7})(?:[.,](\d{1,2}))?\s*$/.exec(text) ?? []
  return units === undefined ? NaN : Number(units) * 100 + Number(fraction.padEnd(2, "0"))
}

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
export function showFormat(format: FormatEdit): Typed {
  const { texts, terms, decisionTimes, priceNetCents, vatRateBasisPoints } = format
  const shown: Record<string, string | number | undefined> = {
    place: format.place,
    admission: format.admission,
    lengthMinutes: format.lengthMinutes,
    capacity: format.capacity,
    minimum: format.minimum,
    position: format.position,
    decisionTimes: decisionTimes.join(", "),
    priceNetCents: priceNetCents === null ? undefined : decimal(priceNetCents),
    vatRateBasisPoints: decimal(vatRateBasisPoints).replace(/,00$/, ""),
    "terms.finalPercent": terms.finalPercent,
    "terms.waivedWhenRefilled": terms.waivedWhenRefilled ? "on" : undefined,
  }
  terms.steps.forEach(({ daysBefore, percent }, row) => {
    shown[`terms.steps.${row}.daysBefore`] = daysBefore
    shown[`terms.steps.${row}.percent`] = percent
  })
  for (const locale of ["de", "en"] as const) {
    for (const { name } of textFields) shown[`texts.${locale}.${name}`] = texts[locale][name]
    shown[`texts.${locale}.agenda`] = texts[locale].agenda
      .map(({ text, minutes }) => (minutes ? `${minutes}: ${text}` : text))
      .join("\n")
  }
  return Object.fromEntries(
    Object.entries(shown).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}

const decimal = (hundredths: number) => (hundredths / 100).toFixed(2).replace(".", ",")
