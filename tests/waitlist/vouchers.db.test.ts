import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { describe, expect, it } from "vitest"
import { lapseHolds } from "@/lib/bookings/lapse-holds"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { createVoucher } from "@/lib/payments/create-voucher"
import { voucherInput } from "@/lib/payments/schema"
import { erasePerson } from "@/lib/people/erase-person"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { declineOffer } from "@/lib/waitlist/decline-offer"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { closeEntries } from "@/lib/waitlist/pass-on-seats"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { cancel, changeNow } from "../support/change"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { replaced } from "../support/twin"
import { at, billed, by, done, minutesAfter, monday, people, world } from "../support/world"
import { stateOf } from "./world"

const { petra, jonas, paula } = people
const code = "RUNDE-2027"
const uses = async () => (await db.voucher.findFirstOrThrow()).uses
const participant = by("participant", monday)

/** Petra has asked for a seat with the only use of a voucher and waits for another date, whose only seat is Jonas's. */
async function waiting(without = "") {
  await renewOwnDatabase({ without })
  const w = await world()
  const format = await w.format("reviewed", { admission: "reviewed", priceNetCents: 29_000 })
  const date = await w.session(format, "2027-02-18T16:00")
  const full = await w.session(format, "2027-02-25T16:00", { capacity: 1 })
  const half = { code, worth: { kind: "percent", percent: 50 } } as const
  done(await createVoucher(voucherInput.parse(half), by("organizer", monday)))
  const taken = await w.book(jonas, full)
  await w.answerAll()
  const booked = await w.book(petra, date, { voucher: code })
  const { entryId } = done(await waitForSession({ bookingId: booked.bookingId, sessionId: full.id }, participant))
  return { ...w, date, full, taken, booked, entry: { entryId: entryId!, bookingId: booked.bookingId } }
}
type Waiting = Awaited<ReturnType<typeof waiting>>

/** The request comes to nothing, and the voucher waits with the entry. */
async function declined({ booked: { bookingId }, answerAll }: Waiting) {
  await db.seat.updateMany({ where: { bookingId, state: "requested" }, data: { decision: "decline" } })
  await answerAll()
  expect(await uses()).toBe(1)
}

/** Jonas gives his seat back, and it is offered to Petra. */
const offered = async ({ taken }: Waiting) => done(await releaseSeat(taken, participant))

describe("a voucher of somebody who waits and gets no seat", () => {
  it("comes back when they leave, and is somebody else's then", async () => {
    const w = await waiting()
    await declined(w)
    done(await leaveWaitlist(w.entry, participant))
    expect([await stateOf(w.entry), await uses()]).toEqual(["left", 0])
    await w.book(paula, w.date, { voucher: code })
    expect(await uses()).toBe(1)
  })

  it("comes back when they decline all, not when they decline a date and wait on", async () => {
    const w = await waiting()
    await declined(w)
    await offered(w)
    await db.waitlistWish.create({
      data: { entryId: w.entry.entryId, weekday: 1, fromTime: "08:00", untilTime: "18:00" },
    })
    done(await declineOffer({ ...w.entry, scope: "date" }, participant))
    expect([await stateOf(w.entry), await uses()]).toEqual(["waiting", 1])
    done(await declineOffer({ ...w.entry, scope: "all" }, participant))
    expect([await stateOf(w.entry), await uses()]).toEqual(["declined", 0])
  })

  it("is kept for the second offer, and comes back when that lapses, too", async () => {
    const w = await waiting()
    await declined(w)
    await offered(w)
    for (const [state, left] of [
      ["offered", 1],
      ["lapsed", 0],
    ] as const) {
      const { expiresAt } = await db.seatOffer.findFirstOrThrow({ where: { state: "open" } })
      // Told, so that it counts.
      await drainJobs()
      await db.mail.updateMany({ where: { kind: "offer" }, data: { state: "sent" } })
      await lapseHolds({ now: minutesAfter(expiresAt, 1) })
      expect([await stateOf(w.entry), await uses()]).toEqual([state, left])
    }
  })

  it("comes back when nothing is left to wait for", async () => {
    const w = await waiting()
    await declined(w)
    await closeEntries({ now: at("2027-03-01T10:00") })
    expect([await stateOf(w.entry), await uses()]).toEqual(["lapsed", 0])
  })

  it("comes back when they are forgotten", async () => {
    const w = await waiting()
    await declined(w)
    await drainJobs()
    const { id: personId } = await db.participant.findUniqueOrThrow({ where: { email: petra.email } })
    done(await erasePerson({ personId }, by("organizer", monday)))
    expect([await stateOf(w.entry), await uses()]).toEqual(["left", 0])
  })
})

describe("a voucher of somebody who waits stays", () => {
  it("with the request that they still have", async () => {
    const w = await waiting()
    done(await leaveWaitlist(w.entry, participant))
    expect(await uses()).toBe(1)
    await w.answerAll()
    expect(await uses()).toBe(1)
  })

  it("with the seat that they accept", async () => {
    const w = await waiting()
    await declined(w)
    await offered(w)
    done(await acceptOffer({ ...w.entry, billing: billed }, participant))
    await w.answerAll()
    expect(await uses()).toBe(1)
  })

  it("while another date may be taken for one that was called off", async () => {
    const w = await waiting()
    done(await changeNow(w.date, cancel, by("organizer", monday)))
    done(await leaveWaitlist(w.entry, participant))
    expect(await uses()).toBe(1)
  })
})

describe("leaving while somebody else has the vouchers locked", () => {
  /** Whether the queue can be had meanwhile: who has the vouchers may want it next. */
  const race = async (without?: string) => {
    const w = await waiting(without)
    await declined(w)
    const { query } = ownDatabase()
    const other = new pg.Client({ connectionString: ownDatabase().url })
    await other.connect()
    await other.query("BEGIN; SELECT lock_vouchers()")
    const leaving = leaveWaitlist(w.entry, participant)
    const waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    while ((await query(waits)).length === 0) await sleep(10)
    const { rows } = await other.query<{ free: boolean }>(
      "SELECT pg_try_advisory_xact_lock(hashtext('waitlist')) AS free",
    )
    await other.query("COMMIT")
    await other.end()
    done(await leaving)
    expect(await uses()).toBe(0)
    return rows[0]?.free
  }

  it("leaves the queue to them, so that neither waits for the other", async () => expect(await race()).toBe(true))
  it("twin: with the queue locked first each would wait for the other", async () =>
    expect(
      await race(
        replaced("lock_queue_for", "PERFORM lock_vouchers();", "NULL;") +
          replaced("give_voucher_back_unseated", "BEGIN\n", "BEGIN\n  PERFORM lock_vouchers();\n"),
      ),
    ).toBe(false))
})
