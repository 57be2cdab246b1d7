import { afterEach, describe, expect, it } from "vitest"
import { verifyToken } from "@/lib/bookings/policy"
import { renewCode } from "@/lib/bookings/renew-code"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { issueToken } from "@/lib/secrets"
import { whatIsBroken } from "../support/always-true"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { constraint, lockIn, pause } from "../support/twin"
import { code, minutesAfter, monday, people, world } from "../support/world"
import { wrongCode } from "../support/wrong-code"

const { petra, jonas } = people
afterEach(async () => expect(await whatIsBroken(ownDatabase().query)).toEqual([]))

describe("a wrong code", () => {
  it("has five tries, each counted, then not even the right one helps until there is a new one", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    const wrong = { code: wrongCode(code(held).code) }
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const outcome = await verifyBooking({ bookingId: held.bookingId, proof: wrong }, { now: monday })
      expect(outcome).toEqual({ ok: false, reason: "code_invalid", triesLeft })
    }
    const spent = await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday })
    expect(spent).toEqual({ ok: false, reason: "too_many_tries" })
    await renewCode(held, { now: monday })
    expect(await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: monday })).toMatchObject({
      reason: "code_invalid",
    })
    expect(await verifyBooking({ bookingId: held.bookingId, proof: code(held, 2) }, { now: monday })).toMatchObject({
      ok: true,
    })
  })

  /** Twelve wrong codes at once. @returns how many of them were looked at */
  async function guess(): Promise<number> {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    const wrong = { code: wrongCode(code(held).code) }
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => verifyBooking({ bookingId: held.bookingId, proof: wrong }, { now: monday })),
    )
    return outcomes.filter((outcome) => !outcome.ok && outcome.reason === "code_invalid").length
  }
  it("counts guesses that come at once", async () => expect(await guess()).toBe(5))
  it("twin: looks at more of them without the lock and the constraint", async () => {
    const longer = pause("UPDATE OF code_tries", "bookings", 100)
    await renewOwnDatabase({ without: lockIn("lock_booking") + constraint("bookings", "bookings_code_tries") + longer })
    expect(await guess()).toBeGreaterThan(5)
    await renewOwnDatabase()
  })

  it("is what an unknown booking answers", async () => {
    const unknown = "00000000-0000-4000-8000-000000000000"
    expect(await verifyBooking({ bookingId: unknown, proof: { code: "123456" } }, { now: monday })).toEqual({
      ok: false,
      reason: "code_invalid",
    })
  })

  it("expires after ten minutes", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    expect(
      await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: minutesAfter(monday, 10) }),
    ).toEqual({ ok: false, reason: "code_expired" })
  })
})

describe("the link of the mail", () => {
  it("proves as the code does", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    const token = await verifyToken(held.bookingId, "participant")
    expect(
      await verifyBooking({ bookingId: held.bookingId, proof: { token } }, { now: minutesAfter(monday, 20) }),
    ).toMatchObject({ ok: true })
  })

  it("is void after a new code, for another booking, for another purpose, and after a day", async () => {
    const { januaryRound, hold } = await world()
    const [held, other] = [await hold(petra, januaryRound), await hold(jonas, januaryRound)]
    const token = await verifyToken(held.bookingId, "participant")
    const verify = (proof: string, now = monday) =>
      verifyBooking({ bookingId: held.bookingId, proof: { token: proof } }, { now })
    expect(await verify(await verifyToken(other.bookingId, "participant"))).toEqual({
      ok: false,
      reason: "code_invalid",
    })
    expect(await verify(issueToken({ purpose: "hold", role: "participant", bookingId: held.bookingId }, 1))).toEqual({
      ok: false,
      reason: "code_invalid",
    })
    expect(await verify(token, minutesAfter(monday, 24 * 60))).toEqual({ ok: false, reason: "code_expired" })
    await renewCode(held, { now: monday })
    expect(await verify(token)).toEqual({ ok: false, reason: "code_invalid" })
  })
})
