import { describe, expect, it } from "vitest"
import { isAnswered, planReminders, type ReminderRules, toCall, usualReminders } from "@/lib/sessions/rules-reminders"
import { formatDateTime } from "@/lib/time-zone"

const berlin = "Europe/Berlin"
const plan = (localStart: string, rules: Partial<ReminderRules> = {}, timeZone = berlin) =>
  planReminders({ ...usualReminders, ...rules }, { localStart, timeZone }, "BY")
/** Kind and wall clock of everything, as somebody would write it into a calendar. */
const said = (localStart: string, rules: Partial<ReminderRules> = {}, zone = berlin) =>
  plan(localStart, rules, zone).reminders.map(
    ({ kind, at }) => `${kind}: ${formatDateTime(at, zone, "de").replaceAll("\u00a0", " ")}`,
  )

describe.each([
  {
    why: "a Thursday",
    session: "2027-01-14T10:00",
    days: ["Do., 07.01.2027, 10:00", "Di., 12.01.2027, 10:00", "Mi., 13.01.2027, 10:00", "Do., 14.01.2027, 09:00"],
  },
  {
    why: "a Monday, which is asked about on Thursday",
    session: "2027-01-18T10:00",
    days: ["Mo., 11.01.2027, 10:00", "Do., 14.01.2027, 10:00", "Fr., 15.01.2027, 10:00", "Mo., 18.01.2027, 09:00"],
  },
  {
    why: "a Tuesday",
    session: "2027-01-19T10:00",
    days: ["Di., 12.01.2027, 10:00", "Fr., 15.01.2027, 10:00", "Mo., 18.01.2027, 10:00", "Di., 19.01.2027, 09:00"],
  },
  {
    why: "the day after Epiphany, a holiday in Bavaria",
    session: "2027-01-07T10:00",
    days: ["Do., 31.12.2026, 10:00", "Mo., 04.01.2027, 10:00", "Di., 05.01.2027, 10:00", "Do., 07.01.2027, 09:00"],
  },
  {
    why: "a week after a holiday, reminded of on the working day before it",
    session: "2027-01-13T10:00",
    days: ["Di., 05.01.2027, 10:00", "Mo., 11.01.2027, 10:00", "Di., 12.01.2027, 10:00", "Mi., 13.01.2027, 09:00"],
  },
  {
    why: "a Saturday",
    session: "2027-01-23T10:00",
    days: ["Fr., 15.01.2027, 10:00", "Do., 21.01.2027, 10:00", "Fr., 22.01.2027, 10:00", "Sa., 23.01.2027, 09:00"],
  },
  {
    why: "the Tuesday after Easter",
    session: "2027-03-30T10:00",
    days: ["Di., 23.03.2027, 10:00", "Mi., 24.03.2027, 10:00", "Do., 25.03.2027, 10:00", "Di., 30.03.2027, 09:00"],
  },
])("for $why", ({ session, days }) => {
  it("everything is due at these times", () => {
    const kinds = ["reminder", "question", "question_again", "last_reminder"]
    expect(said(session)).toEqual(kinds.map((kind, index) => `${kind}: ${days[index]} Uhr`))
  })
})

// Summer time ends on 25.10.2026 and begins on 28.03.2027.
describe("reminders an hour early after a clock change", () => {
  const hours = (at: Date, startsAt: string) => (new Date(startsAt).getTime() - at.getTime()) / 3_600_000
  it.each([
    {
      session: "2026-10-26T10:00",
      startsAt: "2026-10-26T09:00:00Z",
      hoursBefore: [7 * 24 + 1, 4 * 24 + 1, 3 * 24 + 1, 1],
    },
    { session: "2027-03-31T10:00", startsAt: "2027-03-31T08:00:00Z", hoursBefore: [7 * 24 - 1, 6 * 24 - 1, 24, 1] },
  ])("come at the time on the wall: $session", ({ session, startsAt, hoursBefore }) => {
    const { reminders } = plan(session, {}, berlin)
    expect(reminders.map(({ at }) => hours(at, startsAt))).toEqual(hoursBefore)
    for (const text of said(session).slice(0, 3)) expect(text).toMatch(/, 10:00 Uhr$/)
    // The twin: so many hours of 60 minutes before, and the clock on the wall shows another time.
    const naive = new Date(new Date(startsAt).getTime() - 7 * 24 * 3_600_000)
    expect(formatDateTime(naive, berlin, "de")).not.toMatch(/10:00/)
  })

  it("count in the zone of the session", () => {
    expect(said("2027-01-14T10:00", {}, "Asia/Kathmandu")[1]).toBe("question: Di., 12.01.2027, 10:00 Uhr")
  })
})

describe("other rules", () => {
  it("have a time of their own, and leave out what is empty", () => {
    const rules = { days: 14, questionDays: 3, againDays: null, minutes: null, atTime: "08:00" }
    expect(said("2027-01-14T18:00", rules)).toEqual([
      "reminder: Do., 31.12.2026, 08:00 Uhr",
      "question: Mo., 11.01.2027, 08:00 Uhr",
    ])
    expect(plan("2027-01-14T18:00", { questionDays: null })).toMatchObject({ askedAt: null, callFrom: null })
  })

  it("are of use until the next one, the last until the start", () => {
    const { reminders } = plan("2027-01-14T10:00")
    expect(reminders.map(({ usefulUntil }) => usefulUntil)).toEqual([
      ...reminders.slice(1).map(({ at }) => at),
      new Date("2027-01-14T09:00:00Z"),
    ])
  })

  it("count from when they were set", () => {
    const setAt = new Date("2027-01-12T09:00:00.001Z")
    const { reminders, askedAt } = plan("2027-01-14T10:00")
    const late = planReminders({ ...usualReminders, setAt }, { localStart: "2027-01-14T10:00", timeZone: berlin }, null)
    expect([reminders.length, late.reminders.map(({ kind }) => kind), late.askedAt]).toEqual([
      4,
      ["last_reminder"],
      null,
    ])
    expect(askedAt).not.toBeNull()
  })
})

describe("the call list", () => {
  const times = plan("2027-01-14T10:00")
  const session = { startsAt: new Date("2027-01-14T09:00:00Z"), movedAt: null as Date | null }
  const booked = { confirmedAt: new Date("2026-12-07T08:00:00Z"), answeredAt: null as Date | null }
  const since = new Date("2027-01-13T13:00:00Z")

  it("begins four hours after the last question and ends with the start", () => {
    expect(times.callFrom).toEqual(since)
    const calls = (now: Date) => toCall(booked, times, session, now)
    expect([calls(new Date(since.getTime() - 1)), calls(since)]).toEqual([false, true])
    expect([calls(new Date(session.startsAt.getTime() - 1)), calls(session.startsAt)]).toEqual([true, false])
  })

  it("is without whoever has answered or was confirmed after the question", () => {
    expect(toCall({ ...booked, answeredAt: since }, times, session, since)).toBe(false)
    const late = new Date(times.askedAt!.getTime() + 1)
    expect(toCall({ ...booked, confirmedAt: late }, times, session, since)).toBe(false)
    expect(toCall({ ...booked, confirmedAt: times.askedAt }, times, session, since)).toBe(true)
  })

  it("has whoever has answered for another date", () => {
    const [before, after] = [new Date("2027-01-12T10:00:00Z"), new Date("2027-01-12T11:00:00Z")]
    expect(isAnswered({ answeredAt: before }, after)).toBe(false)
    expect(toCall({ ...booked, answeredAt: before }, times, { ...session, movedAt: after }, since)).toBe(true)
  })
})
