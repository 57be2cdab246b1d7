import { afterEach, beforeAll, describe, expect, it, vi } from "vitest"
import { apiToken } from "@/lib/bookings/policy"
import { changeBooker } from "@/lib/bookings/change-booker"
import * as settings from "@/lib/env"
import { pledgeText, pledgeVersion } from "@/lib/round/pledge-text"
import { atTheDoor } from "../round/at-door"
import { asProsody, bigBlueButton, jitsi } from "../round/own-servers"
import { done, world } from "../support/world"
import { ask, type Asking } from "./api"

type World = Awaited<ReturnType<typeof world>>
let house: World
beforeAll(async () => {
  house = await world({ now: new Date() })
})

async function guest(minutes: number, at?: string) {
  const { bookingId, reference, url } = await atTheDoor(house, minutes, at)
  done(await changeBooker({ bookingId, booker: house.anke }, { actor: { kind: "participant" } }))
  const [token, assistant] = [await apiToken(bookingId, "participant"), await apiToken(bookingId, "booker")]
  const ways = (way: string, asking: Asking = {}) => ask(`/bookings/${reference}/${way}`, { token, ...asking })
  return { at: ways, assistant, url, reference }
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

describe("the door by the API, to a server of one's own", () => {
  const env = settings.env()
  const entered = async (url: string) => {
    const { at } = await guest(10, url)
    await at("pledge", { json })
    return at("entry", { json: {} })
  }
  afterEach(() => vi.restoreAllMocks())

  it("gives an address that Jitsi takes", async () => {
    vi.spyOn(settings, "env").mockReturnValue({ ...env, ...jitsi })
    const { status, body, headers } = await entered("https://jitsi.example/Runde")
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"])
    const claims = asProsody(String(body.meetingUrl), new Date())
    expect(claims?.context.user).toMatchObject({ name: "Teilnehmer:in", moderator: false })
    expect(JSON.stringify(claims)).not.toMatch(/karin|probe/i)
  })

  it("gives an address that BigBlueButton takes, and asks to come again while it is away", async () => {
    const bbb = await bigBlueButton()
    vi.spyOn(settings, "env").mockReturnValue({ ...env, ...bbb.settings })
    const { status, body } = await entered(bbb.room("runde"))
    expect(status).toBe(200)
    expect(await bbb.join(String(body.meetingUrl))).toMatchObject({ fullName: "Teilnehmer:in", role: "VIEWER" })
    await bbb.close()
    expect(await refused(entered(bbb.room("runde")))).toEqual([409, "waiting"])
  })
})
