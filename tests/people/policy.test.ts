import { describe, expect, it } from "vitest"
import {
  isComplete,
  keepsPeople,
  readsLog,
  readsMails,
  runsHouse,
  runsSessions,
  sessionScope,
  type Viewer,
} from "@/lib/people/policy"
import { type Asking, mayMailCode } from "@/lib/people/rules"
import { teamRoles } from "@/lib/people/schema"

const viewer = (role: Viewer["role"]) => ({ id: "me", role }) as Viewer

describe("who may", () => {
  it.each([
    ["owner", { runsSessions: true, readsMails: true, keepsPeople: true, readsLog: true, runsHouse: true, scope: {} }],
    [
      "organizer",
      { runsSessions: true, readsMails: true, keepsPeople: true, readsLog: true, runsHouse: false, scope: {} },
    ],
    [
      "host",
      {
        runsSessions: false,
        readsMails: false,
        keepsPeople: false,
        readsLog: false,
        runsHouse: false,
        scope: { hostId: "me" },
      },
    ],
  ] as const)("%s", (role, may) => {
    const member = viewer(role)
    expect({
      runsSessions: runsSessions(member),
      readsMails: readsMails(member),
      readsLog: readsLog(member),
      keepsPeople: keepsPeople(member),
      runsHouse: runsHouse(member),
      scope: sessionScope(member),
    }).toEqual(may)
  })

  it("is said for every role", () => expect(teamRoles).toEqual(["owner", "organizer", "host"]))
})

describe("a sign-in is complete", () => {
  it.each([
    ["by mail alone", null, false, { required: false, offered: true }],
    ["by mail alone, of who has a factor", null, true, { required: false, offered: false }],
    ["with a passkey", "passkey", true, { required: true, offered: true }],
    ["with a recovery code", "recovery_code", true, { required: true, offered: true }],
  ] as const)("%s", (_, secondFactor, hasSecondFactor, complete) => {
    const member = { secondFactor, hasSecondFactor }
    expect({ required: isComplete(member, "required"), offered: isComplete(member, "offered") }).toEqual(complete)
  })
})

describe("codes by mail", () => {
  const now = new Date("2027-01-11T09:00:00Z")
  const from = (minutesAgo: number, count: number, asking: Partial<Asking> = { network: "near" }) =>
    Array.from({ length: count }, () => ({
      ...{ at: new Date(now.getTime() - minutesAgo * 60_000), network: null, browser: null },
      ...asking,
    }))
  const stranger = { network: "near", browser: null }
  const own = { network: "near", browser: "own" }
  const crowd = (minutesAgo: number, count: number) =>
    Array.from({ length: count }, (_, index) => from(minutesAgo, 1, { network: `far ${index}` })).flat()

  it.each([
    ["the first", [], stranger, true],
    ["the fifth in a quarter of an hour", from(14, 4), stranger, true],
    ["the sixth", from(14, 5), stranger, false],
    ["a quarter of an hour later", from(15, 5), stranger, true],
    ["the twenty-first of a day from one network", from(60, 20), stranger, false],
    ["a day later", from(24 * 60, 20), stranger, true],
    ["from another network, while the first has used up its own", from(60, 20), { ...stranger, network: "far" }, true],
    ["in a browser that has signed in before, whatever strangers nearby do", from(1, 500), own, true],
    ["the sixth in that browser", from(1, 5, own), own, false],
    ["to strangers in the face of a crowd: not now", crowd(14, 20), stranger, false],
    ["to strangers in the face of a crowd: a quarter of an hour later", crowd(15, 20), stranger, true],
    ["to strangers, whatever the own browser was sent", from(1, 20, own), stranger, true],
    ["through a proxy that speaks for many", from(14, 10, {}), { network: null, browser: null }, true],
  ])("%s", (_, mailed, asking, may) => expect(mayMailCode(mailed, asking, now)).toBe(may))

  it("are never more than 116 a day to strangers, however many ask from however many networks, and never none", () => {
    const mailed: ReturnType<typeof from> = []
    let shutOut = 0
    for (let minute = 0; minute < 2 * 24 * 60; minute++) {
      const at = new Date(now.getTime() + minute * 60_000)
      const may = mayMailCode(mailed, { network: `network ${minute}`, browser: null }, at)
      if (may) mailed.push({ at, network: `network ${minute}`, browser: null })
      shutOut = may ? 0 : shutOut + 1
      expect(shutOut).toBeLessThan(15)
    }
    const perDay = mailed.filter(({ at }) => at.getTime() - now.getTime() < 24 * 3_600_000).length
    expect(perDay).toBeLessThanOrEqual(116)
  })
})
