import { arrived, emptyInbox, seen } from "../support/inbox"
import { beforeEach, describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { giveFirstAccess } from "@/lib/waitlist/give-first-access"
import { passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { replaced, trigger } from "../support/twin"
import {
  anke,
  by,
  done,
  kindsOf,
  minutesAfter,
  monday,
  people,
  world,
  type WorldBooking,
  type WorldSession,
} from "../support/world"
import { offeredIn, stateOf, wait } from "./world"

/** Whoever composes the round has nobody who waits in mind for it. */
const nobodyFits = replaced("fits", "SELECT NOT EXISTS", "SELECT false AND NOT EXISTS")
const { petra, jonas, karin, thomas } = people
const subject = "Ein Platz kann angefragt werden: Do., 21.01.2027"
const after = (minutes: number) => by("participant", minutesAfter(monday, minutes))

let w: Awaited<ReturnType<typeof world>>
let round: WorldSession
let booked: WorldBooking[]

/** A full closed round of two, for which Jonas and, by his assistant, Thomas wait. */
async function start(without: string) {
  await renewOwnDatabase({ without })
  await emptyInbox()
  w = await world()
  await db.format.update({ where: { id: w.formats.reviewed }, data: { round: "closed" } })
  round = await w.session(w.formats.reviewed, "2027-01-21T10:00", { capacity: 2 })
  booked = [await w.book(petra, round), await w.book(karin, round)]
  await carryOutDecisions({ now: minutesAfter(monday, 24 * 60) })
}

const waitingFor = async () => [
  await wait(jonas, [round], { now: minutesAfter(monday, 24 * 60) }),
  await wait(thomas, [round], { now: minutesAfter(monday, 24 * 60 + 1), booker: anke }),
]
const release = (index: number, minutes: number) => releaseSeat(booked[index]!, after(minutes))
/** Whom the opening is told to, by name. */
async function told() {
  return (await arrived()).filter((line) => line.endsWith(subject)).map((line) => line.split(":")[0])
}
const openings = async () => (await kindsOf(round.id)).filter((kind) => kind === "session.opened").length
const day = 24 * 60

describe("a seat of a closed round that nobody fits into", () => {
  beforeEach(() => start(nobodyFits))

  it("is free for everybody, and all who wait and their assistants read so once", async () => {
    const [first, second] = await waitingFor()
    await arrived()
    done(await release(0, day + 5))
    expect(await offeredIn(round)).toEqual([])
    expect([await stateOf(first!), await stateOf(second!)]).toEqual(["waiting", "waiting"])
    expect(await told()).toEqual(["anke", "jonas", "thomas"])
    await passOnSeats({ now: minutesAfter(monday, day + 6) })
    done(await release(1, day + 7))
    expect(await told()).toEqual([])
    expect(await openings()).toBe(1)
    await w.hold(people.paula, round, { now: minutesAfter(monday, day + 8) })
  })

  it("says the same to each, and nothing of others", async () => {
    await waitingFor()
    done(await release(0, day + 5))
    await told()
    const texts = seen.filter(({ mail }) => mail.subject === subject).map(({ mail }) => String(mail.text))
    expect(texts).toHaveLength(3)
    const own = /Jonas|Thomas|Anke|R-[\w-]+|\/open\//
    const bare = texts.map((text) =>
      text
        .split("\n")
        .filter((line) => !own.test(line))
        .join(" ")
        .replace(/\s+/g, " "),
    )
    expect(new Set(bare).size).toBe(1)
    expect(texts.join()).not.toMatch(/Petra|Karin|Muster Anlagenbau|Probe/)
    expect(texts.find((text) => text.includes("Jonas"))).not.toMatch(/Thomas|Anke/)
  })

  it("is told again once the round was booked out in between", async () => {
    await waitingFor()
    done(await release(0, day + 5))
    expect(await told()).toHaveLength(3)
    const paula = await w.book(people.paula, round, { now: minutesAfter(monday, day + 10) })
    done(await releaseSeat(paula, after(day + 20)))
    expect(await told()).toHaveLength(3)
  })

  it("is not news to whoever gave it back, though they wished for such a date", async () => {
    const wishes = [{ weekday: 4, from: "09:00", until: "12:00" }]
    await wait(petra, [], { formatId: w.formats.reviewed, wishes })
    await waitingFor()
    done(await release(0, day + 5))
    expect(await told()).not.toContain("petra")
  })

  it("is told once the first access to the date is over, not before", async () => {
    const wishes = [{ weekday: 2, from: "09:00", until: "12:00" }]
    await wait(jonas, [], { formatId: w.formats.reviewed, wishes })
    round = await w.session(w.formats.reviewed, "2027-01-26T10:00", { capacity: 2, draft: true })
    const { until } = done(await giveFirstAccess({ sessionId: round.id }, by("organizer", minutesAfter(monday, 1))))
    await passOnSeats({ now: minutesAfter(until, -1) })
    expect(await openings()).toBe(0)
    await passOnSeats({ now: until })
    await passOnSeats({ now: minutesAfter(until, 1) })
    expect(await openings()).toBe(1)
    expect((await arrived()).filter((line) => line.startsWith("jonas: Ein Platz kann angefragt werden"))).toHaveLength(
      1,
    )
  })

  it("is not told in the last six hours, and not in an open round", async () => {
    await waitingFor()
    const late = new Date(round.startsAt.getTime() - 5 * 3_600_000)
    done(await releaseSeat(booked[0]!, by("participant", late)))
    await passOnSeats({ now: late })
    await ownDatabase().query(trigger("formats", "formats_keep_round"))
    await db.format.update({ where: { id: w.formats.reviewed }, data: { round: "open" } })
    done(await release(1, day + 5))
    expect(await openings()).toBe(0)
  })
})

it("stands open while the only one who waits is offered a seat elsewhere, and is theirs afterwards", async () => {
  await start("")
  const other = await w.session(w.formats.reviewed, "2027-01-28T10:00", { capacity: 1 })
  const elsewhere = await wait(jonas, [round, other], { now: minutesAfter(monday, day) })
  expect(await offeredIn(other)).toEqual([jonas.email])
  await arrived()
  done(await release(0, day + 5))
  expect(await told()).toEqual(["jonas"])
  done(await declineOffer({ ...elsewhere, scope: "date" }, after(day + 6)))
  await passOnSeats({ now: minutesAfter(monday, day + 7) })
  expect(await offeredIn(round)).toEqual([jonas.email])
})

/** Both seats of the round at the same moment: how many openings that is, and how many mails each gets. */
async function bothAtOnce(without = "") {
  await start(nobodyFits + without)
  await waitingFor()
  await arrived()
  await Promise.all([release(0, day + 5), release(1, day + 5)])
  return { openings: await openings(), told: await told() }
}

/** Jonas is offered a seat elsewhere, Thomas waits: who hears of the opening. */
async function whoHears(without = "") {
  await start(nobodyFits + without)
  const [first] = await waitingFor()
  await db.$executeRaw`UPDATE waitlist_entries SET state = 'offered' WHERE id = ${first!.entryId}::uuid`
  done(await release(0, day + 5))
  return told()
}

/** Petra wished for such a date, had a seat there and gave it back. */
async function whoGaveBack(without = "") {
  await start(nobodyFits + without)
  await wait(petra, [], { formatId: w.formats.reviewed, wishes: [{ weekday: 4, from: "09:00", until: "12:00" }] })
  await waitingFor()
  done(await release(0, day + 5))
  return told()
}

describe("who is told, and its twins", () => {
  it("each once, however many seats come free at once", async () => {
    expect(await bothAtOnce()).toEqual({ openings: 1, told: ["anke", "jonas", "thomas"] })
  })
  it("twin: more than once where an opening is not written down", async () => {
    const forgets = replaced("is_opening", "s.opened_at IS NULL", "true")
    expect((await bothAtOnce(forgets)).told.length).toBeGreaterThan(3)
  })

  it("whoever waits, also with an offer elsewhere", async () => {
    expect(await whoHears()).toEqual(["anke", "jonas", "thomas"])
  })
  it("twin: the mail tells how one stands where only those hear who could have been offered it", async () => {
    const choosy = replaced("hears_of_opening", "WHERE NOT EXISTS", "WHERE i.state = 'waiting' AND NOT EXISTS")
    expect(await whoHears(choosy)).toEqual(["anke", "thomas"])
  })

  it("nobody of what they gave back", async () => {
    expect(await whoGaveBack()).toEqual(["anke", "jonas", "thomas"])
  })
  it("twin: they would be where a seat that was given back is forgotten", async () => {
    const forgetful = replaced("hears_of_opening", "s.released_at >= i.since", "false")
    expect(await whoGaveBack(forgetful)).toContain("petra")
  })
})
