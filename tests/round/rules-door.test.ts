import { describe, expect, it } from "vitest"
import { pledgeHash, pledgeVersion } from "@/lib/round/pledge-text"
import { type AtDoor, type Door, doorOf, hostDoorOf, hostOpensAt, opensAt, pledgeOf } from "@/lib/round/rules-door"
import { at, minutesAfter } from "../support/world"

const [startsAt, endsAt] = [at("2027-01-28T10:00"), at("2027-01-28T11:30")]
const version = "2"
const seat = { startsAt, endsAt, status: "published", online: true } as const

/** Only a confirmed seat is one; a seat that was handed over is the next person's, who has promised nothing. */
const seats = { confirmed: seat, held: null, requested: null, released: null, substituted: seat } as const
const pledges = { pledged: ["1", version], old: ["1"], none: [] as string[] }
const times = { early: minutesAfter(startsAt, -16), open: minutesAfter(startsAt, -15), over: endsAt }
const roles = ["participant", "booker", "stranger"] as const

type Pledge = keyof typeof pledges
type Time = keyof typeof times

function says(
  role: (typeof roles)[number],
  state: keyof typeof seats,
  pledge: Pledge,
  time: Time,
  address = true,
): Door {
  const given = state === "substituted" ? [] : pledges[pledge]
  const facts: AtDoor = { role, seat: seats[state], pledges: given, hasAddress: address }
  return doorOf(facts, version, times[time])
}

describe("the door of a closed round", () => {
  it.each<[Pledge, Time, Door]>([
    ["pledged", "early", "too_early"],
    ["pledged", "open", "open"],
    ["pledged", "over", "over"],
    ["old", "early", "pledge_needed"],
    ["old", "open", "pledge_needed"],
    ["old", "over", "over"],
    ["none", "early", "pledge_needed"],
    ["none", "open", "pledge_needed"],
    ["none", "over", "over"],
  ])("to the person of a confirmed seat, %s, %s, says %s", (pledge, time, door) => {
    expect(says("participant", "confirmed", pledge, time)).toBe(door)
  })

  it("asks who took a seat over for a pledge of their own, whatever the one before promised", () => {
    for (const pledge of ["pledged", "old", "none"] as const) {
      expect(says("participant", "substituted", pledge, "early")).toBe("pledge_needed")
      expect(says("participant", "substituted", pledge, "open")).toBe("pledge_needed")
      expect(says("participant", "substituted", pledge, "over")).toBe("over")
    }
  })

  it("is for nobody without a confirmed seat, for no assistant and for no stranger", () => {
    const cells = roles.flatMap((role) =>
      (Object.keys(seats) as (keyof typeof seats)[]).flatMap((state) =>
        (Object.keys(pledges) as Pledge[]).flatMap((pledge) =>
          (Object.keys(times) as Time[]).map((time) => ({ role, state, pledge, time })),
        ),
      ),
    )
    expect(cells).toHaveLength(135)
    const others = cells.filter(({ role, state }) => role !== "participant" || seats[state] === null)
    for (const { role, state, pledge, time } of others)
      expect(says(role, state, pledge, time), `${role} ${state} ${pledge} ${time}`).toBe("not_for_you")
    expect(cells.filter(({ role, state, pledge, time }) => says(role, state, pledge, time) === "open")).toEqual([
      { role: "participant", state: "confirmed", pledge: "pledged", time: "open" },
    ])
  })

  it("waits where nobody has said yet where the meeting is, once it is time", () => {
    expect(says("participant", "confirmed", "pledged", "open", false)).toBe("waiting")
    expect(says("participant", "confirmed", "pledged", "early", false)).toBe("too_early")
  })

  it("opens to the millisecond and closes with the session, also one that was finished or called off before", () => {
    const facts: AtDoor = { role: "participant", seat, pledges: [version], hasAddress: true }
    const moment = (instant: Date) => doorOf(facts, version, instant)
    expect(moment(new Date(+opensAt(startsAt) - 1))).toBe("too_early")
    expect(moment(opensAt(startsAt))).toBe("open")
    expect(moment(new Date(+endsAt - 1))).toBe("open")
    expect(moment(endsAt)).toBe("over")
    for (const status of ["finished", "cancelled"] as const)
      expect(doorOf({ ...facts, seat: { ...seat, status } }, version, startsAt)).toBe("over")
  })

  it("has a pledge but no room where people meet on site", () => {
    const onSite: AtDoor = {
      role: "participant",
      seat: { ...seat, online: false },
      pledges: [version],
      hasAddress: true,
    }
    expect(doorOf(onSite, version, startsAt)).toBe("not_for_you")
    expect(pledgeOf(onSite, startsAt)).toBe("open")
  })
})

it("the text of a version is as it was promised: who changes it gives it another name", () => {
  expect({ version: pledgeVersion, de: pledgeHash("de"), en: pledgeHash("en") }).toMatchInlineSnapshot(`
    {
      "de": "d01468b9cb946b7c494a22edb566daccb685f32819f33b5d9b01e19979c168d2",
      "en": "be9a82d37c286a933418482972fb276d3a68bcedf6cfebd56cc22dd83aba444b",
      "version": "2026-12",
    }
  `)
})

it("opens to the host from an hour before the start to the end, while the session takes place", () => {
  const says = (now: Date, status: "published" | "guaranteed" | "draft" | "cancelled" | "finished" = "published") =>
    hostDoorOf({ startsAt, endsAt, status }, now)
  const opens = hostOpensAt(startsAt)
  expect(opens).toEqual(minutesAfter(startsAt, -60))
  expect([says(minutesAfter(opens, -1)), says(opens), says(minutesAfter(endsAt, -1), "guaranteed")]).toEqual([
    ...["host_too_early", "open", "open"],
  ])
  expect(says(endsAt)).toBe("not_on")
  for (const status of ["draft", "cancelled", "finished"] as const) expect(says(startsAt, status)).toBe("not_on")
})
