import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import type { ParticipantInput } from "@/lib/people/schema"
import { seesAccount } from "@/lib/payments/queries-payer"
import { saveBillingProfile } from "@/lib/payments/save-billing-profile"
import { renewOwnDatabase } from "../support/database"
import { before } from "../support/twin"
import { at, billed, by, done, monday, world } from "../support/world"

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

  it("is for somebody from another company who is billed", async () => {
    const { bookingId, sees } = await handedTo(({ jonas }) => jonas)
    const billing = { ...billed, company: "Beispiel & Söhne KG", emails: ["rechnung@beispiel-soehne.example"] }
    done(await saveBillingProfile({ bookingId, billing }, by("booker", at("2026-12-08T09:00"))))
    expect(await sees("participant")).toBe(true)
  })
})
