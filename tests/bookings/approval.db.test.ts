import { beforeEach, describe, expect, it } from "vitest"
import { changeBooker } from "@/lib/bookings/change-booker"
import { findApproval, findApprovalLink } from "@/lib/bookings/queries-approval"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { approvalInput } from "@/lib/bookings/schema"
import { shareApproval } from "@/lib/bookings/share-approval"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { erasePerson } from "@/lib/people/erase-person"
import { getPersonData } from "@/lib/people/queries-person-data"
import { findPerson } from "@/lib/people/queries-people"
import { renewOwnDatabase } from "../support/database"
import { constraint } from "../support/twin"
import { anke, asParticipant, by, done, minutesAfter, monday, people, world, type WorldBooking } from "../support/world"

const reason = "Wir planen das Budget für 2027.\nBitte bis Freitag."
const participant = by("participant", monday)
let petra: WorldBooking

async function start(without?: string) {
  await renewOwnDatabase({ without })
  const { book, januaryRound } = await world()
  petra = await book(people.petra, januaryRound, { booker: anke })
  done(await shareApproval({ ...petra, open: true, reason }, by("booker", monday)))
}
beforeEach(() => start())

const link = () => findApprovalLink(asParticipant(petra))
const kept = async () => (await db.booking.findUniqueOrThrow({ where: { id: petra.bookingId } })).approvalReason

describe("why, on the page for approval", () => {
  it("is what was typed, for whoever has the link and who made it", async () => {
    expect(await findApproval((await link())!.token, "de", monday)).toMatchObject({ reason })
    expect(await link()).toMatchObject({ reason })
    const log = await db.activity.findMany({ where: { bookingId: petra.bookingId } })
    expect(JSON.stringify(log)).not.toContain("Budget")
  })

  it("is plain text of at most 500 characters, and can be left out", () => {
    expect(approvalInput.parse({})).toEqual({})
    expect(approvalInput.parse({ reason: " a\r\nb " })).toEqual({ reason: "a\nb" })
    expect(approvalInput.safeParse({ reason: "x".repeat(501) }).success).toBe(false)
    expect(approvalInput.safeParse({ reason: "a\u0000b" }).success).toBe(false)
  })

  it.each([
    ["is ended", () => shareApproval({ ...petra, open: false }, participant)],
    ["is made anew without one", () => shareApproval({ ...petra, open: true }, participant)],
    ["was made by an assistant who is none any more", () => changeBooker({ ...petra, booker: null }, participant)],
    [
      "belonged to who has handed the seat over",
      () => substituteParticipant({ ...petra, participant: people.paula }, participant),
    ],
  ])("goes with a link that %s", async (_, end) => {
    done(await end())
    expect(await kept()).toBeNull()
  })

  it("is in the person's own data, and gone with them", async () => {
    const { participantId } = await db.booking.findUniqueOrThrow({ where: { id: petra.bookingId } })
    const person = (await findPerson(participantId!))!
    expect((await getPersonData(person, monday)).bookings).toMatchObject([{ reasonGiven: reason }])
    done(await releaseSeat(petra, participant))
    expect(await kept()).toBe(reason)
    done(await erasePerson({ personId: participantId! }, by("organizer", minutesAfter(monday, 1))))
    expect(await kept()).toBeNull()
  })
})

describe("a link that is ended by whatever way", () => {
  const end = () => db.$executeRaw`UPDATE bookings SET approval_open = false WHERE id = ${petra.bookingId}::uuid`

  it("cannot leave its reason behind", async () => {
    await expect(end()).rejects.toThrow("bookings_approval_reason")
  })

  it("twin: could, without the constraint", async () => {
    await start(constraint("bookings", "bookings_approval_reason"))
    await end()
    expect(await kept()).toBe(reason)
  })
})
