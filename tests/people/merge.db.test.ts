import { setTimeout as sleep } from "node:timers/promises"
import { beforeEach, describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { manageToken, holderOf } from "@/lib/bookings/policy"
import { getHolderBooking } from "@/lib/bookings/queries"
import { findApproval, findApprovalLink } from "@/lib/bookings/queries-approval"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { shareApproval } from "@/lib/bookings/share-approval"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { findFeed, findFeedAddress, mailboxOf } from "@/lib/notifications/queries-feeds"
import { renewFeed } from "@/lib/notifications/renew-feed"
import { addNote } from "@/lib/people/add-note"
import { editParticipant } from "@/lib/people/edit-participant"
import { mergeParticipants } from "@/lib/people/merge-participants"
import { listDuplicates, previewMerge } from "@/lib/people/queries-duplicates"
import { findPerson, listNotes, listPeople } from "@/lib/people/queries-people"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { untilPausing } from "../support/pausing"
import { lockIn, pause, quickDeadlocks, trigger, uniqueIndex } from "../support/twin"
import { by, code, done, monday, people, seatsOf, world } from "../support/world"
import { wait } from "../waitlist/world"

const organizer = by("organizer", monday)
/** Petra again, at her private address and with another spelling. */
const again = {
  ...people.petra,
  familyName: "Muster",
  company: "Muster Anlagenbau",
  email: "petra.muster@muster-anlagen.example",
  phone: "+49 89 1234567",
}

let place: Awaited<ReturnType<typeof world>>
const idOf = async ({ email }: { email: string }) => (await db.participant.findUniqueOrThrow({ where: { email } })).id
const ids = async () => ({ keptId: await idOf(people.petra), absorbedId: await idOf(again) })
const broken = () => whatIsBroken((sql) => ownDatabase().query(sql))

beforeEach(async () => {
  await renewOwnDatabase()
  place = await world()
})

describe("two who are one", () => {
  it("are suggested with the reason, colleagues and namesakes are not", async () => {
    const { januaryRound, februaryRound, book } = place
    await book(people.petra, januaryRound)
    await book(again, februaryRound)
    await book(people.paula, februaryRound)
    await book({ ...people.jonas, givenName: "Petra", familyName: "Muster" }, januaryRound)
    const [found, ...others] = await listDuplicates()
    expect(others).toEqual([])
    expect(found).toMatchObject({ score: 100, reasons: ["name", "company", "mailbox", "domain"] })
    expect(await listDuplicates(found!.kept.id)).toEqual([found])
    expect(await listDuplicates(await idOf(people.paula))).toEqual([])
  })

  it("become one: bookings, seats and notes go over, links and addresses go on working", async () => {
    const { januaryRound, februaryRound, pricedRound, book, hold } = place
    await book(people.petra, januaryRound)
    const other = await book(again, februaryRound)
    const gone = await book(again, pricedRound)
    done(await releaseSeat({ bookingId: gone.bookingId }, by("participant", monday)))
    const both = await ids()
    done(
      await addNote(
        { requestId: crypto.randomUUID(), personId: both.absorbedId, text: "Kommt über Jonas." },
        organizer,
      ),
    )
    const token = await manageToken(other.bookingId, "participant")
    expect(await previewMerge(both)).toEqual({
      moved: { bookings: 2, seats: 2, notes: 1, addresses: 1 },
      collisions: [],
    })

    expect(await mergeParticipants(both, organizer)).toEqual({ ok: true, keptId: both.keptId })
    expect(await mergeParticipants(both, organizer)).toEqual({ ok: true, keptId: both.keptId })

    expect(await db.seat.count({ where: { participantId: both.absorbedId } })).toBe(0)
    expect(await holderOf(token)).toMatchObject({ bookingId: other.bookingId })
    expect(
      await getHolderBooking({ bookingId: other.bookingId, role: "participant", generation: 1 }, "de", monday),
    ).toMatchObject({
      participant: { email: again.email },
      state: "confirmed",
    })
    // Found under the old id, by the old address, and only once.
    expect(await findPerson(both.absorbedId)).toMatchObject({
      id: both.keptId,
      phone: again.phone,
      otherAddresses: [again.email],
    })
    expect((await listPeople({ query: again.email })).people.map(({ id }) => id)).toEqual([both.keptId])
    expect((await listPeople({ query: "Muster" })).people).toHaveLength(1)
    expect(await listNotes(both.keptId)).toHaveLength(1)
    // The old mailbox proves the same person, who has a seat already.
    const typed = await hold(again, januaryRound)
    expect(await verifyBooking({ bookingId: typed.bookingId, proof: code(typed) }, { now: monday })).toMatchObject({
      reason: "already_booked",
    })
    expect(
      await rebookSeat({ bookingId: other.bookingId, sessionId: januaryRound.id }, by("participant", monday)),
    ).toMatchObject({
      ok: false,
      reason: "already_booked",
    })
    done(await rebookSeat({ bookingId: other.bookingId, sessionId: place.reviewedRound.id }, by("participant", monday)))
    await drainJobs()
    expect(await broken()).toEqual([])
  })

  it("stay two when a session would have two seats of one, and it is said which", async () => {
    const { januaryRound, februaryRound, book } = place
    await book(people.petra, januaryRound)
    await book(again, januaryRound)
    await book(again, februaryRound)
    expect(await mergeParticipants(await ids(), organizer)).toMatchObject({
      ok: false,
      reason: "seats_collide",
      collisions: [{ sessionId: januaryRound.id, why: "person" }],
    })
    expect(await db.participant.count({ where: { mergedIntoId: { not: null } } })).toBe(0)
  })

  it("stay two when one sits beside the other's company group in a closed round", async () => {
    const { januaryRound, februaryRound, book } = place
    const [one, two] = [await book(people.petra, januaryRound), await book(again, februaryRound)]
    const third = await book(people.jonas, januaryRound)
    const [a, b] = await Promise.all(["A", "B"].map((name) => db.companyGroup.create({ data: { name } })))
    const group = (booking: { bookingId: string }, companyGroupId: string) =>
      db.seat.updateMany({ where: { bookingId: booking.bookingId }, data: { companyGroupId } })
    await group(one, a!.id)
    await group(two, b!.id)
    await group(third, b!.id)
    expect(await mergeParticipants(await ids(), organizer)).toMatchObject({
      collisions: [{ sessionId: januaryRound.id, why: "company" }],
    })
  })

  it("are not merged with themselves, with nobody, or in a chain", async () => {
    const { januaryRound, februaryRound, reviewedRound, book } = place
    await book(people.petra, januaryRound)
    await book(again, februaryRound)
    await book(people.jonas, reviewedRound)
    const { keptId, absorbedId } = await ids()
    const third = await idOf(people.jonas)
    const merge = (keptId: string, absorbedId: string) => mergeParticipants({ keptId, absorbedId }, organizer)
    expect(await merge(keptId, keptId)).toMatchObject({ reason: "same_person" })
    expect(await merge(keptId, crypto.randomUUID())).toMatchObject({ reason: "not_found" })
    done(await merge(keptId, absorbedId))
    expect(await merge(absorbedId, third)).toMatchObject({ reason: "not_found" })
    done(await merge(third, keptId))
    expect(await findPerson(absorbedId)).toMatchObject({ id: third })
    const chain = () =>
      ownDatabase().query("UPDATE participants SET merged_into_id = $1, merged_at = now() WHERE id = $2", [
        keptId,
        third,
      ])
    await expect(chain()).rejects.toMatchObject({ constraint: "participants_merge_one_step" })
    // Without its guard there would be one.
    await ownDatabase().query(trigger("participants", "participants_guard_merge"))
    await chain()
  })
})

describe("a corrected person", () => {
  it("gets mails for what lies ahead at the new address, and the log says only which fields", async () => {
    const { januaryRound, book } = place
    const booking = await book(people.petra, januaryRound)
    const token = await manageToken(booking.bookingId, "participant")
    const person = (await findPerson(await idOf(people.petra)))!
    const contact = { ...people.petra, email: "p.muster@neu.example", locale: "de", phone: "+49 89 99" } as const
    const edit = { personId: person.id, revision: person.revision, reason: "asked", contact } as const
    expect(await editParticipant(edit, organizer)).toEqual({ ok: true, fields: ["email", "phone"] })
    expect(await editParticipant(edit, organizer)).toMatchObject({ reason: "stale_person" })
    expect(await db.booking.findUnique({ where: { id: booking.bookingId } })).toMatchObject({ email: contact.email })
    expect(await holderOf(token)).toBeNull()
    const [{ detail }] = (await ownDatabase().query<{ detail: object }>(
      "SELECT detail FROM activities WHERE kind = 'person.edited'",
    )) as [{ detail: object }]
    expect(detail).toEqual({ personId: person.id, fields: ["email", "phone"], reason: "asked" })

    await book(people.jonas, januaryRound)
    const { revision } = (await findPerson(person.id))!
    const taken = { ...edit, revision, contact: { ...contact, email: people.jonas.email } }
    expect(await editParticipant(taken, organizer)).toMatchObject({ reason: "email_taken" })
  })
})

describe("a corrected address", () => {
  const correct = async (from: typeof people.karin) => {
    const person = (await findPerson(await idOf(from)))!
    const contact = { ...from, email: "richtig@neu.example", locale: "de" } as const
    done(await editParticipant({ personId: person.id, revision: person.revision, reason: "asked", contact }, organizer))
  }

  it("is read by no link of the old mailbox: not the calendar, not the page for approval", async () => {
    const booking = await place.book(people.karin, place.januaryRound)
    const holder = { bookingId: booking.bookingId, role: "participant", generation: 1 } as const
    const owner = (await mailboxOf(holder))!
    await renewFeed(owner, organizer)
    done(await shareApproval({ bookingId: booking.bookingId, open: true }, organizer))
    const feed = /([\w-]{43})\.ics$/.exec((await findFeedAddress(owner))!)![1]!
    const approval = (await findApprovalLink(holder))!.token
    await correct(people.karin)
    expect([await findFeed(feed, monday), await findApproval(approval, "de", monday)]).toEqual([null, null])
  })

  it("is where the offer goes to whoever waits", async () => {
    const { bookingId } = await wait(people.karin, [place.januaryRound])
    const token = await manageToken(bookingId, "participant")
    await correct(people.karin)
    expect(await db.booking.findUnique({ where: { id: bookingId } })).toMatchObject({ email: "richtig@neu.example" })
    expect(await holderOf(token)).toBeNull()
  })
})

// Petra's second self takes a seat where Petra has one, while the two are being merged.
describe("a merge in the middle of", () => {
  const races: Record<string, () => Promise<() => Promise<unknown>>> = {
    verification: async () => {
      await place.book(people.petra, place.januaryRound)
      await place.book(again, place.februaryRound)
      const typed = await place.hold(again, place.januaryRound)
      return () => verifyBooking({ bookingId: typed.bookingId, proof: code(typed) }, { now: monday })
    },
    rebooking: async () => {
      await place.book(people.petra, place.januaryRound)
      const { bookingId } = await place.book(again, place.februaryRound)
      return () => rebookSeat({ bookingId, sessionId: place.januaryRound.id }, by("participant", monday))
    },
    "a seat by hand": async () => {
      await place.book(people.petra, place.januaryRound)
      await place.book(again, place.februaryRound)
      const input = {
        requestId: crypto.randomUUID(),
        sessionId: place.januaryRound.id,
        participant: again,
        locale: "de",
      } as const
      return () => addByHand(input, organizer)
    },
  }

  /** Both at once, in turn: what is done a little ahead, and after the merge has moved the seats and not yet ended. */
  async function run(arrange: () => Promise<() => Promise<unknown>>, sql = ""): Promise<string[]> {
    const seen = new Set<string>()
    for (let round = 0; round < 4; round++) {
      await renewOwnDatabase({
        without: [quickDeadlocks, pause("UPDATE OF participant_id", "bookings", 400), sql].join("\n"),
      })
      place = await world()
      const act = await arrange()
      const both = await ids()
      const after = (moment: Promise<unknown>, work: () => Promise<unknown>) =>
        moment.then(work).catch((error: unknown) => String(error))
      const merge = () => mergeParticipants(both, organizer)
      const answers = await Promise.all(
        round % 2
          ? [after(Promise.resolve(), merge), after(untilPausing(), act)]
          : [after(Promise.resolve(), act), after(sleep(round * 10), merge)],
      )
      if (answers.some((answer) => typeof answer === "string")) seen.add("nobody gets an error")
      const merged = await db.participant.count({ where: { mergedIntoId: { not: null } } })
      const seats = await db.seat.count({
        where: { groupSessionId: place.januaryRound.id, state: "confirmed", booking: { givenName: "Petra" } },
      })
      if (merged && seats > 1) seen.add("one seat of one person")
      const left = await db.seat.count({ where: { participant: { mergedIntoId: { not: null } } } })
      if (left) seen.add("no seat of somebody who was merged")
      for (const sentence of await broken()) seen.add(sentence)
    }
    return [...seen]
  }

  it.each(Object.keys(races))(
    "%s leaves one seat of one person",
    async (name) => {
      expect(await run(races[name]!)).toEqual([])
    },
    60_000,
  )

  it.each(Object.keys(races))(
    "twin: %s, without the locks and the index one person sits there twice, or a seat stays behind",
    async (name) => {
      const without = [
        lockIn("lock_sessions", "lock_people", "lock_seats", "lock_seats_of_people", "lock_booking", "lock_bookings"),
        uniqueIndex("seats_one_per_person"),
      ]
      const seen = await run(races[name]!, without.join("\n"))
      expect(seen.join()).toMatch(/one seat of one person|one active seat|merged/)
    },
    60_000,
  )
})

it("a seat changes its person in no other way, unless its guard is missing", async () => {
  const booking = await place.book(people.petra, place.januaryRound)
  await place.book(people.jonas, place.februaryRound)
  const jonas = await idOf(people.jonas)
  const change = () =>
    ownDatabase().query("UPDATE seats SET participant_id = $1 WHERE booking_id = $2", [jonas, booking.bookingId])
  await expect(change()).rejects.toMatchObject({ constraint: "seats_transition" })
  expect(await seatsOf(booking)).toHaveLength(1)
  await ownDatabase().query(trigger("seats", "seats_guard_transition"))
  await change()
  expect(await db.seat.count({ where: { participantId: jonas, bookingId: booking.bookingId } })).toBe(1)
})
