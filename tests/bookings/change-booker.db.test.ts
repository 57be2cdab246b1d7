import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { changeBooker } from "@/lib/bookings/change-booker"
import { apiToken, holderOf, manageToken } from "@/lib/bookings/policy"
import { getHolderBooking } from "@/lib/bookings/queries"
import { findApproval, findApprovalLink } from "@/lib/bookings/queries-approval"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { shareApproval } from "@/lib/bookings/share-approval"
import { substituteParticipant } from "@/lib/bookings/substitute-participant"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { deriveCode, issueViewToken } from "@/lib/secrets"
import { renewOwnDatabase } from "../support/database"
import { untilPausing } from "../support/pausing"
import { everyLock, pause } from "../support/twin"
import { anke, asParticipant, by, code, done, logOf, minutesAfter, monday, people, world } from "../support/world"

const { petra, paula } = people
const bert = { name: "Bert Nachfolger", email: "bert.nachfolger@muster-anlagenbau.example" }
const [participant, organizer] = [by("participant", monday), by("organizer", monday)]
/** The first assistant, with the link that was mailed to them. */
const first = { actor: { kind: "booker", generation: 1 } as const, now: monday }

describe("another assistant", () => {
  it("opens the booking, and the one before opens nothing: link, cookie, API, code, approval", async () => {
    const { januaryRound, book } = await world()
    const { bookingId } = await book(petra, januaryRound, { booker: anke })
    const old = [await manageToken(bookingId, "booker"), await apiToken(bookingId, "booker")]
    done(await shareApproval({ bookingId, open: true }, first))
    const approval = (await findApprovalLink({ bookingId, role: "booker", generation: 1 }))!.token
    expect(await findApproval(approval, "de", monday)).toMatchObject({ participant: "Petra Muster" })

    expect(await changeBooker({ bookingId, booker: bert }, participant)).toEqual({ ok: true, changed: true })
    for (const token of old) expect(await holderOf(token)).toBeNull()
    expect(await getHolderBooking({ bookingId, role: "booker", generation: 1 }, "de", monday)).toBeNull()
    expect(await verifyBooking({ bookingId, proof: code({ bookingId }) }, { now: monday })).toMatchObject({ ok: false })
    expect(await findApproval(approval, "de", monday)).toBeNull()
    expect(await releaseSeat({ bookingId }, first)).toEqual({ ok: false, reason: "not_found" })
    expect(await changeBooker({ bookingId, booker: anke }, first)).toEqual({ ok: false, reason: "not_found" })

    expect(await holderOf(await manageToken(bookingId, "booker"))).toMatchObject({ role: "booker", generation: 2 })
    expect(await getHolderBooking({ bookingId, role: "booker", generation: 2 }, "de", monday)).toMatchObject({
      booker: bert,
    })
    // The participant's link stays.
    expect(await getHolderBooking(asParticipant({ bookingId }), "de", monday)).toMatchObject({ state: "confirmed" })
  })

  it("would leave the old code good for a link of the new one, were the code not voided: the twin", async () => {
    const { januaryRound, book } = await world()
    const { bookingId } = await book(petra, januaryRound, { booker: anke })
    done(await changeBooker({ bookingId, booker: bert }, participant))
    await db.booking.update({ where: { id: bookingId }, data: { codeGeneration: 1 } })
    expect(await verifyBooking({ bookingId, proof: code({ bookingId }) }, { now: monday })).toMatchObject({
      ...{ ok: true, role: "booker", generation: 2 },
    })
    expect(deriveCode("booking", bookingId, 1)).not.toBe(deriveCode("booking", bookingId, 2))
  })

  it("is named by nobody's name in the log, and the same one is no change", async () => {
    const { januaryRound, book } = await world()
    const { bookingId } = await book(petra, januaryRound, { booker: anke })
    done(await changeBooker({ bookingId, booker: bert }, organizer))
    expect(await changeBooker({ bookingId, booker: bert }, organizer)).toEqual({ ok: true, changed: false })
    const log = (await logOf({ bookingId })).filter(({ kind }) => kind === "booking.booker_changed")
    expect(log).toHaveLength(1)
    expect(JSON.stringify(log)).not.toMatch(/@|Anke|Bert/)
  })

  it("can be none, or the first there is; the participant's own address is none", async () => {
    const { januaryRound, februaryRound, book } = await world()
    const assisted = await book(petra, januaryRound, { booker: anke })
    done(await changeBooker({ ...assisted, booker: { name: "Petra", email: petra.email } }, participant))
    const own = await book(petra, februaryRound)
    done(await changeBooker({ ...own, booker: anke }, participant))
    const bookers = await db.booking.findMany({
      where: { id: { in: [assisted.bookingId, own.bookingId] } },
      orderBy: { createdAt: "asc" },
      select: { bookerEmail: true, calendarFor: true },
    })
    expect(bookers.map(({ bookerEmail }) => bookerEmail).sort()).toEqual([anke.email, null])
  })

  it("is refused without a seat and once the session has begun", async () => {
    const { januaryRound, februaryRound, book } = await world()
    expect(await changeBooker({ bookingId: randomUUID(), booker: bert }, participant)).toMatchObject({
      reason: "not_found",
    })
    const given = await book(petra, januaryRound)
    done(await releaseSeat(given, participant))
    expect(await changeBooker({ ...given, booker: bert }, participant)).toMatchObject({ reason: "not_found" })
    const begun = await book(petra, februaryRound)
    const late = by("participant", minutesAfter(februaryRound.startsAt, 1))
    expect(await changeBooker({ ...begun, booker: bert }, late)).toMatchObject({ reason: "session_closed" })
  })
})

describe("a link for approval", () => {
  it("shows who, when and what it costs, and no address; ended or made anew, the old one shows nothing", async () => {
    const { pricedRound, book } = await world()
    const { bookingId } = await book({ ...petra, phone: "+49 7000 1" }, pricedRound, { booker: anke })
    expect(await findApprovalLink({ bookingId, role: "booker", generation: 1 })).toBeNull()
    expect(await findApproval(issueViewToken("approval", bookingId, 1), "de", monday)).toBeNull()
    done(await shareApproval({ bookingId, open: true }, first))
    const token = (await findApprovalLink({ bookingId, role: "booker", generation: 1 }))!.token
    const shown = await findApproval(token, "de", monday)
    expect(shown).toMatchObject({
      company: petra.company,
      booker: anke.name,
      state: "confirmed",
      price: { netCents: 29_000 },
    })
    expect(JSON.stringify(shown)).not.toMatch(/muster-anlagenbau\.example|\+49 7000 1/)
    done(await shareApproval({ bookingId, open: true }, first))
    expect(await findApproval(token, "de", monday)).toBeNull()
    done(await shareApproval({ bookingId, open: false }, first))
    expect(await findApprovalLink({ bookingId, role: "booker", generation: 1 })).toBeNull()
  })

  it("opens nothing, and is no feed's; what opens a booking is no link for approval", async () => {
    const { januaryRound, book } = await world()
    const { bookingId } = await book(petra, januaryRound)
    done(await shareApproval({ bookingId, open: true }, participant))
    const token = (await findApprovalLink(asParticipant({ bookingId })))!.token
    expect(await holderOf(token)).toBeNull()
    expect(await findApproval(await manageToken(bookingId, "participant"), "de", monday)).toBeNull()
    expect(await findApproval(issueViewToken("feed", bookingId, 2), "de", monday)).toBeNull()
  })

  it("does not show the next person", async () => {
    const { januaryRound, book } = await world()
    const { bookingId } = await book(petra, januaryRound)
    done(await shareApproval({ bookingId, open: true }, participant))
    const token = (await findApprovalLink(asParticipant({ bookingId })))!.token
    done(await substituteParticipant({ bookingId, participant: paula }, participant))
    expect(await findApproval(token, "de", monday)).toBeNull()
  })
})

describe("as the assistant is changed, the old one", () => {
  /** Whoever asks meanwhile was let in by a link that is about to be void. */
  const meanwhile = async <T>(ask: (bookingId: string) => Promise<T>, without: string) => {
    await renewOwnDatabase({ without: without + pause("UPDATE", "bookings", 1500) })
    const { januaryRound, book } = await world()
    const { bookingId } = await book(petra, januaryRound, { booker: anke })
    const changing = changeBooker({ bookingId, booker: bert }, participant)
    await untilPausing()
    const answer = await ask(bookingId)
    return { answer, changed: await changing }
  }
  const release = (bookingId: string) => releaseSeat({ bookingId }, first)
  const verify = (bookingId: string) => verifyBooking({ bookingId, proof: code({ bookingId }) }, { now: monday })

  it("does not give the seat back: the lock is waited for", async () => {
    const { changed, answer } = await meanwhile(release, "")
    expect(changed).toEqual({ ok: true, changed: true })
    expect(answer).toEqual({ ok: false, reason: "not_found" })
  })

  it("gives it back where nothing is locked: the twin", async () => {
    const { answer } = await meanwhile(release, everyLock)
    expect(answer).toMatchObject({ ok: true, released: true })
  })

  it("does not get in: the lock is waited for", async () => {
    const { changed, answer } = await meanwhile(verify, "")
    expect(changed).toEqual({ ok: true, changed: true })
    expect(answer).toMatchObject({ ok: false })
  })

  it("gets in where nothing is locked: the twin", async () => {
    const { answer } = await meanwhile(verify, everyLock)
    expect(answer).toMatchObject({ ok: true, role: "booker" })
  })
})
