import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { editParticipant } from "@/lib/people/edit-participant"
import type { ContactInput } from "@/lib/people/schema"
import { readAtDoor } from "@/lib/round/queries-door"
import { pledgeVersion } from "@/lib/round/pledge-text"
import { renewOwnDatabase } from "../support/database"
import { before } from "../support/twin"
import { by, done, minutesAfter, people, statesOf, type WorldBooking } from "../support/world"
import { closedWorld } from "./closed-world"
import { approve, pledge, table } from "./table"

const { petra, jonas } = people

beforeEach(async () => {
  await renewOwnDatabase()
})

async function correct({ bookingId }: WorldBooking, change: Partial<ContactInput>, now: Date) {
  const { participant } = await db.booking.findUniqueOrThrow({
    where: { id: bookingId },
    include: { participant: true },
  })
  const { id: personId, updatedAt } = participant!
  const contact = { ...petra, ...change, locale: "de" } as const
  const edit = { personId, revision: updatedAt.getTime(), reason: "asked", contact } as const
  done(await editParticipant(edit, by("organizer", now)))
}

const companyOf = async ({ bookingId }: WorldBooking) => {
  const { companyId, companyProven } = await db.booking.findUniqueOrThrow({ where: { id: bookingId } })
  const { companyGroupId } = await db.seat.findFirstOrThrow({ where: { bookingId, state: "confirmed" } })
  return { isKnown: companyId !== null, companyProven, standsForIt: companyGroupId !== null }
}

describe("a corrected address in a closed round", () => {
  const elsewhere = { email: "petra@beispiel-soehne.example", company: jonas.company }

  async function correctedRequest() {
    const { closedRound, book, answerAll, now } = await closedWorld()
    const booking = await book(petra, closedRound)
    await correct(booking, elsewhere, minutesAfter(now, 1))
    await answerAll()
    return statesOf(booking)
  }

  it("proves nothing that the former one has proved", async () => {
    expect(await correctedRequest()).toEqual(["released declined"])
  })

  it("would prove another company where it went on counting: the twin", async () => {
    await renewOwnDatabase({
      without: before("UPDATE", "bookings", "NEW.company_proven := OLD.company_proven OR NEW.company_proven"),
    })
    expect(await correctedRequest()).toEqual(["confirmed"])
  })

  it("of another domain takes the company off the seats ahead, and of the same one does not", async () => {
    const { seats, days } = await table()
    await correct(seats.petra, { email: "p.muster@muster-anlagenbau.example" }, days.tooEarly)
    expect(await companyOf(seats.petra)).toEqual({ isKnown: true, companyProven: false, standsForIt: true })
    await correct(seats.petra, elsewhere, days.open)
    expect(await companyOf(seats.petra)).toEqual({ isKnown: false, companyProven: false, standsForIt: false })
    expect(await companyOf(seats.jonas)).toEqual({ isKnown: true, companyProven: true, standsForIt: true })
  })
})

describe("a corrected name in a closed round", () => {
  it("voids the card and the promise, and nothing else does", async () => {
    const { seats, days } = await table()
    const { bookingId } = seats.petra
    const left = async () => ({
      cards: await db.tableCard.count({ where: { bookingId } }),
      pledges: (await readAtDoor({ bookingId, role: "participant" })).pledges,
    })
    await pledge(seats.petra)
    await approve(seats.petra, "Geschäftsführung", days.open)
    await correct(seats.petra, { phone: "+49 89 99" }, minutesAfter(days.open, 1))
    expect(await left()).toEqual({ cards: 1, pledges: [pledgeVersion] })
    await correct(seats.petra, { familyName: "Meister" }, minutesAfter(days.open, 2))
    expect(await left()).toEqual({ cards: 0, pledges: [] })
  })
})
