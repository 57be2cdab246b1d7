import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { apiToken, holderOf, holdersOf, holdToken, manageToken } from "@/lib/bookings/policy"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { renewCode } from "@/lib/bookings/renew-code"
import { requestLinks } from "@/lib/bookings/request-links"
import { db } from "@/lib/db"
import { issueToken } from "@/lib/secrets"
import { leaveWaitlist } from "@/lib/waitlist/leave-waitlist"
import { drainJobs } from "../support/jobs"
import { wait } from "../waitlist/world"
import { anke, by, done, logOf, minutesAfter, monday, people, world } from "../support/world"

const { petra, jonas } = people

describe("a token", () => {
  it("opens its own booking in its own role", async () => {
    const { januaryRound, book } = await world()
    const { bookingId } = await book(petra, januaryRound, { booker: anke })
    expect(await holderOf(await manageToken(bookingId, "booker"))).toEqual({
      bookingId,
      role: "booker",
      purpose: "manage",
      generation: 1,
    })
    expect(await holderOf(await apiToken(bookingId, "participant"))).toEqual({
      bookingId,
      role: "participant",
      purpose: "api",
      generation: 1,
    })
    expect(await apiToken(bookingId, "participant")).not.toBe(await apiToken(bookingId, "participant"))
  })

  it("manages nothing before a mailbox is verified", async () => {
    const { januaryRound, hold } = await world()
    const { bookingId } = await hold(petra, januaryRound)
    await expect(manageToken(bookingId, "participant")).rejects.toThrow("not found")
    expect(await holderOf(issueToken({ purpose: "manage", role: "participant", bookingId }, 1))).toBeNull()
    expect(await holderOf(await holdToken(bookingId, "participant"))).toMatchObject({ purpose: "hold" })
  })

  it("is nobody's when it is of an old generation, a role the booking has not, an unknown booking, or no token", async () => {
    const { januaryRound, book } = await world()
    const { bookingId } = await book(petra, januaryRound)
    const claim = { purpose: "manage", role: "participant", bookingId } as const
    const forged = [
      issueToken(claim, 2),
      issueToken({ ...claim, role: "booker" }, 1),
      issueToken({ ...claim, bookingId: randomUUID() }, 1),
      (await manageToken(bookingId, "participant")).replace(/.$/, (last) => (last === "A" ? "B" : "A")),
      "",
      "no token",
      "x".repeat(56),
    ]
    expect(await holdersOf(forged)).toEqual([])
  })

  it("of a hold outlives a new code, so that the open page still works", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    const token = await holdToken(held.bookingId, "participant")
    await renewCode(held, { now: monday })
    expect(await holderOf(token)).not.toBeNull()
  })
})

describe("a new code", () => {
  it("can be had four times", async () => {
    const { januaryRound, hold } = await world()
    const held = await hold(petra, januaryRound)
    for (let i = 0; i < 4; i++) expect(await renewCode(held, { now: minutesAfter(monday, i) })).toEqual({ ok: true })
    expect(await renewCode(held, { now: monday })).toEqual({ ok: false, reason: "code_limit" })
    expect(await renewCode({ bookingId: randomUUID() }, { now: monday })).toEqual({ ok: false, reason: "not_found" })
    expect((await logOf(held)).map(({ detail }) => detail.codeGeneration)).toEqual([1, 2, 3, 4, 5])
  })
})

describe("lost links", () => {
  const lastRequest = async () =>
    (await db.activity.findMany({ where: { kind: "booking.links_requested" }, orderBy: { at: "desc" }, take: 1 }))[0]

  it("go to every booking of the mailbox, each in its role, and the log has no address", async () => {
    const { januaryRound, februaryRound, pricedRound, book, hold } = await world()
    const assistant = { name: "Sekretariat Muster", email: "sekretariat@muster-anlagenbau.example" }
    const { email } = assistant
    const [own, forPetra] = [
      await book({ ...jonas, email }, januaryRound),
      await book(petra, februaryRound, { booker: assistant }),
    ]
    await hold({ ...jonas, email }, pricedRound)
    expect(await requestLinks({ email }, { now: monday })).toEqual({ ok: true })
    const activity = await lastRequest()
    const { links } = activity?.detail as { links: { bookingId: string; role: string }[] }
    expect(links).toHaveLength(2)
    expect(links).toEqual(
      expect.arrayContaining([
        { bookingId: own.bookingId, role: "participant" },
        { bookingId: forPetra.bookingId, role: "booker" },
      ]),
    )
    expect(JSON.stringify(activity)).not.toContain("@")
  })

  it("go to who only waits, until that is over", async () => {
    const w = await world()
    const full = await w.session(w.formats.instant, "2027-01-14T10:00", { capacity: 1 })
    await w.book(petra, full)
    const { entryId, bookingId } = await wait({ ...jonas, email: "wartet@anderswo.example" }, [full])
    await requestLinks({ email: "wartet@anderswo.example" }, { now: minutesAfter(monday, 1) })
    const asked = await lastRequest()
    expect(asked?.detail).toMatchObject({ links: [{ bookingId, role: "participant" }] })
    await drainJobs()
    const mail = await db.mail.findFirst({ where: { kind: "links", recipient: "wartet@anderswo.example" } })
    expect(mail?.params).toMatchObject({ bookings: [{ bookingId, appointment: null }] })
    done(await leaveWaitlist({ entryId }, by("participant", minutesAfter(monday, 2))))
    await requestLinks({ email: "wartet@anderswo.example" }, { now: minutesAfter(monday, 3) })
    expect((await lastRequest())?.id).toBe(asked?.id)
  })

  it("go nowhere for an unknown address or one that has given everything back, with the same answer", async () => {
    const { januaryRound, book } = await world()
    const booking = await book({ ...jonas, email: "weg@anderswo.example" }, januaryRound)
    await releaseSeat(booking, by("participant", monday))
    const before = (await lastRequest())?.id
    expect(await requestLinks({ email: "weg@anderswo.example" }, { now: minutesAfter(monday, 4) })).toEqual({
      ok: true,
    })
    expect(await requestLinks({ email: "unbekannt@anderswo.example" }, { now: minutesAfter(monday, 4) })).toEqual({
      ok: true,
    })
    expect((await lastRequest())?.id).toBe(before)
  })
})
