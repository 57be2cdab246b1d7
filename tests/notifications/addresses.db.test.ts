import { beforeEach, describe, expect, it } from "vitest"
import { system } from "@/lib/activity"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { clearMark } from "@/lib/notifications/clear-mark"
import { forgetAddresses } from "@/lib/notifications/forget-addresses"
import { listMarkedAddresses } from "@/lib/notifications/queries-addresses"
import { renewOwnDatabase } from "../support/database"
import { by, done, monday, world } from "../support/world"

const mark = (address: string, markedAt = monday) =>
  db.mailAddress.create({ data: { address, mark: "bounced", reason: "550 5.1.1 unknown", source: "smtp", markedAt } })
const shown = async (scope = {}) =>
  (await listMarkedAddresses(scope, monday)).map(({ address }) => address.split(".")[0])

beforeEach(() => renewOwnDatabase())

describe("the marked addresses", () => {
  it("are whose they are: a participant with where they are expected, a booker, nobody", async () => {
    const { petra, anke, book, januaryRound, februaryRound } = await world()
    await book(petra, februaryRound)
    await book({ ...petra, phone: "+49 89 12345" }, januaryRound, { booker: anke })
    for (const address of [petra.email, anke.email, "nobody@elsewhere.example"]) await mark(address)
    const all = await listMarkedAddresses({}, monday)
    expect(all.find(({ address }) => address === petra.email)).toMatchObject({
      ...{ name: "Petra Muster", sessionId: januaryRound.id, subscribed: false },
    })
    expect(all.find(({ address }) => address === anke.email)).toMatchObject({
      name: anke.name,
      personId: null,
      phone: null,
    })
    expect(await shown({ expected: true })).toEqual(["anke", "petra"])
  })

  it("are a host's only where the person is expected in a session of theirs", async () => {
    const { petra, jonas, book, januaryRound, februaryRound } = await world()
    const host = await db.teamMember.create({ data: { email: "hanna@runde.example", name: "Hanna", role: "host" } })
    await db.groupSession.update({ where: { id: januaryRound.id }, data: { hostId: host.id } })
    const seat = await book(petra, januaryRound)
    await book(jonas, februaryRound)
    await mark(petra.email)
    await mark(jonas.email)
    expect(await shown({ hostId: host.id })).toEqual(["petra"])
    done(await releaseSeat(seat, by("participant", monday)))
    expect(await shown({ hostId: host.id })).toEqual([])
    expect(await shown()).toHaveLength(2)
  })

  it("are cleared by the organizer, once in the log, and forgotten with the mails of their time", async () => {
    const { petra, jonas, book, januaryRound } = await world()
    await book(petra, januaryRound)
    await mark(petra.email)
    await mark(jonas.email)
    await mark("old@elsewhere.example", new Date(monday.getTime() - 400 * 86_400_000))
    await forgetAddresses({ now: monday })
    expect(await shown()).toHaveLength(2)
    for (let i = 0; i < 2; i++) await clearMark({ address: petra.email }, { actor: system, now: monday })
    expect(await shown()).toEqual(["jonas"])
    const log = await db.activity.findMany({ where: { kind: "address.cleared" } })
    expect(log).toHaveLength(1)
    expect(JSON.stringify(log)).not.toContain("@")
  })
})
