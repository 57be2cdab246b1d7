import { describe, expect, it } from "vitest"
import { houseFields, toTree, valueAt } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/house/fields"
import { deviceOf } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/device"
import { changesOf } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/formats/format-changes"
import { readFormat, showFormat } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/formats/format-form"
import { termPresets, usualFormat } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/formats/usual-format"
import { deskPath, signInPath } from "@/app/[locale]/(organizer)/organizer/sign-in/paths"
import { formatEdit, formatInput, houseInput, termsInput } from "@/lib/sessions/schema"
import { defaultSettings } from "@/lib/sessions/settings"
import { demoFormats } from "@/prisma/demo/formats"

describe("where to go after signing in", () => {
  it.each(["/organizer", "/organizer/requests/0b6f-1", "/organizer/settings/team"])("leads to %s", (to) => {
    expect(deskPath(to)).toBe(to)
  })

  it.each([
    "https://elsewhere.example/organizer",
    "//elsewhere.example",
    "/organizer/../..//elsewhere.example",
    "/organizer@elsewhere.example",
    "/organizer\\elsewhere",
    "/organizer?x=//elsewhere.example",
    "/organizer\n/x",
    "/",
    "",
    undefined,
    ["/organizer"],
  ])("never leaves the desk for %j", (to) => {
    expect(deskPath(to)).toBe("/organizer")
    expect(signInPath(to)).toBe("/organizer/sign-in")
  })
})

describe("settings of the house as a form", () => {
  const names = Object.values(houseFields)
    .flat()
    .map(({ name }) => name)

  it("shows and reads back all of them", () => {
    const typed: Record<string, string> = {}
    for (const name of names) {
      const value = valueAt(defaultSettings, name)
      if (value) typed[name] = value
    }
    expect(houseInput.parse(toTree(typed))).toEqual(houseInput.parse(defaultSettings))
  })

  it("has a field for each setting", () => {
    type Schema = { shape?: Record<string, Schema> }
    const leaves = ({ shape }: Schema, path: string[] = []): string[] => {
      return shape ? Object.entries(shape).flatMap(([key, part]) => leaves(part, [...path, key])) : [path.join(".")]
    }
    const covered = (leaf: string) => names.some((name) => name === leaf || name.startsWith(`${leaf}.`))
    expect(leaves(houseInput as unknown as Schema).filter((leaf) => !covered(leaf))).toEqual([])
  })

  it("reads nothing but its fields", () => {
    expect(toTree({ "__proto__.polluted": "1", "constructor.prototype.polluted": "1" })).toEqual({
      legal: { texts: {} },
    })
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
  })
})

describe("a device", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1", "Safari, iOS"],
    ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/150.0 Safari/537 Edg/150.0", "Edge, Windows"],
    ["curl/8.0", ""],
  ])("%s", (userAgent, name) => expect(deviceOf(userAgent)).toBe(name))
})

describe("a format as a form", () => {
  it("shows and reads back every demo format", () => {
    for (const format of demoFormats) {
      const { slug: _slug, kind, decideNextMinute: _demo, ...edit } = formatInput.parse(format)
      expect(formatEdit.parse(readFormat({ ...showFormat(edit), kind }))).toEqual(edit)
    }
  })

  it.each([
    ["capacity", "eight"],
    ["capacity", ""],
    ["minimum", "-1"],
    ["vatRateBasisPoints", "nineteen"],
    ["priceNetCents", "1,234.00"],
    ["priceNetCents", "0"],
    ["decisionTimes", "25:00"],
    ["terms.steps.0.percent", "101"],
  ])("refuses %s %j", (name, value) => {
    const { slug: _slug, kind, decideNextMinute: _demo, ...edit } = formatInput.parse(demoFormats[1])
    expect(formatEdit.safeParse(readFormat({ ...showFormat(edit), kind })).success).toBe(true)
    expect(formatEdit.safeParse(readFormat({ ...showFormat(edit), kind, [name]: value })).success).toBe(false)
  })

  it.each([
    ["290", 29_000],
    ["290,5", 29_050],
    ["290.05", 29_005],
    [undefined, null],
  ])("reads the price %j", (typed, cents) => {
    expect(readFormat({ ...(typed && { priceNetCents: typed }) })).toMatchObject({ priceNetCents: cents })
  })
})

describe("what changed in a format", () => {
  const content = (format: (typeof demoFormats)[number]) => formatInput.parse(format)

  it("is told by field, word by word in the texts", () => {
    const before = content(demoFormats[1]!)
    const after = structuredClone({ ...before, priceNetCents: 31_000, round: "closed" as const })
    after.texts.de.name = "KI-Gruppen-Session: Vertiefung am Morgen"
    const told = changesOf(before, after).map(({ field, parts }) => [
      field,
      parts.map(({ text, only }) => (only === "before" ? `-${text}-` : only ? `+${text}+` : text)).join(""),
    ])
    expect(told).toEqual([
      ["admission", "-reviewed-+closed+"],
      ["priceNetCents", "-290,00-+310,00+"],
      ["texts.de.name", "KI-Gruppen-Session: Vertiefung+ am Morgen+"],
    ])
    expect(changesOf(before, structuredClone(before))).toEqual([])
  })

  it("says when an English text comes in place of the German one", () => {
    const { texts, ...rest } = content(demoFormats[1]!)
    const german = formatInput.parse({ ...rest, texts: { de: texts.de } })
    expect(german.texts.en).toEqual({ ...texts.de, language: "de" })
    expect(changesOf(german, { ...rest, texts }).map(({ field }) => field)).toContain("texts.en.name")
    // Read back it is German still, and follows it.
    expect(formatEdit.parse(readFormat({ ...showFormat(german), kind: "group" })).texts).toEqual(german.texts)
  })
})

describe("a new format", () => {
  it("needs a name and nothing else", () => {
    expect(formatInput.omit({ slug: true }).safeParse(readFormat(usualFormat)).success).toBe(false)
    const named = readFormat({ ...usualFormat, "texts.de.name": "KI-Frühstück" })
    expect(formatInput.omit({ slug: true }).parse(named)).toMatchObject({ capacity: 8, priceNetCents: null })
  })

  it.each(Object.entries(termPresets))("may begin with the terms of %s", (_, preset) => {
    const { terms } = readFormat(preset) as { terms: unknown }
    expect(termsInput.safeParse(terms).success).toBe(true)
  })

  it("is a closed round only with a review", () => {
    expect(readFormat({ admission: "closed" })).toMatchObject({ admission: "reviewed", round: "closed" })
    expect(readFormat({ admission: "instant" })).toMatchObject({ admission: "instant", round: "open" })
  })

  it("has the address that belongs to its place", () => {
    const typed = { meetingUrl: "https://meet.example/1", placeText: "Musterstraße 1" }
    expect(readFormat({ ...typed, place: "online" })).toMatchObject({ meetingUrl: typed.meetingUrl, placeText: null })
    expect(readFormat({ ...typed, place: "on_site" })).toMatchObject({ meetingUrl: null, placeText: typed.placeText })
  })
})
