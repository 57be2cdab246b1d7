import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { decideSubstitution } from "@/lib/bookings/decide-seat"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { bookSeat } from "@/lib/payments/book-seat"
import { addConflict } from "@/lib/people/add-conflict"
import { erasePerson } from "@/lib/people/erase-person"
import { findPerson } from "@/lib/people/queries-people"
import { getPersonData } from "@/lib/people/queries-person-data"
import type { GuestInput, Industry, SubstituteInput } from "@/lib/people/schema"
import { forgetPrivate } from "@/lib/round/forget-private"
import { findPicture } from "@/lib/round/queries-picture"
import { joinWaitlist } from "@/lib/waitlist/join-waitlist"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { sayingOtherwise } from "../support/statements"
import { anke, at, by, done, minutesAfter, monday, people, statesOf } from "../support/world"
import { whereIs } from "../support/where-is"
import { closedWorld, of, ofCompany } from "./closed-world"

const { petra, paula, jonas, karin } = people
const agreed = { locale: "de", businessUseVersion: "test", termsVersion: "test" } as const
const asks = (sessionId: string, participant: GuestInput, more: object = {}) => ({
  ...{ requestId: randomUUID(), sessionId, participant, ...agreed, noSalesVersion: "test", ...more },
})

describe("a closed round asks", () => {
  it("for industry, size and that nothing is sold, of who books and who waits", async () => {
    const { closedRound } = await closedWorld()
    const ask = async (participant: GuestInput, more: object = {}) => {
      const input = asks(closedRound.id, participant, more)
      const booked = await bookSeat(input, monday)
      const joined = await joinWaitlist({ ...input, sessionIds: [closedRound.id], wishes: [] }, { now: monday })
      return [booked, joined].map((each) => (each.ok ? "ok" : each.reason))
    }
    expect(await ask(petra)).toEqual(["industry_needed", "industry_needed"])
    expect(await ask({ ...petra, industry: "trade" })).toEqual(["size_band_needed", "size_band_needed"])
    const told = { ...petra, ...ofCompany, conflictWishes: ["Muster Holding", "Beispiel AG"] }
    expect(await ask(told, { noSalesVersion: undefined })).toEqual(["no_sales_needed", "no_sales_needed"])
    expect(await ask(told)).toEqual(["ok", "ok"])
    const profiles = await db.roundProfile.findMany({
      select: { industry: true, sizeBand: true, noSalesVersion: true },
    })
    expect(profiles).toEqual(Array(2).fill({ ...ofCompany, noSalesVersion: "test" }))
    expect(await db.conflictWish.count()).toBe(4)
  })

  it("an open one asks nothing and keeps nothing of it", async () => {
    const { reviewedRound } = await closedWorld()
    const count = () => Promise.all([db.roundProfile.count(), db.conflictWish.count()])
    const before = await count()
    done(await bookSeat(asks(reviewedRound.id, { ...petra, ...ofCompany, conflictWishes: ["Muster Holding"] }), monday))
    expect(await count()).toEqual(before)
  })

  it("only the roles of its format, on every way in", async () => {
    const { format, session, closedRound, book } = await closedWorld()
    const owners = await session(await format("owners", { admission: "instant", roles: ["owner"] }), "2027-02-01T10:00")
    const refused = { ok: false, reason: "role_not_admitted" }
    expect(await bookSeat(asks(owners.id, petra), monday)).toEqual(refused)
    const input = { ...asks(owners.id, petra), sessionIds: [owners.id], wishes: [] }
    expect(await joinWaitlist(input, { now: monday })).toEqual(refused)
    const elsewhere = await book(petra, closedRound)
    expect(
      await rebookSeat({ bookingId: elsewhere.bookingId, sessionId: owners.id }, by("participant", monday)),
    ).toEqual(refused)
    const owned = await book({ ...jonas, role: "owner" }, owners)
    const hand = { bookingId: owned.bookingId, participant: { ...paula, email: "paula@beispiel-soehne.example" } }
    expect(await substituteParticipant(hand, by("participant", monday))).toEqual(refused)
  })
})

describe("a colleague who is there already takes a seat over like any", () => {
  const mailsOf = async (name: string) =>
    (await db.mail.findMany({ where: { recipient: { startsWith: name } }, select: { kind: true } }))
      .map(({ kind }) => kind)
      .filter((kind) => ["duplicate", "released", "substitute"].includes(kind))
      .sort()

  it("their own request gives way, and they alone are told", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const given = await book(petra, closedRound)
    const own = await book(paula, closedRound, { booker: anke })
    await drainJobs()
    const handed = await substituteParticipant(
      { bookingId: given.bookingId, participant: paula },
      by("participant", minutesAfter(monday, 1)),
    )
    expect(handed).toMatchObject({ ok: true, status: "requested" })
    expect(await statesOf(own)).toEqual(["released duplicate", "requested"])
    expect(await statesOf(given)).toEqual(["released substituted", "requested"])
    await drainJobs()
    expect(await mailsOf("paula")).toEqual(["released", "substitute"])
    expect(await mailsOf("anke")).toEqual([])
    await answerAll()
    expect(await statesOf(own)).toEqual(["released duplicate", "released declined"])
    expect(await statesOf(given)).toEqual(["released substituted", "confirmed"])
  })

  /** How many seats are taken before and after a colleague is named, one who has asked there and one who has not. */
  async function takenAround() {
    const { closedRound, laterClosedRound, book } = await closedWorld()
    const rounds = [closedRound, laterClosedRound]
    const given = [await book(petra, closedRound), await book(petra, laterClosedRound)]
    await book(paula, closedRound)
    const taken = () =>
      Promise.all(rounds.map(async ({ id }) => (await db.groupSession.findUniqueOrThrow({ where: { id } })).seatsTaken))
    const before = await taken()
    for (const { bookingId } of given)
      done(await substituteParticipant({ bookingId, participant: paula }, by("participant", minutesAfter(monday, 1))))
    return { before, after: await taken() }
  }

  it("no seat is free sooner, whether they had asked or not", async () => {
    const { before, after } = await takenAround()
    expect(after).toEqual(before)
  })

  it("a seat would be, were their request over at once: the twin", async () => {
    const without = `
      CREATE FUNCTION end_at_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE seats SET state = 'released', release_reason = 'duplicate', released_at = now() WHERE id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER a_twin AFTER INSERT ON seats FOR EACH ROW WHEN (NEW.participant_id IS NULL AND NEW.state = 'requested')
        EXECUTE FUNCTION end_at_once();`
    await renewOwnDatabase({ without })
    const { before, after } = await takenAround()
    await renewOwnDatabase()
    expect([before, after]).toEqual([
      [2, 1],
      [1, 1],
    ])
  })

  it("a seat of theirs does not give way to what is only asked for: declined in time, and they alone are told", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const own = await book(paula, closedRound)
    const due = await answerAll()
    const given = await book(petra, closedRound, { now: minutesAfter(due, 1) })
    const handed = await substituteParticipant(
      { bookingId: given.bookingId, participant: paula },
      by("participant", minutesAfter(due, 2)),
    )
    expect(handed).toMatchObject({ ok: true, status: "requested" })
    await drainJobs()
    expect(await mailsOf("paula")).toContain("duplicate")
    await answerAll()
    expect(await statesOf(own)).toEqual(["confirmed"])
    expect(await statesOf(given)).toEqual(["released substituted", "released declined"])
  })

  it("in an open round they are refused as before", async () => {
    const { reviewedRound, book } = await closedWorld()
    const given = await book(petra, reviewedRound)
    await book(paula, reviewedRound)
    const handed = await substituteParticipant(
      { bookingId: given.bookingId, participant: paula },
      by("participant", monday),
    )
    expect(handed).toEqual({ ok: false, reason: "not_available" })
  })
})

describe("what the person before has said is not the substitute's", () => {
  const profileOf = ({ bookingId }: { bookingId: string }) =>
    db.roundProfile.findUnique({
      where: { bookingId },
      select: { industry: true, sizeBand: true, noSalesVersion: true },
    })
  const hand = (booking: { bookingId: string }, participant: SubstituteInput, minutes: number, now: Date) =>
    substituteParticipant(
      { bookingId: booking.bookingId, participant },
      by("participant", minutesAfter(now, minutes)),
    ).then(done)

  it("a colleague keeps what is of the company, and has promised nothing", async () => {
    const { closedRound, book } = await closedWorld()
    const given = await book(petra, closedRound)
    expect(await profileOf(given)).toEqual({ ...ofCompany, noSalesVersion: "test" })
    await hand(given, paula, 1, monday)
    expect(await profileOf(given)).toEqual({ ...ofCompany, noSalesVersion: null })
  })

  it("somebody from elsewhere has said it of their own company, also where nobody had", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const given = await book(petra, closedRound)
    const due = await answerAll()
    await db.roundProfile.delete({ where: { bookingId: given.bookingId } })
    await hand(given, { ...karin, ...ofCompany, industry: "trade" }, 1, due)
    const { id, decideAt } = await db.substitution.findFirstOrThrow({ where: { bookingId: given.bookingId } })
    done(await decideSubstitution({ substitutionId: id, decision: "confirm" }, by("organizer", minutesAfter(due, 2))))
    await carryOutDecisions({ now: decideAt })
    expect(await statesOf(given)).toEqual(["released substituted", "confirmed"])
    expect(await profileOf(given)).toEqual({ ...ofCompany, industry: "trade", noSalesVersion: null })
  })
})

describe("the picture on the page", () => {
  it("comes with three of a kind and goes below three", async () => {
    const { closedRound } = await closedWorld()
    const added = []
    for (const name of ["Ada", "Bea", "Cora"]) {
      const input = {
        ...{ requestId: randomUUID(), sessionId: closedRound.id, locale: "de" as const },
        participant: of(name, `${name} GmbH`, `${name.toLowerCase()}-werke.example`),
      }
      added.push(done(await addByHand(input, by("organizer", minutesAfter(monday, 10 * added.length)))))
    }
    expect(await findPicture(closedRound.id, minutesAfter(monday, 22))).toEqual({
      industries: ["services"],
      sizes: [{ from: "from_50", to: "from_250" }],
    })
    done(await releaseSeat({ bookingId: added[1]!.bookingId }, by("participant", minutesAfter(monday, 30))))
    expect(await findPicture(closedRound.id, minutesAfter(monday, 40))).toBeNull()
  })

  /** Three, of whom the one in trade leaves and a fourth comes; nothing that happens to who has left may show. */
  async function fourHaveCome() {
    const { closedRound } = await closedWorld()
    const add = async (name: string, industry: Industry, minute: number) => {
      const participant = { ...of(name, `${name} GmbH`, `${name.toLowerCase()}-werke.example`), industry }
      const input = { requestId: randomUUID(), sessionId: closedRound.id, locale: "de" as const, participant }
      return done(await addByHand(input, by("organizer", minutesAfter(monday, minute))))
    }
    const names = ["Ada", "Bea", "Cora"].map((name) => `${name}${randomUUID().slice(0, 4)}`)
    const [gone] = [
      await add(names[0]!, "trade", 0),
      await add(names[1]!, "health", 0),
      await add(names[2]!, "health", 0),
    ]
    done(await releaseSeat({ bookingId: gone.bookingId }, by("participant", minutesAfter(monday, 10))))
    await add(`Dora${randomUUID().slice(0, 4)}`, "health", 20)
    const industries = async () => (await findPicture(closedRound.id, minutesAfter(monday, 60)))?.industries ?? []
    const { participantId } = await db.booking.findUniqueOrThrow({ where: { id: gone.bookingId } })
    return { gone: participantId!, industries }
  }
  const erase = async (personId: string) =>
    done(await erasePerson({ personId }, by("organizer", minutesAfter(monday, 50))))

  it("stays what it was when somebody who has left is erased", async () => {
    const { gone, industries } = await fourHaveCome()
    const before = await industries()
    await erase(gone)
    expect(await industries()).toEqual(before)
  })

  it("would tell of them if what they said went with them at once: the twin", async () => {
    const { gone, industries } = await fourHaveCome()
    const before = await industries()
    await erase(gone)
    await db.seat.updateMany({ where: { participantId: gone }, data: { industry: null, sizeBand: null } })
    expect(await industries()).not.toEqual(before)
  })
})

describe("what was said in confidence", () => {
  const secret = "Geheimwort Holding"
  async function toldInConfidence() {
    const { closedRound } = await closedWorld()
    const input = asks(closedRound.id, { ...jonas, ...ofCompany, conflictWishes: [secret] })
    const { bookingId } = done(await bookSeat(input, monday))
    const { book, answerAll, laterClosedRound } = await closedWorld()
    const seated = await book(petra, laterClosedRound)
    await answerAll()
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId: seated.bookingId, state: "confirmed" } })
    await db.objection.create({ data: { seatId: seat.id, text: secret, objectedAt: monday } })
    await db.tableCard.create({
      data: {
        ...{ bookingId: seated.bookingId, participantId: seat.participantId! },
        ...{ line: secret, approvedAt: monday, changedAt: monday },
      },
    })
    const groups = await Promise.all(["A", "B"].map((name) => db.companyGroup.create({ data: { name } })))
    const [one, other] = groups.map(({ id }) => id).sort() as [string, string]
    await db.companyConflict.create({ data: { groupId: one, otherId: other, note: secret, addedAt: monday } })
    await drainJobs()
    return { bookingId, seat }
  }
  const all = ["public.company_conflicts", "public.conflict_wishes", "public.objections", "public.table_cards"]

  it("stands in its own tables alone, and is gone two weeks after the session", async () => {
    await toldInConfidence()
    expect(await whereIs(secret)).toEqual(all)
    await forgetPrivate({ now: at("2027-03-11T12:00") })
    expect(await whereIs(secret)).toEqual(["public.objections", "public.table_cards"])
    await forgetPrivate({ now: at("2027-03-12T12:00") })
    expect(await whereIs(secret)).toEqual([])
    expect(await db.objection.count()).toBe(1)
  })

  it("of a conflict stays as long as one of the two still comes", async () => {
    const { laterClosedRound, book, answerAll } = await closedWorld()
    const { bookingId } = await book(of("Nora", "Notizwerke GmbH", "notizwerke.example"), laterClosedRound)
    await answerAll()
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId, state: "confirmed" } })
    const pair = { groupId: seat.companyGroupId!, otherId: (await db.companyGroup.create({ data: { name: "C" } })).id }
    done(await addConflict({ ...pair, note: secret }, by("organizer", monday)))
    await forgetPrivate({ now: at("2027-03-11T12:00") })
    expect(await whereIs(secret)).toEqual(["public.company_conflicts"])
    // The twin: somebody else's seat keeps nothing.
    await sayingOtherwise([{ in: /UPDATE company_conflicts/, part: "IN (c.group_id, c.other_id)", by: "= NULL" }], () =>
      forgetPrivate({ now: at("2027-03-11T12:00") }),
    )
    expect(await whereIs(secret)).toEqual([])
    done(await addConflict({ ...pair, note: secret }, by("organizer", at("2027-02-27T12:00"))))
    await forgetPrivate({ now: at("2027-03-12T12:00") })
    expect(await whereIs(secret)).toEqual(["public.company_conflicts"])
    await forgetPrivate({ now: at("2027-03-14T12:00") })
    expect(await whereIs(secret)).toEqual([])
    expect(await db.companyConflict.count({ where: { note: null } })).toBeGreaterThan(0)
  })

  it("stays where the sweep overlooks it: the twin", async () => {
    await db.companyConflict.deleteMany()
    await toldInConfidence()
    await sayingOtherwise([{ in: /WITH over/, part: "UNION SELECT booking_id FROM table_cards" }], () =>
      forgetPrivate({ now: at("2027-03-12T12:00") }),
    )
    expect(await whereIs(secret)).toContain("public.table_cards")
  })

  it("is handed to the person themselves, and goes with them", async () => {
    await db.tableCard.deleteMany()
    await db.objection.deleteMany()
    const { seat } = await toldInConfidence()
    const id = seat.participantId!
    const data = await getPersonData((await findPerson(id))!, monday)
    expect(JSON.stringify(data)).toContain(secret)
    done(await erasePerson({ personId: id }, by("organizer", at("2027-03-01T12:00"))))
    expect(await db.tableCard.count({ where: { participantId: id } })).toBe(0)
    expect(await db.objection.count({ where: { text: { not: null }, seat: { participantId: id } } })).toBe(0)
    expect(await db.seat.count({ where: { participantId: id, industry: { not: null } } })).toBe(0)
  })
})
