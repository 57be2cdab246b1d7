import { readdirSync, readFileSync } from "node:fs"
import { createTranslator } from "use-intl/core"
import { describe, expect, it } from "vitest"
import { areas as onPages } from "@/app/i18n/request"

/** shared wording: calm, factual, short; nobody is hurried, blamed or addressed as "du". */
const never: Record<"de" | "en", [what: string, pattern: RegExp][]> = {
  de: [
    ["an exclamation mark", /!/],
    ["an emoji", /(?![©®™])\p{Extended_Pictographic}/u],
    ["three dots for an ellipsis", /\.\.\./],
    ["a hurry", /nur noch|letzte chance|jetzt sichern|sichern sie sich|schnell sein|beeilen/i],
    [
      "blame",
      /(adresse|e-mail|eingabe|code|angabe|feld)\w* (ist|sind|war|wurde) (ungültig|falsch|fehlerhaft)|(ungültige|falsche|fehlerhafte|unzulässige)[rsnm]? (adresse|e-mail|eingabe|code|angabe|wert)|sie haben (vergessen|versäumt)|sie müssen (?!nichts)/i,
    ],
    ["the informal you", /\b(du|dein\w*|dir|dich|euch|euer|eure\w*)\b/i],
    ["a course (FernUSG)", /(?<!keine? )\b(Kurs(?!iv)|Training|Zertifikat|Schulung|Seminar)/],
    ["only the masculine", /\b(Teilnehmer|Organisator|Bucher|Geschäftsführer)(n|s)?\b(?!:)/],
    ["another gender sign than the colon", /\w[*_]innen|\wInnen\b|\(in(nen)?\)/],
    ["a sender nobody reads", /no-?reply/i],
  ],
  en: [
    ["an exclamation mark", /!/],
    ["an emoji", /(?![©®™])\p{Extended_Pictographic}/u],
    ["three dots for an ellipsis", /\.\.\./],
    ["a hurry", /\bonly [\w{][^.]* left|last chance|hurry|don’t miss|don't miss|act now/i],
    [
      "blame",
      /\b(invalid|incorrect|illegal|wrong) (e-?mail|address|input|code|value|entry)|\bis (invalid|incorrect|wrong)\b|you (forgot|failed|must)\b/i,
    ],
    ["a course", /(?<!no )\b(training|certificate|webinar)\b/i],
    ["another spelling than ours", /\b(organis(er|ed|ing)|canceled|canceling)\b/i],
    ["a sender nobody reads", /no-?reply/i],
  ],
}

const locales = ["de", "en"] as const
const areas = readdirSync("messages/de").sort()
const read = (locale: string, area: string) => JSON.parse(readFileSync(`messages/${locale}/${area}`, "utf8")) as object
const texts = (node: object, path = ""): [key: string, text: string][] =>
  Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value
      ? texts(value, `${path}${key}.`)
      : [[path + key, String(value)] as [string, string]],
  )

/** The arguments and tags a sentence needs, in order of their names. A brace right inside a choice opens a branch. */
function parts(text: string): string[] {
  const names = [...text.matchAll(/<(\w+)>/g)].map(([, tag]) => `<${tag}>`)
  const open: ("choice" | "branch" | "value")[] = []
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    if (brace === "}") open.pop()
    else if (open.at(-1) === "choice") open.push("branch")
    else {
      const [, name = "", choice] =
        /^\{\s*(\w+)\s*(,\s*(?:plural|select|selectordinal)\s*,)?/.exec(text.slice(index)) ?? []
      names.push(name)
      open.push(choice ? "choice" : "value")
    }
  }
  return [...new Set(names)].sort()
}

it("has the same areas in both languages", () => {
  expect(readdirSync("messages/en").sort()).toEqual(areas)
})

it("has each area on the pages, but for that of mails", () => {
  expect([...onPages, "mail"].map((area) => `${area}.json`).sort()).toEqual(areas)
})

describe.each(areas)("%s", (area) => {
  const german = texts(read("de", area))
  const english = texts(read("en", area))

  it("has the same keys in both languages", () => {
    expect(english.map(([key]) => key).sort()).toEqual(german.map(([key]) => key).sort())
  })

  it("needs the same values in both languages", () => {
    const needed = Object.fromEntries(german.map(([key, text]) => [key, parts(text)]))
    for (const [key, text] of english) expect(parts(text), key).toEqual(needed[key])
  })

  it.each(locales)("says every sentence, in %s", (locale) => {
    const messages: Record<string, object> = { area: read(locale, area) }
    const t = createTranslator({
      locale,
      messages,
      namespace: "area",
      onError: (error) => {
        throw error
      },
    })
    for (const [key, text] of locale === "de" ? german : english) {
      for (const number of [0, 1, 7]) {
        const values = Object.fromEntries(
          parts(text).map<[string, unknown]>((part) =>
            part.startsWith("<") ? [part.slice(1, -1), (inner: string) => inner] : [part, number],
          ),
        )
        expect(t.markup(key as never, values as never), key).not.toContain("area.")
      }
    }
  })

  it.each(locales)("keeps the tone, in %s", (locale) => {
    const slips = texts(read(locale, area)).flatMap(([key, text]) =>
      never[locale].filter(([, pattern]) => pattern.test(text)).map(([what]) => `${key} has ${what}: ${text}`),
    )
    expect(slips).toEqual([])
  })
})
