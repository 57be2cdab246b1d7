import { describe, expect, it } from "vitest"
import { attendanceOpen, type SessionState, sessionTasks } from "@/lib/sessions/rules"
import { at, berlin } from "../support/world"

const session = (fields: Partial<SessionState> = {}): SessionState => ({
  ...{ status: "published", startsAt: at("2027-01-26T10:00"), endsAt: at("2027-01-26T11:30"), timeZone: berlin },
  ...{ decisionWorkingDays: 5, publishedAt: at("2026-12-07T09:00"), region: null, guarantee: "at_minimum" },
  ...{ hasPlace: true, minimum: 4, confirmed: 4, held: 0, recorded: 0, ...fields },
})
const kinds = (fields: Partial<SessionState>, now: string) =>
  sessionTasks(session(fields), at(now)).map(({ kind }) => kind)

describe("the minimum", () => {
  it("is a task from two weeks before its decision until the start, and overdue after it", () => {
    const below = { confirmed: 2 }
    expect(kinds(below, "2027-01-05T16:59")).toEqual([])
    expect(sessionTasks(session(below), at("2027-01-05T17:00"))).toEqual([
      { kind: "below_minimum", missing: 2, decideBy: at("2027-01-19T17:00"), overdue: false },
    ])
    expect(sessionTasks(session(below), at("2027-01-19T17:00"))).toMatchObject([{ overdue: true }])
    expect(kinds(below, "2027-01-26T10:00")).toEqual([])
    expect(kinds({ confirmed: 4 }, "2027-01-20T10:00")).toEqual([])
    expect(kinds({ ...below, status: "guaranteed" }, "2027-01-20T10:00")).toEqual([])
  })

  it("is a task too where enough are confirmed and the organizer decides by hand", () => {
    expect(kinds({ guarantee: "by_hand" }, "2027-01-06T10:00")).toEqual(["undecided"])
    expect(kinds({ guarantee: "by_hand", status: "guaranteed" }, "2027-01-06T10:00")).toEqual([])
    expect(kinds({ guarantee: "at_decision" }, "2027-01-06T10:00")).toEqual([])
  })
})

it("a place is missing in the last two weeks", () => {
  expect(kinds({ hasPlace: false }, "2027-01-12T09:59")).toEqual([])
  expect(kinds({ hasPlace: false, status: "guaranteed" }, "2027-01-12T10:00")).toEqual(["place_missing"])
  expect(kinds({ hasPlace: false, status: "draft" }, "2027-01-25T10:00")).toEqual(["draft_near"])
})

it("a draft is near in its last four weeks, and no more when it has passed", () => {
  expect(kinds({ status: "draft" }, "2026-12-29T09:59")).toEqual([])
  expect(kinds({ status: "draft" }, "2026-12-29T10:00")).toEqual(["draft_near"])
  expect(kinds({ status: "draft" }, "2027-01-26T10:00")).toEqual([])
})

it("holds that nobody has verified are told until the start", () => {
  expect(sessionTasks(session({ held: 2 }), at("2027-01-20T10:00"))).toEqual([{ kind: "unverified", people: 2 }])
  expect(kinds({ held: 2, recorded: 4 }, "2027-01-26T12:00")).toEqual([])
})

describe("attendance", () => {
  it("opens with the local day", () => {
    expect(attendanceOpen(session(), at("2027-01-25T23:59"))).toBe(false)
    expect(attendanceOpen(session(), at("2027-01-26T00:00"))).toBe(true)
  })

  it("is asked for when the session is over, until it is known of everybody, for two months", () => {
    for (const status of ["published", "guaranteed", "finished"] as const) {
      expect(kinds({ status }, "2027-01-26T11:29")).toEqual([])
      expect(sessionTasks(session({ status, recorded: 3 }), at("2027-01-26T11:30"))).toEqual([
        { kind: "attendance_missing", people: 1 },
      ])
      expect(kinds({ status, recorded: 4 }, "2027-01-27T09:00")).toEqual([])
      expect(kinds({ status }, "2027-03-28T12:00")).toEqual([])
    }
    expect(kinds({ status: "cancelled", confirmed: 0 }, "2027-01-27T09:00")).toEqual([])
  })
})
