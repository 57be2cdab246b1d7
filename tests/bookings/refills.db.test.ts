import { beforeEach, describe, expect, it, vi } from "vitest"
import { noteRefills } from "@/lib/bookings/note-refills"
import { db, transaction, type Tx } from "@/lib/db"
import { log } from "@/lib/log"
import { mailConfirmed } from "@/lib/notifications/mail-answers"
import { lockSessions } from "@/lib/sessions/lock-sessions"
import type { Activity } from "@/prisma/generated/client"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { react } from "@/lib/reactions"
import { renewOwnDatabase } from "../support/database"
import { untilWaiting } from "../support/pausing"
import { drainJobs } from "../support/jobs"
import { replaced, uniqueIndex } from "../support/twin"
import { at, by, done, world } from "../support/world"

/** Thursday, 18.02.2027, 16:00: free until 04.02., half until 15.02. */
const [early, late, later] = [at("2027-01-20T09:00"), at("2027-02-10T09:00"), at("2027-02-11T09:00")]
const told = async () =>
  (await db.mail.findMany({ where: { kind: "refilled" }, orderBy: { createdAt: "asc" } })).map(
    ({ recipient }) => recipient.split(".")[0],
  )

async function givesBack(booking: { bookingId: string }, now: Date) {
  done(await releaseSeat(booking, by("participant", now)))
}

beforeEach(() => renewOwnDatabase())

describe("a seat that was given back late", () => {
  it("is filled again: who left and who booked for them hear that nothing is owed, once", async () => {
    const { petra, jonas, karin, anke, book, pricedRound } = await world()
    const seat = await book(petra, pricedRound, { booker: anke })
    await givesBack(seat, late)
    await drainJobs()
    expect(await told()).toEqual([])
    const next = await book(jonas, pricedRound, { now: later })
    await drainJobs()
    expect((await told()).sort()).toEqual(["anke", "petra"])
    const fact = await db.activity.findFirstOrThrow({ where: { kind: "seat.refilled" } })
    expect(fact).toMatchObject({
      bookingId: seat.bookingId,
      sessionId: pricedRound.id,
      detail: { waived: { percent: 50, netCents: 14_500 } },
    })
    // Nobody of the new person in it.
    const mails = await db.mail.findMany({ where: { kind: "refilled" } })
    expect(JSON.stringify(mails)).not.toMatch(/jonas|Beispiel/i)
    // Filled twice: the new one leaves, and somebody else comes.
    await givesBack(next, at("2027-02-12T09:00"))
    await book(karin, pricedRound, { now: at("2027-02-12T10:00") })
    await drainJobs()
    expect((await told()).sort()).toEqual(["anke", "jonas", "petra"])
  })

  it("is not what was given back for nothing, or is free of charge, or in another session", async () => {
    const { petra, jonas, karin, thomas, book, pricedRound, februaryRound } = await world()
    await givesBack(await book(petra, pricedRound), early)
    await book(jonas, pricedRound, { now: at("2027-01-21T09:00") })
    await givesBack(await book(karin, februaryRound), at("2027-02-03T09:00"))
    await book(thomas, februaryRound, { now: at("2027-02-03T10:00") })
    await drainJobs()
    expect(await told()).toEqual([])
    expect(await db.activity.count({ where: { kind: "seat.refilled" } })).toBe(0)
  })

  it("is one for each who comes, the first who left first; nobody follows themselves", async () => {
    const { petra, jonas, karin, book, pricedRound } = await world()
    const [one, two] = [await book(petra, pricedRound), await book(jonas, pricedRound)]
    await givesBack(two, late)
    await givesBack(one, later)
    await book(karin, pricedRound, { now: at("2027-02-11T10:00") })
    await drainJobs()
    expect(await told()).toEqual(["jonas"])
  })

  it("is also one that was moved to another date late, and is filled by one that moves here", async () => {
    const { petra, jonas, book, pricedRound, session, formats } = await world()
    const other = await session(formats.priced, "2027-02-25T16:00")
    const [leaving, coming] = [await book(petra, pricedRound), await book(jonas, other)]
    const move = async (bookingId: string, sessionId: string, now: Date) =>
      done(await rebookSeat({ requestId: crypto.randomUUID(), bookingId, sessionId }, by("participant", now)))
    await move(leaving.bookingId, other.id, late)
    await move(coming.bookingId, pricedRound.id, later)
    await drainJobs()
    expect(await told()).toEqual(["petra"])
  })
})

/** Two workers learn of two who come, at the same moment, and one of them once more. */
async function twoWorkers(): Promise<[facts: number, mails: number]> {
  const { petra, jonas, karin, book, pricedRound } = await world()
  await givesBack(await book(petra, pricedRound), late)
  await drainJobs()
  await book(jonas, pricedRound, { now: later })
  await book(karin, pricedRound, { now: later })
  const came = await db.activity.findMany({ where: { kind: "seat.confirmed", at: later } })
  await Promise.allSettled([...came, ...came, ...came].map(({ id }) => react(id)))
  await drainJobs()
  return [
    await db.activity.count({ where: { kind: "seat.refilled" } }),
    await db.mail.count({ where: { kind: "refilled" } }),
  ]
}

/** Whether a reaction that waits for the session of a seat has locked nothing that a change of that booking needs. */
async function waitsInOrder(reaction: (activity: Activity) => Promise<void>): Promise<boolean> {
  const { petra, book, januaryRound } = await world()
  const { bookingId } = await book(petra, januaryRound)
  const activity = await db.activity.findFirstOrThrow({ where: { bookingId, kind: "seat.confirmed" } })
  const { reacted, inOrder } = await transaction(async (tx) => {
    await lockSessions(tx, [januaryRound.id])
    const reacted = reaction(activity)
    await untilWaiting()
    const free = await tx.$queryRaw<object[]>`
      SELECT id FROM bookings WHERE id = ${bookingId}::uuid FOR NO KEY UPDATE SKIP LOCKED`
    return { reacted: { done: reacted }, inOrder: free.length === 1 }
  })
  await reacted.done
  return inOrder
}

describe("a reaction beside a change of the same booking", () => {
  it("takes the session first, as everybody does", async () => {
    expect(await waitsInOrder(({ id }) => react(id))).toBe(true)
  })
  it("would wait in a circle with its mail first: the twin", async () => {
    const mailFirst = (activity: Activity) =>
      transaction(async (tx) => {
        await mailConfirmed(tx, activity)
        await noteRefills(tx, activity)
      })
    expect(await waitsInOrder(mailFirst)).toBe(false)
  })
  it("and a circle there were all the same would be left by starting again", async () => {
    const { petra, jonas, book, januaryRound } = await world()
    const [one, other] = [await book(petra, januaryRound), await book(jonas, januaryRound)]
    const lock = (tx: Tx, { bookingId }: { bookingId: string }) =>
      tx.$queryRaw`SELECT FROM lock_booking(${bookingId}::uuid)`
    const warned = vi.spyOn(log, "warn").mockImplementation(() => undefined)
    const both = [
      [one, other],
      [other, one],
    ] as const
    let inside = 0
    await Promise.all(
      both.map(([first, second]) =>
        transaction(async (tx) => {
          await lock(tx, first)
          inside++
          await vi.waitUntil(() => inside >= 2, { timeout: 10_000 })
          await lock(tx, second)
        }),
      ),
    )
    expect(warned).toHaveBeenCalledWith(expect.objectContaining({ event: "db.rolled_back" }))
    warned.mockRestore()
  })
})

describe("two workers", () => {
  it("note and tell it once", async () => expect(await twoWorkers()).toEqual([1, 1]))
  it("would note and tell it more often without lock and index: the twin", async () => {
    const slow = `CREATE FUNCTION pause_refill() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.kind = 'seat.refilled' THEN PERFORM pg_sleep(0.3); END IF; RETURN NEW; END $$;
      CREATE TRIGGER a_pause BEFORE INSERT ON activities FOR EACH ROW EXECUTE FUNCTION pause_refill();`
    await renewOwnDatabase({
      without:
        replaced("lock_sessions", " FOR NO KEY UPDATE", "") +
        uniqueIndex("activities_refilled_once") +
        uniqueIndex("mails_occasion_kind_recipient_key") +
        slow,
    })
    const [facts, mails] = await twoWorkers()
    expect(facts).toBeGreaterThan(1)
    expect(mails).toBeGreaterThan(1)
  })
})
