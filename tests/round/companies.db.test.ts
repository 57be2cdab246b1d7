import { afterAll, describe, expect, it } from "vitest"
import { assignCompany } from "@/lib/bookings/assign-company"
import { decideSeat } from "@/lib/bookings/decide-seat"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { db } from "@/lib/db"
import { addConflict } from "@/lib/people/add-conflict"
import { addDomain } from "@/lib/people/add-domain"
import { findCompany, listCompanies } from "@/lib/people/queries-companies"
import { regroupCompany } from "@/lib/people/regroup-company"
import { removeConflict } from "@/lib/people/remove-conflict"
import { removeDomain } from "@/lib/people/remove-domain"
import { listDoubtful } from "@/lib/round/queries-doubtful"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { untilPausing, untilWaiting } from "../support/pausing"
import { lockIn } from "../support/twin"
import { by, done, minutesAfter, monday, people, statesOf } from "../support/world"
import { closedWorld, of } from "./closed-world"

const { petra, jonas, karin } = people
const organizer = by("organizer", monday)
const companyOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.booking.findUniqueOrThrow({ where: { id: bookingId }, include: { company: true } })).company!
const requestedOf = async ({ bookingId }: { bookingId: string }) =>
  (await db.seat.findFirstOrThrow({ where: { bookingId, state: "requested" } })).id

describe("regrouping companies", () => {
  it("is refused with the seats where two of one group would sit, and else changes the seats ahead", async () => {
    const { closedRound, laterClosedRound, book, answerAll } = await closedWorld()
    const both = [await book(petra, closedRound), await book(jonas, closedRound)]
    const elsewhere = await book(karin, laterClosedRound)
    await answerAll()
    const [muster, beispiel] = [await companyOf(both[0]!), await companyOf(both[1]!)]
    const refused = await regroupCompany({ companyId: beispiel.id, groupId: muster.groupId }, organizer)
    expect(refused).toMatchObject({ ok: false, reason: "would_collide", seats: [{ person: "Petra Muster" }] })
    expect((await companyOf(both[1]!)).groupId).toBe(beispiel.groupId)

    const probe = await companyOf(elsewhere)
    done((await regroupCompany({ companyId: probe.id, groupId: muster.groupId }, organizer)) as { ok: true })
    expect((await db.seat.findFirstOrThrow({ where: { bookingId: elsewhere.bookingId } })).companyGroupId).toBe(
      muster.groupId,
    )
    expect(await db.companyGroup.count({ where: { id: probe.groupId } })).toBe(0)
    done((await regroupCompany({ companyId: probe.id, groupId: null }, organizer)) as { ok: true })
    expect((await companyOf(elsewhere)).groupId).not.toBe(muster.groupId)
  })

  it("takes along whom the group did not sit with", async () => {
    const { closedRound, laterClosedRound, book, answerAll } = await closedWorld()
    const [one, two, three] = [
      await book(petra, closedRound),
      await book(jonas, closedRound),
      await book(karin, laterClosedRound),
    ]
    await answerAll()
    const [muster, beispiel, probe] = [await companyOf(one), await companyOf(two), await companyOf(three)]
    done(await addConflict({ groupId: probe.groupId, otherId: beispiel.groupId, note: "Streit" }, organizer))
    done((await regroupCompany({ companyId: probe.id, groupId: muster.groupId }, organizer)) as { ok: true })
    expect((await findCompany(muster.id, monday))?.conflicts).toEqual([
      { groupId: beispiel.groupId, name: beispiel.name, note: "Streit" },
    ])
    done(await removeConflict({ groupId: muster.groupId, otherId: beispiel.groupId }, organizer))
    expect((await findCompany(muster.id, monday))?.conflicts).toEqual([])
  })

  /**
   * A seat is being confirmed, written and not committed, while its company gets another group; the one it leaves has
   * another company. `isThere` waits until the regrouping has come as far as it can.
   */
  async function whileConfirming(isThere: (regrouping: Promise<unknown>) => Promise<unknown>) {
    const { closedRound, laterClosedRound, book, answerAll } = await closedWorld()
    await book(petra, laterClosedRound)
    const due = await answerAll()
    const asking = await book(of("Paul", petra.company, "muster-anlagenbau.example"), closedRound, {
      now: minutesAfter(due, 1),
    })
    const { decideAt } = await db.seat.findUniqueOrThrow({ where: { id: await requestedOf(asking) } })
    const muster = await db.company.findFirstOrThrow({ where: { name: petra.company } })
    await db.company.create({ data: { groupId: muster.groupId, name: "Schwester" } })
    const into = (await db.companyGroup.create({ data: { name: "Andere" } })).id
    await ownDatabase().query(untilOpened)
    const confirming = carryOutDecisions({ now: decideAt! })
    await untilPausing()
    const regrouping = regroupCompany({ companyId: muster.id, groupId: into }, by("organizer", decideAt!))
    await isThere(regrouping)
    await ownDatabase().query("SELECT nextval('gate'), nextval('gate')")
    await Promise.all([confirming, regrouping])
    expect(await statesOf(asking)).toEqual(["confirmed"])
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId: asking.bookingId } })
    return { ofSeat: seat.companyGroupId, into }
  }

  describe("against a confirmation", () => {
    afterAll(() => renewOwnDatabase({}))

    it("leaves every seat with the group of its company", async () => {
      await renewOwnDatabase({})
      const { ofSeat, into } = await whileConfirming(() => untilWaiting())
      expect(ofSeat).toBe(into)
    })

    it("would leave one with the former group without the locks: the twin", async () => {
      await renewOwnDatabase({ without: lockIn("lock_sessions") })
      const { ofSeat, into } = await whileConfirming((regrouping) => regrouping)
      expect(ofSeat).not.toBe(into)
    })
  })
})

/** Whoever confirms a seat waits at its activity, with all that is written and locked by then, until the gate is open. */
const untilOpened = `
  CREATE SEQUENCE gate;
  CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    -- A sequence is seen by everybody at once, before anything is committed.
    WHILE (SELECT last_value FROM gate) < 2 LOOP PERFORM pg_sleep(0.01); END LOOP;
    RETURN NEW;
  END $$;
  CREATE TRIGGER a_gate BEFORE INSERT ON activities FOR EACH ROW WHEN (NEW.kind = 'seat.confirmed')
    EXECUTE FUNCTION wait_at_gate();`

describe("a company in doubt", () => {
  it("is assigned, and counts from then on", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const free = await book(of("Frieda", petra.company, "gmail.com"), closedRound)
    const own = await book(petra, closedRound, { now: minutesAfter(monday, 1) })
    done(await decideSeat({ seatId: await requestedOf(free), decision: "confirm" }, organizer))
    const due = await answerAll()
    expect([await statesOf(free), await statesOf(own)]).toEqual([["confirmed"], ["confirmed"]])
    const doubtful = await listDoubtful(due)
    const [found] = doubtful.filter(({ bookingId }) => bookingId === free.bookingId)
    expect(found).toMatchObject({ person: "Frieda Test", alike: [{ name: petra.company }] })
    const muster = await companyOf(own)
    const at = by("organizer", minutesAfter(due, 1))
    expect(await assignCompany({ bookingId: free.bookingId, companyId: muster.id }, at)).toEqual({
      ok: false,
      reason: "company_seated",
    })
    done(await assignCompany({ bookingId: free.bookingId, companyId: null }, at))
    const seat = await db.seat.findFirstOrThrow({ where: { bookingId: free.bookingId } })
    expect(seat.companyGroupId).toBe((await companyOf(free)).groupId)
    expect((await listDoubtful(due)).some(({ bookingId }) => bookingId === free.bookingId)).toBe(false)
  })

  it("is confirmed undecided once it is assigned", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const free = await book(of("Franz", "Neue Werke GmbH", "web.de"), closedRound)
    done(await assignCompany({ bookingId: free.bookingId, companyId: null }, organizer))
    await answerAll()
    expect(await statesOf(free)).toEqual(["confirmed"])
  })
})

describe("the domains of a company", () => {
  it("prove it, unless they are another's or anybody's", async () => {
    const { closedRound, book, answerAll } = await closedWorld()
    const [one, two] = [await book(petra, closedRound), await book(jonas, closedRound)]
    await answerAll()
    const [muster, beispiel] = [await companyOf(one), await companyOf(two)]
    const add = (domain: string) => addDomain({ companyId: muster.id, domain }, organizer)
    expect(await add("gmail.com")).toEqual({ ok: false, reason: "domain_free_mail" })
    expect(await add("beispiel-soehne.example")).toEqual({ ok: false, reason: "domain_taken" })
    done(await add("Mail.Muster-Holding.example"))
    done(await add("muster-holding.example"))
    const [found] = await listCompanies({ query: "holding" }, monday)
    expect(found).toMatchObject({
      id: muster.id,
      domains: expect.arrayContaining(["muster-holding.example"]) as string[],
    })
    expect(found!.seatsAhead).toBeGreaterThan(0)
    done(await removeDomain({ companyId: muster.id, domain: "muster-holding.example" }, organizer))
    expect(await listCompanies({ query: "holding" }, monday)).toEqual([])
    expect(beispiel.id).not.toBe(muster.id)
  })
})
