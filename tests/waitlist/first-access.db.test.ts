import { addOwner, arrived, emptyInbox } from "../support/inbox"
import { beforeEach, describe, expect, it } from "vitest"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { db } from "@/lib/db"
import { queueNewDates } from "@/lib/notifications/queue-new-dates"
import { endFirstAccesses, publishGroupSession } from "@/lib/sessions/publish-group-session"
import { findPublicSession, listPublicSessions } from "@/lib/sessions/queries"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { giveFirstAccess } from "@/lib/waitlist/give-first-access"
import { joinWaitlist } from "@/lib/waitlist/join-waitlist"
import { passOnSeats } from "@/lib/waitlist/pass-on-seats"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { renewOwnDatabase } from "../support/database"
import { wishFor } from "../support/sessions"
import { replaced } from "../support/twin"
import { at, by, done, logOf, minutesAfter, monday, people, world, type WorldSession } from "../support/world"
import { entryInput, offeredIn, stateOf, wait } from "./world"

type World = Awaited<ReturnType<typeof world>>
let w: World
let tuesday: WorldSession

beforeEach(async () => {
  await emptyInbox()
  w = await world()
  tuesday = await w.session(w.formats.instant, "2027-01-19T08:30", { capacity: 2, draft: true })
})

const organizer = by("organizer", monday)
const over = minutesAfter(monday, 48 * 60)
const wishing = () => ({ formatId: w.formats.instant, wishes: [{ weekday: 2, from: "08:00", until: "10:00" }] })
const give = () => giveFirstAccess({ sessionId: tuesday.id }, organizer)
const wish = () => wishFor(tuesday.id, people.karin)
const listed = async (now = monday) => (await listPublicSessions("de", { now })).some(({ id }) => id === tuesday.id)

describe("the first access to a date that was wished for", () => {
  it("offers its seats to those who wished, in their order, for 48 hours, and each gets a mail with the date", async () => {
    await wait(people.petra, [], wishing())
    const jonas = await wait(people.jonas, [], wishing())
    const karin = await wait(people.karin, [], { ...wishing(), now: minutesAfter(monday, 1) })
    await wait(people.thomas, [], { ...wishing(), wishes: [{ weekday: 3, from: "08:00", until: "10:00" }] })
    await arrived()
    expect(done(await give()).until).toEqual(over)
    expect(await offeredIn(tuesday)).toEqual([people.jonas.email, people.petra.email].sort())
    expect(await stateOf(karin)).toBe("waiting")
    expect(await db.seatOffer.findMany({ select: { expiresAt: true } })).toEqual([
      { expiresAt: over },
      { expiresAt: over },
    ])
    expect((await arrived()).map((mail) => mail.split(":")[0])).toEqual(["jonas", "petra"])
    done(await acceptOffer({ entryId: jonas.entryId }, by("participant", minutesAfter(monday, 60))))
    expect(await stateOf(jonas)).toBe("accepted")
  })

  it("is nobody else's: not seen, not booked, not moved to, not waited for", async () => {
    await wait(people.petra, [], wishing())
    const thomas = await w.book(people.thomas, w.januaryRound)
    done(await give())
    expect(await listed()).toBe(false)
    expect(await findPublicSession({ slug: tuesday.slug }, "de", monday)).toBeNull()
    expect(await findPublicSession({ id: tuesday.id }, "de", monday)).toBeNull()
    const closed = { ok: false, reason: "session_closed" }
    expect(await holdSeat(wish(), monday)).toEqual(closed)
    const moving = { bookingId: thomas.bookingId, sessionId: tuesday.id }
    const holder = by("participant", monday)
    expect(await rebookSeat(moving, holder)).toEqual(closed)
    expect(await waitForSession(moving, holder)).toEqual(closed)
    expect(await joinWaitlist(entryInput(people.karin, [tuesday]), { now: monday })).toEqual(closed)
  })

  it("ends by itself, also where no worker runs; what is free is everybody's, and it is said once", async () => {
    await wait(people.petra, [], wishing())
    done(await give())
    expect(await listed(minutesAfter(over, -1))).toBe(false)
    expect(await listed(over)).toBe(true)
    expect((await holdSeat(wish(), over)).ok).toBe(true)
    await endFirstAccesses({ now: minutesAfter(over, -1) })
    await lapseHolds({ now: minutesAfter(over, 1) })
    await endFirstAccesses({ now: over })
    await endFirstAccesses({ now: over })
    const kinds = (await logOf({ sessionId: tuesday.id })).map(({ kind }) => kind)
    expect(kinds.filter((kind) => /first_access|published/.test(kind))).toEqual([
      "session.first_access",
      "session.published",
    ])
  })

  it("is news for subscribers when it is everybody's, and not before", async () => {
    await wait(people.petra, [], wishing())
    const confirmedAt = minutesAfter(monday, 5)
    await db.subscription.create({
      data: { email: people.thomas.email, locale: "de", confirmedAt, toldUntil: confirmedAt },
    })
    done(await giveFirstAccess({ sessionId: tuesday.id }, by("organizer", minutesAfter(monday, 10))))
    const told = async () => {
      const mails = await db.mail.findMany({ where: { kind: "new_dates" } })
      return mails.filter(({ params }) => JSON.stringify(params).includes(`"${tuesday.slug}"`)).length
    }
    await queueNewDates({ now: at("2026-12-08T09:00") })
    await queueNewDates({ now: at("2026-12-09T09:00") })
    expect(await told()).toBe(0)
    await endFirstAccesses({ now: minutesAfter(over, 10) })
    await queueNewDates({ now: at("2026-12-10T09:00") })
    expect(await told()).toBe(1)
  })

  it("goes to the next who wished when somebody declines, and is ended early by publishing", async () => {
    const petra = await wait(people.petra, [], wishing())
    await wait(people.jonas, [], wishing())
    const karin = await wait(people.karin, [], { ...wishing(), now: minutesAfter(monday, 1) })
    done(await give())
    done(await declineOffer({ entryId: petra.entryId, scope: "date" }, by("participant", minutesAfter(monday, 30))))
    expect(await stateOf(karin)).toBe("offered")
    done(await publishGroupSession({ sessionId: tuesday.id }, by("organizer", minutesAfter(monday, 60))))
    expect(await listed(minutesAfter(monday, 60))).toBe(true)
    await passOnSeats({ now: minutesAfter(monday, 61) })
    expect((await offeredIn(tuesday)).length).toBe(2)
  })

  it("is refused where nobody wished, and too near; given again it has no effect", async () => {
    expect(await give()).toEqual({ ok: false, reason: "nobody_wishes" })
    await wait(people.petra, [], wishing())
    const late = by("organizer", at("2027-01-16T09:00"))
    expect(await giveFirstAccess({ sessionId: tuesday.id }, late)).toEqual({ ok: false, reason: "too_soon" })
    expect(await giveFirstAccess({ sessionId: w.januaryRound.id }, organizer)).toMatchObject({
      reason: "session_closed",
    })
    expect(done(await give()).until).toEqual(done(await give()).until)
    await addOwner()
    expect((await logOf({ sessionId: tuesday.id })).filter(({ kind }) => kind === "session.first_access")).toHaveLength(
      1,
    )
  })
})

it("twin: without the check in hold_seat a stranger has the seat", async () => {
  await renewOwnDatabase({ without: replaced("hold_seat", "OR session.first_access_until > v_now", "") })
  w = await world()
  tuesday = await w.session(w.formats.instant, "2027-01-19T08:30", { capacity: 2, draft: true })
  await wait(people.petra, [], wishing())
  done(await give())
  expect((await holdSeat(wish(), monday)).ok).toBe(true)
})
