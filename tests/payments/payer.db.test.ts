import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it } from "vitest"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { changeBooker } from "@/lib/bookings/change-booker"
import { readersFor, seesAccount } from "@/lib/bookings/queries-payer"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { db } from "@/lib/db"
import { renderMail } from "@/lib/notifications/render-mail"
import { getPersonData } from "@/lib/people/queries-person-data"
import { findPerson } from "@/lib/people/queries-people"
import type { ParticipantInput } from "@/lib/people/schema"
import { findQuote } from "@/lib/payments/queries-quote"
import { saveBillingProfile } from "@/lib/payments/save-billing-profile"
import { acceptOffer } from "@/lib/waitlist/accept-offer"
import { waitForSession } from "@/lib/waitlist/wait-for-session"
import { renewOwnDatabase } from "../support/database"
import { drainJobs } from "../support/jobs"
import { before } from "../support/twin"
import { at, billed, by, done, monday, world } from "../support/world"
import { payment, settled } from "./paying"

afterEach(() => renewOwnDatabase())

const later = at("2026-12-08T09:00")
const fromOutside = before("UPDATE", "substitutions", "NEW.state := 'declined'", { when: "NEW.state = 'accepted'" })

/** Petra has booked at the price, and hands the seat over. */
async function handedTo(
  substitute: (w: Awaited<ReturnType<typeof world>>) => ParticipantInput,
  { alone = false } = {},
) {
  const w = await world()
  const { bookingId } = await w.book(w.petra, w.pricedRound, { booker: alone ? undefined : w.anke })
  const participant = substitute(w)
  done(await substituteParticipant({ requestId: randomUUID(), bookingId, participant }, by("participant", monday)))
  await carryOutDecisions({ now: at("2026-12-07T16:00") })
  const sees = (role: "participant" | "booker") => seesAccount({ bookingId, role })
  return { ...w, bookingId, sees }
}

describe("the account of a seat that was handed over", () => {
  it("is not for somebody from another company, but for whoever has booked", async () => {
    const { sees } = await handedTo(({ jonas }) => jonas)
    expect(await sees("participant")).toBe(false)
    expect(await sees("booker")).toBe(true)
  })

  it("would be for everybody if nobody knew that they come from outside: the twin", async () => {
    await renewOwnDatabase({ without: fromOutside })
    // Nobody has handed it over to Jonas then; who has the seat sees what it costs.
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
    done(await saveBillingProfile({ bookingId, billing }, by("booker", later)))
    expect(await sees("participant")).toBe(true)
  })

  it("nor for whom they have care for the booking", async () => {
    const { bookingId, sees } = await handedTo(({ jonas }) => jonas)
    const booker = { name: "Berta Beispiel", email: "berta@beispiel-soehne.example" }
    done(await changeBooker({ bookingId, booker }, by("participant", later)))
    expect(await sees("booker")).toBe(false)
  })

  it("but for whom the one before has care for it", async () => {
    const { bookingId, sees } = await handedTo(({ jonas }) => jonas)
    const booker = { name: "Vera Vertretung", email: "vera@gmx.de" }
    done(await changeBooker({ bookingId, booker }, by("booker", later)))
    expect(await sees("booker")).toBe(true)
  })
})

describe("the documents of a seat that was handed over", () => {
  it("are theirs who got them: not of the company before, once somebody else is billed", async () => {
    const { bookingId } = await handedTo(({ jonas }) => jonas)
    const read = (role: "participant" | "booker") => readersFor({ bookingId, role })
    expect(await read("participant")).toEqual(["jonas.beispiel@beispiel-soehne.example"])
    expect(await read("booker")).toBe(null)
  })

  it("nor is whom they go to in what they are given of their own data", async () => {
    const { bookingId } = await handedTo(({ jonas }) => jonas)
    const data = async () => {
      const { participant } = await db.booking.findUniqueOrThrow({
        where: { id: bookingId },
        include: { participant: true },
      })
      return JSON.stringify(await getPersonData((await findPerson(participant!.id))!, later))
    }
    expect(await data()).not.toMatch(/Musterweg|anke\.vorzimmer/)
    const billing = { ...billed, emails: ["rechnung@beispiel-soehne.example"] }
    done(await saveBillingProfile({ bookingId, billing }, by("booker", later)))
    expect(await data()).toContain("Musterweg")
  })

  it("are all theirs where nobody came from outside", async () => {
    const { bookingId } = await handedTo(({ paula }) => paula)
    expect(await readersFor({ bookingId, role: "participant" })).toBe(null)
  })
})

describe("who was handed a seat by another company", () => {
  const dearer = async (
    { format, session }: Pick<Awaited<ReturnType<typeof world>>, "format" | "session">,
    cents = 39_000,
  ) => {
    const formatId = await format("dearer", { priceNetCents: cents, admission: "instant" })
    return (await session(formatId, "2027-02-25T16:00", { capacity: 1 })).id
  }
  const owed = async (bookingId: string) =>
    (await db.ledgerEntry.aggregate({ where: { bookingId }, _sum: { netCents: true } }))._sum.netCents

  it("does not move to a dearer date at its expense", async () => {
    const { bookingId, format, session } = await handedTo(({ jonas }) => jonas)
    const sessionId = await dearer({ format, session })
    const move = { bookingId, sessionId, billing: billed }
    expect(await rebookSeat(move, by("participant", later))).toEqual({ ok: false, reason: "paid_by_other_company" })
    const quote = { bookingId, action: "rebooking", sessionId } as const
    expect(await findQuote({ ...quote, role: "participant" }, later)).toMatchObject({
      exceedsAgreed: true,
      dueCents: 0,
    })
    // Whoever has booked is that company.
    expect(await findQuote({ ...quote, role: "booker" }, later)).toMatchObject({
      exceedsAgreed: false,
      dueCents: 46_410,
    })
    expect(await rebookSeat(move, by("booker", later))).toMatchObject({ ok: true })
  })

  it("would if nobody knew where they come from: the twin", async () => {
    const { bookingId, format, session } = await handedTo(({ jonas }) => jonas)
    await db.substitution.updateMany({ data: { state: "declined" } })
    const sessionId = await dearer({ format, session })
    expect(await rebookSeat({ bookingId, sessionId }, by("participant", later))).toMatchObject({ ok: true })
    await drainJobs({ now: later })
    expect(await owed(bookingId)).toBe(39_000)
  })

  it("moves to one that costs no more", async () => {
    const { bookingId, format, session } = await handedTo(({ jonas }) => jonas)
    const sessionId = await dearer({ format, session }, 29_000)
    expect(await rebookSeat({ bookingId, sessionId }, by("participant", later))).toMatchObject({ ok: true })
  })

  it("moves to a dearer one once they are billed", async () => {
    const { bookingId, format, session } = await handedTo(({ jonas }) => jonas)
    const sessionId = await dearer({ format, session })
    const billing = { ...billed, emails: ["rechnung@beispiel-soehne.example"] }
    done(await saveBillingProfile({ bookingId, billing }, by("booker", later)))
    expect(await rebookSeat({ bookingId, sessionId }, by("participant", later))).toMatchObject({ ok: true })
  })

  it("nor waits for a dearer one, or takes one that has become dearer meanwhile", async () => {
    const w = await handedTo(({ jonas }) => jonas)
    const { bookingId } = w
    const dear = { bookingId, sessionId: await dearer(w) }
    await w.book(w.karin, { id: dear.sessionId }, { now: later })
    expect(await waitForSession(dear, by("participant", later))).toMatchObject({ reason: "paid_by_other_company" })
    const sessionId = await dearer(w, 29_000)
    const { bookingId: first } = await w.book(w.thomas, { id: sessionId }, { now: later })
    const { entryId } = done(await waitForSession({ bookingId, sessionId }, by("participant", later)))
    await db.format.updateMany({
      where: { groupSessions: { some: { id: sessionId } } },
      data: { priceNetCents: 29_001 },
    })
    done(await releaseSeat({ bookingId: first }, by("participant", later)))
    const offered = await acceptOffer({ entryId: entryId! }, by("participant", later))
    expect(offered).toEqual({ ok: false, reason: "paid_by_other_company" })
  })

  it("reads nothing of what that company owes", async () => {
    const { bookingId, format, session } = await handedTo(({ jonas }) => jonas)
    // Less than fourteen days before, so that moving costs something.
    await db.$executeRaw`UPDATE bookings SET pays = 'card' WHERE id = ${bookingId}::uuid`
    const sessionId = await dearer({ format, session }, 20_000)
    const late = at("2027-02-10T09:00")
    done(await rebookSeat({ bookingId, sessionId }, by("participant", late)))
    await drainJobs({ now: late })
    const mails = await db.mail.findMany({ where: { kind: "rebooked" } })
    const textTo = async (end: string) =>
      (
        await renderMail(
          mails.find(({ recipient }) => recipient.endsWith(end))!,
          { mask: false },
        )
      ).text
    expect(mails).toHaveLength(2)
    expect(await textTo("beispiel-soehne.example")).not.toMatch(/€|145|bezahlen/)
    expect(await textTo("muster-anlagenbau.example")).toMatch(/145,00/)
  })
})
