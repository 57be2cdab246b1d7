import { beforeAll, describe, expect, it } from "vitest"
import { apiToken } from "@/lib/bookings/policy"
import { changeBooker } from "@/lib/bookings/change-booker"
import { pledgeText, pledgeVersion } from "@/lib/round/pledge-text"
import { atTheDoor } from "../round/at-door"
import { done, world } from "../support/world"
import { ask, type Asking } from "./api"

type World = Awaited<ReturnType<typeof world>>
let house: World
beforeAll(async () => {
  house = await world({ now: new Date() })
})

async function guest(minutes: number) {
  const { bookingId, reference, url } = await atTheDoor(house, minutes)
  done(await changeBooker({ bookingId, booker: house.anke }, { actor: { kind: "participant" } }))
  const [token, assistant] = [await apiToken(bookingId, "participant"), await apiToken(bookingId, "booker")]
  const at = (way: string, asking: Asking = {}) => ask(`/bookings/${reference}/${way}`, { token, ...asking })
  return { at, assistant, url, reference }
}
const refused = async (asking: ReturnType<typeof ask>) => {
  const { status, body } = await asking
  return [status, body.reason]
}
const json = { version: pledgeVersion }

describe("the door by the API", () => {
  it("is read, promised and entered by the participant", async () => {
    const { at, url } = await guest(10)
    expect((await at("pledge?locale=en")).body).toEqual({ ...json, ...pledgeText("en"), pledgedAt: null })
    expect(await refused(at("entry", { json: {} }))).toEqual([409, "pledge_needed"])
    expect(await refused(at("pledge", { json: { version: "2020-01" } }))).toEqual([409, "pledge_outdated"])
    const given = await at("pledge", { json })
    expect(given).toMatchObject({ status: 200, body: { ...json, pledgedAt: expect.any(String) as string } })
    expect((await at("pledge", { json })).body).toEqual(given.body)
    expect((await at("pledge")).body.pledgedAt).toBe(given.body.pledgedAt)
    const entered = await at("entry", { json: {} })
    expect([entered.status, entered.body]).toEqual([200, { meetingUrl: url }])
    expect(entered.headers.get("cache-control")).toBe("no-store")
    // Nothing else says it, and no GET enters.
    expect(JSON.stringify((await at("")).body)).not.toContain("meet.example")
    expect(await refused(at("entry"))).toEqual([405, "method_not_allowed"])
  })

  it("is nobody else's: neither the assistant's nor of another booking", async () => {
    const [mine, theirs] = [await guest(10), await guest(10)]
    const asAssistant = { token: mine.assistant, json }
    expect(await refused(mine.at("pledge", asAssistant))).toEqual([409, "not_for_you"])
    await mine.at("pledge", { json })
    expect(await refused(mine.at("entry", { ...asAssistant, json: {} }))).toEqual([409, "not_for_you"])
    expect(await refused(theirs.at("entry", { token: mine.assistant, json: {} }))).toEqual([404, "not_found"])
  })

  it("is not open before the time", async () => {
    const { at } = await guest(30)
    await at("pledge", { json })
    expect(await refused(at("entry", { json: {} }))).toEqual([409, "too_early"])
  })
})
