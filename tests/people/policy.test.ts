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
import { mayMailCode } from "@/lib/people/rules"
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
  const ago = (minutes: number, count: number) => Array<Date>(count).fill(new Date(now.getTime() - minutes * 60_000))

  it.each([
    ["the first", [], true],
    ["the fifth in a quarter of an hour", ago(14, 4), true],
    ["the sixth", ago(14, 5), false],
    ["a quarter of an hour later", ago(15, 5), true],
    ["the twentieth in a day", ago(60, 19), true],
    ["the twenty-first", ago(60, 20), false],
    ["a day later", ago(24 * 60, 20), true],
  ])("%s", (_, mailedAt, may) => expect(mayMailCode(mailedAt, now)).toBe(may))
})
