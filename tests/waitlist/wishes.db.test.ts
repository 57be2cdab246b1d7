import { beforeEach, describe, expect, it } from "vitest"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { countWishing, listWishes } from "@/lib/waitlist/queries-wishes"
import { nextStart, sharedTimes } from "@/lib/waitlist/rules-wishes"
import { renewOwnDatabase } from "../support/database"
import { at, berlin, by, done, minutesAfter, monday, people, world } from "../support/world"
import { join, wait } from "./world"

type World = Awaited<ReturnType<typeof world>>
let w: World

beforeEach(async () => {
  await renewOwnDatabase()
  w = await world()
})

/** No round of the world is on a Wednesday. */
const wednesday = { weekday: 3, from: "08:00", until: "11:00" }
const wishing = () => ({ formatId: w.formats.reviewed, wishes: [wednesday] })

describe("wishes for dates", () => {
  it("gather those who wait and have proved their mailbox, each once, under the name of their booking", async () => {
    await wait(people.petra, [], wishing())
    await wait(people.jonas, [], { ...wishing(), booker: w.anke, now: minutesAfter(monday, 1) })
    await wait(people.petra, [], { formatId: w.formats.reviewed, wishes: [{ ...wednesday, from: "08:30" }] })
    await join(people.karin, [], wishing())
    await wait(people.thomas, [w.januaryRound])
    const [wished] = sharedTimes(await listWishes())
    expect(wished).toMatchObject({ formatId: w.formats.reviewed, language: "de" })
    expect(wished?.times).toMatchObject([
      { weekday: 3, from: "08:00", until: "11:00", people: [{ name: "Petra Muster" }, { name: "Jonas Beispiel" }] },
    ])
    expect(await countWishing()).toBe(2)
  })

  it("are gone with their entry", async () => {
    const { entryId } = await wait(people.petra, [], wishing())
    done(await leaveWaitlist({ entryId }, by("organizer", monday)))
    expect(await listWishes()).toEqual([])
    expect(await countWishing()).toBe(0)
  })
})

describe("the date that is proposed", () => {
  it("leaves three weeks, and no public holiday", () => {
    const place = { timeZone: berlin, region: null }
    expect(nextStart({ weekday: 2, from: "08:30" }, place, monday)).toBe("2026-12-29T08:30")
    expect(nextStart({ weekday: 5, from: "09:00" }, place, at("2026-12-05T09:00"))).toBe("2027-01-08T09:00")
    expect(nextStart({ weekday: 3, from: "09:00" }, { ...place, region: "BY" }, at("2026-12-16T09:00"))).toBe(
      "2027-01-13T09:00",
    )
  })
})
