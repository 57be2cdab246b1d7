import { describe, expect, it } from "vitest"
import { homePath, leadsTo, offeredIn } from "@/app/i18n/offered"
import { readCheck } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/mail/check-choice"
import { offeredLanguages } from "@/lib/sessions/schema"

const addresses = [
  "/",
  "/de",
  "/en",
  "/?format=gruppe",
  "/en?past=1",
  "/sessions/a-1",
  "/en/sessions/a-1?x=1",
  "/imprint",
  "/en/contact",
]
const localeOf = (path: string) => (/^\/en(?![^/?])/.test(path) ? "en" : "de")

describe("the languages of the public pages", () => {
  it("are those that are offered, the first one first", () => {
    expect(offeredLanguages.map(offeredIn)).toEqual([["de", "en"], ["en", "de"], ["de"], ["en"]])
  })

  it.each([
    ["de_en", { "/de": "/" }],
    ["en_de", { "/": "/en" }],
    [
      "de",
      {
        "/de": "/",
        "/en": "/",
        "/en?past=1": "/?past=1",
        "/en/sessions/a-1?x=1": "/sessions/a-1?x=1",
        "/en/contact": "/contact",
      },
    ],
    [
      "en",
      {
        ...{ "/": "/en", "/de": "/en", "/?format=gruppe": "/en?format=gruppe" },
        ...{ "/sessions/a-1": "/en/sessions/a-1", "/imprint": "/en/imprint" },
      },
    ],
  ] as const)("as %s: what is not offered leads to what is", (languages, expected) => {
    const found = addresses.flatMap((path) => {
      const to = leadsTo(path, localeOf(path), languages)
      return to === null ? [] : [[path, to]]
    })
    expect(Object.fromEntries(found)).toEqual(expected)
  })

  it("never lead in a circle", () => {
    for (const languages of offeredLanguages)
      for (const path of addresses) {
        const to = leadsTo(path, localeOf(path), languages)
        if (to) expect(leadsTo(to, localeOf(to), languages)).toBeNull()
      }
  })

  it("each have a list that is shown and not led away from", () => {
    for (const languages of offeredLanguages)
      for (const locale of offeredIn(languages)) {
        const home = homePath(locale, languages)
        expect([home, localeOf(home), leadsTo(home, locale, languages)]).toEqual([home, locale, null])
      }
  })
})

describe("the name of a DKIM key", () => {
  it.each([["s1"], ["selector1"], ["k2.mail"], ["20260101_a"]])("may be %s", (selector) => {
    expect(readCheck({ ask: "1", selector: ` ${selector} ` })).toEqual({ ask: true, selector })
  })

  it.each([["a b"], ["-a"], ["a..b"], ["a.example;rm"], ["x".repeat(64)]])(
    "is not %s, and nobody is asked",
    (selector) => {
      expect(readCheck({ ask: "1", selector })).toEqual({ ask: false, selector, problem: true })
    },
  )

  it("is not asked for by opening the page", () => {
    expect(readCheck({ selector: "s1" })).toEqual({ ask: false })
    expect(readCheck({ ask: "1" })).toEqual({ ask: true })
  })
})
