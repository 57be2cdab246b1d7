import { beforeAll, describe, expect, it } from "vitest"
import { recordAttendance } from "@/lib/bookings/record-attendance"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { csv } from "@/lib/csv"
import { db } from "@/lib/db"
import { findPerson, listPersonSeats } from "@/lib/people/queries-people"
import { getPersonData, personTable } from "@/lib/people/queries-person-data"
import { by, done, minutesAfter, monday, people, world } from "../support/world"
import { wait } from "../waitlist/world"

// Words that stand for who took the seat over, and for nobody else.
const successor = {
  ...people.paula,
  ...{ title: "Prof.", givenName: "Xanthippe", familyName: "Nachfolger", phone: "+49 30 9876543" },
  email: people.petra.email.replace(/^[^@]+/, "xanthippe"),
}
const third = {
  ...people.paula,
  ...{ givenName: "Yorick", familyName: "Drittmann", email: successor.email.replace("xanthippe", "yorick") },
}
const hers = /Xanthippe|Nachfolger|9876543|Prof\./
const his = /Yorick|Drittmann/

let place: Awaited<ReturnType<typeof world>>
let handed: { bookingId: string; reference: string }
const personOf = async ({ email }: { email: string }) =>
  (await findPerson((await db.participant.findUniqueOrThrow({ where: { email } })).id))!
const fileOf = async (who: { email: string }) => {
  const data = await getPersonData(await personOf(who), monday)
  const { columns, rows } = personTable(data)
  return { data, text: JSON.stringify(data) + csv(columns, rows, "de") }
}

beforeAll(async () => {
  place = await world()
  const { januaryRound, februaryRound } = place
  // One seat she keeps and comes to, one she hands on, and on again; one that was booked for her by another.
  const kept = await place.book(people.petra, januaryRound)
  handed = await place.book(people.petra, februaryRound)
  const asParticipant = (minutes: number) => by("participant", minutesAfter(monday, minutes))
  for (const [minutes, participant] of [
    [1, successor],
    [2, third],
  ] as const)
    done(await substituteParticipant({ bookingId: handed.bookingId, participant }, asParticipant(minutes)))
  const jonas = await place.book(people.jonas, januaryRound, { booker: place.anke })
  for (const [{ bookingId }, attendance] of [
    [kept, "attended"],
    [jonas, "absent"],
  ] as const) {
    const { id } = await db.seat.findFirstOrThrow({ where: { bookingId } })
    const during = by("organizer", minutesAfter(januaryRound.startsAt, 5))
    done(await recordAttendance({ sessionId: januaryRound.id, seatIds: [id], attendance }, during))
  }
})

describe("what somebody was there for", () => {
  it("is in their history and in their file", async () => {
    const seats = await listPersonSeats(await personOf(people.petra))
    expect(seats.map(({ attendance, releaseReason }) => attendance ?? releaseReason)).toEqual([
      "substituted",
      "attended",
    ])
    const { data, text } = await fileOf(people.petra)
    expect(data.bookings.flatMap(({ seats }) => seats)).toMatchObject([{ state: "confirmed", attendance: "attended" }])
    expect(text).toContain("seats.0.attendance")
  })

  it("is not for who booked for them", async () => {
    const booker = await db.booker.findUniqueOrThrow({ where: { email: place.anke.email } })
    const data = await getPersonData((await findPerson(booker.id))!, monday)
    expect(data.bookedForOthers).toHaveLength(1)
    expect(JSON.stringify(data)).not.toMatch(/absent|attendance/)
  })
})

describe("what somebody waits for", () => {
  it("is in their file: dates and times", async () => {
    const wishes = [{ weekday: 2, from: "08:00", until: "10:00" }]
    await wait(people.thomas, [place.januaryRound], { wishes })
    const { data, text } = await fileOf(people.thomas)
    expect(data.bookings.flatMap(({ waitsFor }) => waitsFor)).toMatchObject([
      { sessions: [place.januaryRound.startsAt], wishes: [{ weekday: 2, fromTime: "08:00", untilTime: "10:00" }] },
    ])
    expect(text).toContain("waitsFor.0.wishes.0.weekday")
  })
})

describe("a seat that was handed on", () => {
  it("is in the file of who had it, with nothing of who has it now", async () => {
    const { data, text } = await fileOf(people.petra)
    expect(data.handedOn).toMatchObject([
      {
        reference: handed.reference,
        consent: { termsVersion: expect.any(String) as string },
        seats: [{ session: place.februaryRound.startsAt, state: "released", releaseReason: "substituted" }],
      },
    ])
    expect(data.handedOn[0]!.seats).toHaveLength(1)
    for (const words of [hers, his]) expect(text).not.toMatch(words)
  })

  it("is without an agreement in the file of who had it in between", async () => {
    const { data, text } = await fileOf(successor)
    expect(data.handedOn).toMatchObject([{ consent: null, seats: [{ releaseReason: "substituted" }] }])
    expect(text).toMatch(hers)
    expect(text).not.toMatch(his)
    expect(text).not.toMatch(new RegExp(`${people.petra.givenName}|${people.petra.email}`))
  })

  it("is a booking of who has it now, with nothing of those before", async () => {
    const { data, text } = await fileOf(third)
    expect(data.handedOn).toEqual([])
    expect(data.bookings).toHaveLength(1)
    expect(text).toMatch(his)
    expect(text).not.toMatch(hers)
  })

  it("twin: whoever read the whole booking would have the successor", async () => {
    const booking = await db.booking.findUniqueOrThrow({ where: { id: handed.bookingId } })
    expect(JSON.stringify(booking)).toMatch(his)
  })
})
