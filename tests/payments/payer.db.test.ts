import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import type { ParticipantInput } from "@/lib/people/schema"
import { seesAccount } from "@/lib/payments/queries-payer"
import { saveBillingProfile } from "@/lib/payments/save-billing-profile"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { before } from "../support/twin"
import { at, billed, by, done, monday, world } from "../support/world"
import { payment, settled } from "./paying"

afterEach(() => renewOwnDatabase())

/** Petra has booked at the price, and hands the seat over. */
async function handedTo(substitute: (w: Awaited<ReturnType<typeof world>>) => ParticipantInput) {
  const w = await world()
  const { bookingId } = await w.book(w.petra, w.pricedRound, { booker: w.anke })
  const participant = substitute(w)
  done(await substituteParticipant({ requestId: randomUUID(), bookingId, participant }, by("participant", monday)))
  await carryOutDecisions({ now: at("2026-12-07T16:00") })
  const sees = (role: "participant" | "booker") => seesAccount({ bookingId, role })
  return { bookingId, sees }
}

describe("the account of a seat that was handed over", () => {
  it("is not for somebody from another company, but for whoever has booked", async () => {
    const { sees } = await handedTo(({ jonas }) => jonas)
    expect(await sees("participant")).toBe(false)
    expect(await sees("booker")).toBe(true)
  })

  it("would be for everybody if nobody knew that they come from outside: the twin", async () => {
    await renewOwnDatabase({
      without: before("UPDATE", "substitutions", "NEW.state := 'declined'", { when: "NEW.state = 'accepted'" }),
    })
    expect(await (await handedTo(({ jonas }) => jonas)).sees("participant")).toBe(true)
  })

  it("stays with a colleague", async () => {
    expect(await (await handedTo(({ paula }) => paula)).sees("participant")).toBe(true)
  })

  it.each([
    ["somebody from another company", "jonas", null],
    ["a colleague", "paula", { cents: 34_510 }],
  ] as const)("tells %s of what goes back as far as it is theirs to see", async (_, who, back) => {
    const { bookingId } = await handedTo((w) => w[who])
    const now = at("2026-12-08T09:00")
    await payment({ bookingId }, { grossCents: 34_510, method: "invoice", now })
    await settled(bookingId, now)
    done(await releaseSeat({ bookingId }, by("participant", now)))
    await drainJobs()
    const told = await db.mail.findMany({ where: { bookingId, kind: "released" }, select: { params: true } })
    expect(told.length).toBeGreaterThan(0)
    for (const { params } of told) expect(params).toMatchObject({ back })
  })

  it("is for somebody from another company who is billed", async () => {
    const { bookingId, sees } = await handedTo(({ jonas }) => jonas)
    const billing = { ...billed, company: "Beispiel & Söhne KG", emails: ["rechnung@beispiel-soehne.example"] }
    done(await saveBillingProfile({ bookingId, billing }, by("booker", at("2026-12-08T09:00"))))
    expect(await sees("participant")).toBe(true)
  })
})
