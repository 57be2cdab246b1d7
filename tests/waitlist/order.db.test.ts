import fc from "fast-check"
import { expect, it } from "vitest"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { pinEntry } from "@/lib/waitlist/pin-entry"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { person } from "../support/sessions"
import { replaced } from "../support/twin"
import { by, minutesAfter, monday, world } from "../support/world"
import { wait, type WorldEntry } from "./world"

type Step = { do: "join" | "release" | "accept" | "decline" | "leave" | "pin" | "lapse"; whom: number }
const steps = fc.array(
  fc.record({
    do: fc.constantFrom<Step["do"]>(
      "join",
      "join",
      "join",
      "release",
      "release",
      "accept",
      "decline",
      "leave",
      "pin",
      "lapse",
    ),
    whom: fc.nat({ max: 5 }),
  }),
  { minLength: 6, maxLength: 24 },
)

type Waiting = WorldEntry & { since: number; pinned: number | null; lapses: number; offered: boolean; closed: boolean }

/**
 * One session of two seats, as a person with a list on paper would run it: who has asked first is asked first, whom the
 * organizer has pinned before them, who lets an offer pass goes to the end once. After each step the book says the same.
 */
async function tell(story: Step[]): Promise<void> {
  const { session, formats, book } = await world()
  const round = await session(formats.instant, "2027-02-18T10:00", { capacity: 2 })
  const tale = round.id.slice(0, 8)
  const seated = [await book(person("s0", tale), round), await book(person("s1", tale), round)].map(
    ({ bookingId }) => bookingId,
  )
  const paper: Waiting[] = []
  let now = monday
  for (const [index, step] of story.entries()) {
    now = minutesAfter(now, 1)
    const as = by("participant", now)
    const open = paper.filter(({ closed }) => !closed)
    const whom = open[step.whom % open.length]
    const asked = open.filter(({ offered }) => offered)
    const answering = asked[step.whom % asked.length]
    if (step.do === "join") {
      const entry = await wait(person(`w${index}`, tale), [round], { now })
      paper.push({ ...entry, since: index, pinned: null, lapses: 0, offered: false, closed: false })
    } else if (step.do === "release" && seated.length > 0) {
      await releaseSeat({ bookingId: seated.shift()! }, as)
    } else if (step.do === "accept" && answering) {
      await acceptOffer(answering, as)
      Object.assign(answering, { offered: false, closed: true })
      seated.push(answering.bookingId)
    } else if (step.do === "decline" && answering) {
      await declineOffer({ ...answering, scope: "date" }, as)
      Object.assign(answering, { offered: false, closed: true })
    } else if (step.do === "leave" && whom) {
      await leaveWaitlist(whom, as)
      Object.assign(whom, { offered: false, closed: true })
    } else if (step.do === "pin" && whom) {
      await pinEntry({ ...whom, pinned: !whom.pinned }, as)
      whom.pinned = whom.pinned ? null : index
    } else if (step.do === "lapse" && asked.length > 0) {
      const { expiresAt } = (await db.seatOffer.findFirst({
        where: { state: "open" },
        orderBy: { expiresAt: "desc" },
      }))!
      now = new Date(+expiresAt + 1)
      await drainJobs()
      await lapseHolds({ now })
      for (const each of asked)
        Object.assign(each, {
          ...{ offered: false, lapses: each.lapses + 1, closed: each.lapses > 0 },
          ...{ pinned: null, since: index },
        })
    }
    const order = paper
      .filter(({ closed, offered }) => !closed && !offered)
      .sort(
        (a, b) =>
          (a.pinned ?? Infinity) - (b.pinned ?? Infinity) || a.since - b.since || (a.entryId < b.entryId ? -1 : 1),
      )
    const taken = seated.length + paper.filter(({ offered }) => offered).length
    for (const next of order.slice(0, 2 - taken)) next.offered = true
    const offers = await db.seatOffer.findMany({ where: { state: "open", seat: { groupSessionId: round.id } } })
    expect(offers.map(({ entryId }) => entryId).sort(), `after ${index} ${step.do}`).toEqual(
      paper
        .filter(({ offered }) => offered)
        .map(({ entryId }) => entryId)
        .sort(),
    )
  }
}

/** Two wait, and one seat comes free: told in every search. */
const twoWait: Step[] = [
  { do: "join", whom: 0 },
  { do: "join", whom: 0 },
  { do: "release", whom: 0 },
]

const search = () =>
  fc.assert(fc.asyncProperty(steps, tell), { numRuns: 12, endOnFailure: true, examples: [[twoWait]] })

it("asks in an order that a list on paper explains", { timeout: 120_000 }, search)

it("twin: asks somebody else when it looks at who came last", { timeout: 120_000 }, async () => {
  await renewOwnDatabase({ without: replaced("waiting_for", "i.since, i.entry_id", "i.since DESC, i.entry_id") })
  await expect(search()).rejects.toThrow("Property failed")
  await renewOwnDatabase()
})
