import { arrived, emptyInbox, lastTo } from "../support/inbox"
import { beforeEach, describe, expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { erasePerson } from "@/lib/people/erase-person"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { anke, by, done, minutesAfter, monday, people, world } from "../support/world"
import { join, stateOf, wait } from "./world"

let w: Awaited<ReturnType<typeof world>>
let round: Awaited<ReturnType<typeof w.session>>
let petra: Awaited<ReturnType<typeof w.book>>
const organizer = by("organizer", minutesAfter(monday, 5))
const subject = "Vormerkung gestrichen: Do., 21.01.2027"

beforeEach(async () => {
  await emptyInbox()
  w = await world()
  round = await w.session(w.formats.instant, "2027-01-21T10:00", { capacity: 1 })
  petra = await w.book(people.petra, round)
})

describe("whom the organizer takes off the waiting list", () => {
  it("is told, and who asked for them", async () => {
    const entry = await wait(people.thomas, [round], { booker: anke })
    await arrived()
    done(await leaveWaitlist(entry, organizer))
    expect(await arrived()).toEqual([`anke: ${subject}`, `thomas: ${subject}`])
    expect(lastTo("anke").text).toContain("Thomas Vorlage ist nicht mehr vorgemerkt")
    expect(lastTo("thomas").text).not.toMatch(/angeboten war|Petra/)
    done(await leaveWaitlist(entry, organizer))
    expect(await arrived()).toEqual([])
  })

  it("reads that the seat that was offered is not theirs any more", async () => {
    const entry = await wait(people.jonas, [round])
    done(await releaseSeat(petra, by("participant", minutesAfter(monday, 1))))
    await arrived()
    done(await leaveWaitlist(entry, organizer))
    expect(await arrived()).toEqual([`jonas: ${subject}`])
    expect(lastTo("jonas").text).toContain("Der Platz, der zuletzt angeboten war")
  })

  it("reads that the seat at another date stays", async () => {
    const { bookingId } = await w.book(people.jonas, w.februaryRound)
    const { entryId } = done(await waitForSession({ bookingId, sessionId: round.id }, by("participant", monday)))
    await arrived()
    done(await leaveWaitlist({ entryId: entryId! }, organizer))
    expect(await arrived()).toEqual([`jonas: ${subject}`])
    expect(lastTo("jonas").text?.replace(/\s+/g, " ")).toContain(
      "Der Platz am Do., 04.02.2027, 10:00 Uhr bleibt bestehen",
    )
  })
})

describe("nobody is told", () => {
  it("who leaves by themselves", async () => {
    const entry = await wait(people.jonas, [round])
    await arrived()
    done(await leaveWaitlist(entry, by("participant", minutesAfter(monday, 1))))
    expect(await arrived()).toEqual([])
  })

  it("whose mailbox nobody has proved", async () => {
    const entry = await join(people.jonas, [round])
    await arrived()
    done(await leaveWaitlist(entry, organizer))
    expect(await arrived()).toEqual([])
  })

  it("who is erased", async () => {
    const entry = await wait(people.karin, [round])
    await arrived()
    const { participantId } = await db.booking.findUniqueOrThrow({ where: { id: entry.bookingId } })
    done(await erasePerson({ personId: participantId! }, organizer))
    expect(await arrived()).toEqual([])
    expect(await stateOf(entry)).toBe("left")
  })
})
