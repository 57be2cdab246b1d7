import { describe, expect, it } from "vitest"
import { keepers, readersOf, told } from "@/lib/notifications/rules-recipients"

const petra = "petra@muster.example"
const anke = "anke@muster.example"
const alone = { email: petra, bookerEmail: null, calendarFor: "participant" } as const
const assisted = { ...alone, bookerEmail: anke } as const
const parts = (kind: Parameters<typeof readersOf>[0], holders: Parameters<typeof readersOf>[1]) =>
  readersOf(kind, holders).map(({ part, withEntry }) => `${part}${withEntry ? " + entry" : ""}`)

describe("who is told", () => {
  it.each([
    ["confirmed", ["participant + entry", "booker"]],
    ["session_moved", ["participant + entry", "booker"]],
    ["reserved", ["participant", "booker"]],
    ["duplicate", ["participant"]],
    ["substitute", ["participant + entry"]],
    ["substituted", ["booker"]],
    ["booker_named", ["booker"]],
    ["booker_changed", ["participant + entry"]],
    ["calendar_renamed", ["participant + entry"]],
  ] as const)("%s", (kind, expected) => {
    expect(parts(kind, assisted)).toEqual(expected)
  })

  it("is one reader where both parts are one mailbox, whatever was chosen", () => {
    for (const calendarFor of ["participant", "booker", "both"] as const)
      expect(parts("confirmed", { ...assisted, bookerEmail: petra, calendarFor })).toEqual(["participant + entry"])
  })

  it("is nobody but invoices for who pays", () => {
    for (const kind of ["confirmed", "released", "session_cancelled", "offer"] as const)
      expect(told(kind, "recipient")).toBe("no")
  })
})

describe("whose calendar it is in", () => {
  it.each([
    [alone, ["participant"]],
    [assisted, ["participant"]],
    [{ ...assisted, calendarFor: "booker" }, ["booker"]],
    [{ ...assisted, calendarFor: "both" }, ["participant", "booker"]],
    // The database refuses it; should it be so, somebody has the entry.
    [{ ...alone, calendarFor: "booker" }, ["participant"]],
  ] as const)("%j", (holders, expected) => {
    expect(keepers(holders)).toEqual(expected)
  })

  it("tells of another title only who keeps the entry", () => {
    expect(parts("calendar_renamed", { ...assisted, calendarFor: "booker" })).toEqual(["booker + entry"])
  })
})
