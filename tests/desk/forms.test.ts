import { describe, expect, it } from "vitest"
import { houseFields, toTree, valueAt } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/house/fields"
import { deviceOf } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/device"
import { deskPath, signInPath } from "@/app/[locale]/(organizer)/organizer/sign-in/paths"
import { settingsInput } from "@/lib/sessions/schema"
import { defaultSettings } from "@/lib/sessions/settings"

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
    const typed = Object.fromEntries(
      names.map((name) => [name, valueAt(defaultSettings, name)]).filter(([, value]) => value),
    )
    expect(settingsInput.parse(toTree(typed as Record<string, string>))).toEqual(defaultSettings)
  })

  it("has a field for each setting", () => {
    const leaves = (schema: object, path: string[] = []): string[] => {
      const { shape } = schema as { shape?: Record<string, object> }
      return shape ? Object.entries(shape).flatMap(([key, part]) => leaves(part, [...path, key])) : [path.join(".")]
    }
    const covered = (leaf: string) => names.some((name) => name === leaf || name.startsWith(`${leaf}.`))
    expect(leaves(settingsInput).filter((leaf) => !covered(leaf))).toEqual([])
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
