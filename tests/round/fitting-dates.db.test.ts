import { describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { decideSeat } from "@/lib/bookings/decide-seat"
import { getHolderBooking } from "@/lib/bookings/queries"
import { listOffers } from "@/lib/bookings/queries-offers"
import { remarkOf } from "@/lib/bookings/rules-collisions"
import { db } from "@/lib/db"
import { listCollisions } from "@/lib/bookings/find-collisions"
import { readComposition } from "@/lib/round/queries-composition"
import { drainJobs } from "../support/jobs"
import { sayingOtherwise } from "../support/statements"
import { type anke, asParticipant, by, done, minutesAfter, monday, people, statesOf } from "../support/world"
import { closedWorld, of } from "./closed-world"

const { petra, paula, jonas } = people
const organizer = by("organizer", monday)
const requestOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.seat.findFirstOrThrow({ where: { bookingId, state: "requested" } })).id
const namedTo = async ({ bookingId }: { bookingId: string }) => {
  await drainJobs({ now: monday })
  const mail = await db.mail.findFirstOrThrow({ where: { bookingId, kind: "declined" } })
  return (mail.params as { offers: { slug: string }[] }).offers.map(({ slug }) => slug)
}
const offeredTo = async (booking: { bookingId: string }) => {
  const held = await getHolderBooking(asParticipant(booking), "de", monday)
  return (await listOffers(held!, "de", monday)).map(({ slug }) => slug)
}

/** Four dates of a closed round: Petra sits in the first two, and Paula, or another of hers, asks for the first after her. */
async function threeOthers({ who = paula, booker }: { who?: typeof paula; booker?: typeof anke } = {}) {
  const world = await closedWorld()
  const { closedFormat, closedRound, laterClosedRound, session, book, answerAll } = world
  const [march, april] = [
    await session(closedFormat, "2027-03-18T16:00"),
    await session(closedFormat, "2027-04-15T16:00"),
  ]
  await book(petra, closedRound)
  await book(petra, laterClosedRound)
  const due = await answerAll()
  const asking = await book(who, closedRound, { now: minutesAfter(due, 1), booker })
  return { ...world, march, april, due, asking }
}

describe("a declined request names", () => {
  it("undecided the next two dates on which the person fits, and not the one with a colleague", async () => {
    const { asking, march, april, answerAll } = await threeOthers()
    await answerAll()
    expect(await statesOf(asking)).toEqual(["released declined"])
    expect(await namedTo(asking)).toEqual([march.slug, april.slug])
  })

  it("also the one with a colleague, where nobody looks at who sits there: the twin", async () => {
    const { asking, laterClosedRound, march, answerAll } = await threeOthers()
    const unseen = { in: /WITH claims AS/, part: "s.state IN ('requested', 'confirmed')", by: "s.state = 'requested'" }
    await sayingOtherwise([unseen], answerAll)
    expect(await statesOf(asking)).toEqual(["released declined"])
    expect(await namedTo(asking)).toEqual([laterClosedRound.slug, march.slug])
  })

  it("those that the organizer has chosen, as far as they still fit", async () => {
    const { asking, april, laterClosedRound, due, answerAll } = await threeOthers()
    const namedDates = [laterClosedRound.id, april.id]
    const seatId = await requestOf(asking)
    done(await decideSeat({ seatId, decision: "decline", namedDates }, by("organizer", minutesAfter(due, 2))))
    await answerAll()
    expect(await namedTo(asking)).toEqual([april.slug])
  })

  it("the same on its page, and before the answer nothing of what is chosen", async () => {
    const { asking, closedRound, april, due, answerAll } = await threeOthers()
    const next = await offeredTo(asking)
    const seatId = await requestOf(asking)
    const chosen = { seatId, decision: "decline" as const, namedDates: [april.id] }
    done(await decideSeat(chosen, by("organizer", minutesAfter(due, 2))))
    expect(await offeredTo(asking)).toEqual(next)
    expect(next).not.toContain(closedRound.slug)
    await answerAll()
    expect(await offeredTo(asking)).toEqual([april.slug])
    expect(await namedTo(asking)).toEqual([april.slug])
  })

  it("on its page what is over or off no more, and of an open round the next ones", async () => {
    const { asking, march, april, reviewedRound, laterReviewedRound, book, due, answerAll } = await threeOthers()
    await answerAll()
    await db.groupSession.update({ where: { id: march.id }, data: { status: "cancelled" } })
    expect(await offeredTo(asking)).toEqual([april.slug])
    const open = await book(people.karin, reviewedRound, { now: due })
    const decline = { seatId: await requestOf(open), decision: "decline" } as const
    done(await decideSeat(decline, by("organizer", minutesAfter(due, 1))))
    await answerAll()
    expect(await offeredTo(open)).toEqual([laterReviewedRound.slug])
  })

  it("none where the company is in doubt: what is named must not depend on who sits there", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const free = await book(of("Frieda", petra.company, "gmail.com"), closedRound)
    await answerAll()
    expect(await namedTo(free)).toEqual([])
    expect(await offeredTo(free)).toEqual([])
  })

  /** Nobody has proved their mailbox; a stranger books for them. */
  const typed = (name: string) => ({ who: of(name, petra.company, "muster-anlagenbau.example"), booker: stranger })
  const stranger = { name: "Stefan Fremd", email: "stefan@fremde-werke.example" }

  it("none where somebody else has only typed whose mailbox it is", async () => {
    const { asking, answerAll } = await threeOthers(typed("Pia"))
    await answerAll()
    expect(await namedTo(asking)).toEqual([])
  })

  it("those on which nobody of a typed company sits, where it passed as proved: the twin", async () => {
    const { asking, march, april, answerAll } = await threeOthers(typed("Paul"))
    const proved = { in: /WITH claims AS/, part: "x.company_proven AS proven", by: "true AS proven" }
    await sayingOtherwise([proved], answerAll)
    expect(await namedTo(asking)).toEqual([march.slug, april.slug])
  })

  it("none on which the organizer holds the companies apart", async () => {
    const { asking, closedFormat, closedRound, march, april, due, book, answerAll } = await threeOthers()
    await book(jonas, march, { now: minutesAfter(due, 2) })
    await carryOutDecisions({ now: minutesAfter(due, 2) })
    const jonasSeat = await db.seat.findFirstOrThrow({ where: { groupSessionId: march.id } })
    const group = await db.companyGroup.create({ data: { name: "Beispiel" } })
    const company = await db.company.create({ data: { groupId: group.id, name: jonas.company } })
    await db.booking.update({ where: { id: jonasSeat.bookingId }, data: { companyId: company.id } })
    const muster = await db.company.findFirstOrThrow({ where: { name: petra.company } })
    const [groupId, otherId] = [group.id, muster.groupId].sort() as [string, string]
    await db.companyConflict.create({ data: { groupId, otherId, addedAt: due } })
    const { requests } = await readComposition(
      { id: closedRound.id, minimum: 4, format: { id: closedFormat } },
      minutesAfter(due, 3),
    )
    const { fitting } = requests.find(({ bookingId }) => bookingId === asking.bookingId)!
    expect(fitting.map(({ id }) => id)).toEqual([april.id])
    await answerAll()
  })
})

describe("the composition", () => {
  it("says who asks with whom, what looks alike and who does not want to sit with whom", async () => {
    const { closedFormat, closedRound, laterClosedRound, book, answerAll } = await closedWorld()
    await book(petra, laterClosedRound)
    await answerAll()
    const first = await book(petra, closedRound)
    const second = await book(paula, closedRound, { now: minutesAfter(monday, 1) })
    const third = await book(jonas, closedRound, { now: minutesAfter(monday, 2) })
    const free = await book(of("Frieda", petra.company, "gmail.com"), closedRound)
    await db.conflictWish.createMany({
      data: [
        { bookingId: third.bookingId, position: 1, company: "Muster Anlagenbau", namedAt: monday },
        { bookingId: first.bookingId, position: 1, company: "Fremde AG", namedAt: monday },
        { bookingId: second.bookingId, position: 1, company: "Andere AG", namedAt: monday },
      ],
    })
    const { seated, requests, lacks } = await readComposition(
      { id: closedRound.id, minimum: 4, format: { id: closedFormat } },
      monday,
    )
    expect(seated).toEqual([])
    expect(lacks).toEqual([{ kind: "people", missing: 4 }])
    const about = ({ bookingId }: { bookingId: string }) => requests.find((each) => each.bookingId === bookingId)!
    expect(about(first).collisions).toEqual([])
    expect(about(second).collisions).toMatchObject([{ kind: "same_company", with: { bookingId: first.bookingId } }])
    expect(about(second).fitting.map(({ id }) => id)).not.toContain(laterClosedRound.id)
    expect(about(third).hints).toContainEqual(
      expect.objectContaining({ kind: "wish", of: "asking", named: "Muster Anlagenbau", reason: "same_name" }),
    )
    expect(about(first).hints.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["wish", "varying_wishes"]))
    expect(about(free).hints).toContainEqual(
      expect.objectContaining({ kind: "known", company: expect.objectContaining({ name: petra.company }) as object }),
    )
    const collisions = await listCollisions([closedRound.id])
    expect(remarkOf(about(first).id, collisions)).toEqual({ kind: "same_company", people: 2 })
    expect(remarkOf(about(second).id, collisions)).toEqual({ kind: "same_company", people: 2 })
    expect(remarkOf(about(free).id, collisions)).toEqual({ kind: "company_in_doubt" })
    expect(remarkOf(about(third).id, collisions)).toBeNull()
    done(await decideSeat({ seatId: about(second).id, decision: "confirm" }, organizer))
    await answerAll()
    expect([await statesOf(first), await statesOf(second)]).toEqual([["released declined"], ["confirmed"]])
  })

  it("tells the organizer by mail in plain words, and no wish", async () => {
    const { closedRound, book } = await closedWorld()
    const email = `erika.${Date.now()}@runde.example`
    await db.teamMember.create({ data: { email, name: "Erika", role: "owner", requestMails: "each" } })
    await book(petra, closedRound)
    const second = await book(paula, closedRound, { now: minutesAfter(monday, 1) })
    await db.conflictWish.create({
      data: { bookingId: second.bookingId, position: 1, company: "Geheime Werke", namedAt: monday },
    })
    await drainJobs({ now: monday })
    const mails = await db.mail.findMany({ where: { recipient: email, kind: "organizer_request" } })
    const remarks = mails.map(({ params }) => (params as { request: { remark: unknown } }).request.remark)
    expect(remarks).toContainEqual({ kind: "same_company", people: 2 })
    expect(JSON.stringify(mails)).not.toContain("Geheime Werke")
  })
})
