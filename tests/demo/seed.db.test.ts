import { expect, it, vi } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { listOpenRequests } from "@/lib/bookings/queries"
import { listAskedSessions } from "@/lib/bookings/queries-attendance"
import { db } from "@/lib/db"
import { listDuplicates } from "@/lib/people/queries-duplicates"
import { listPeople } from "@/lib/people/queries-people"
import { findRound } from "@/lib/round/queries-roster"
import { listOpenObjections } from "@/lib/round/queries-objections"
import { demoPerson } from "@/prisma/demo/people"
import { demoSeated } from "@/prisma/demo/table"
import { listFormats, listPastSessions, listPublicSessions, listSessions } from "@/lib/sessions/queries"
import { seed } from "@/prisma/seed"
import { countWaiting, listWaiting } from "@/lib/waitlist/queries"
import { listOffers } from "@/lib/waitlist/queries-desk"
import { whatIsBroken } from "../support/always-true"
import { drainJobs } from "../support/jobs"
import { renewOwnDatabase } from "../support/database"
import { at } from "../support/world"

vi.hoisted(() => (process.env.DEMO = "1"))

it.each(["2026-11-23T20:00", "2026-12-21T09:00", "2027-01-04T00:30", "2027-03-28T03:00", "2026-10-25T02:30"])(
  "the demo shows every state of a session, seeded at %s, and once only",
  async (localTime) => {
    const { query } = await renewOwnDatabase()
    const now = at(localTime)
    await seed(now)
    const rows = async () =>
      Promise.all([db.booking.count(), db.groupSession.count(), db.activity.count(), db.teamMember.count()])
    const before = await rows()
    await seed(now)
    expect(await rows()).toEqual(before)

    const open = await listPublicSessions("de", { now })
    const free = (test: (session: (typeof open)[number]) => boolean) => open.some(test)
    expect(free(({ seatsFree }) => seatsFree === 0)).toBe(true)
    expect(free(({ seatsFree }) => seatsFree === 1)).toBe(true)
    expect(free(({ seatsFree, capacity }) => seatsFree === capacity)).toBe(true)
    expect(free(({ bookable, format, price }) => bookable && format.admission === "instant" && price === null)).toBe(
      true,
    )
    expect(free(({ bookable, format }) => bookable && format.admission === "reviewed" && format.decideNextMinute)).toBe(
      true,
    )
    expect(free(({ bookable, price }) => bookable && price !== null)).toBe(true)
    expect(new Set(open.map(({ language }) => language))).toEqual(new Set(["de", "en"]))
    expect(open.every(({ startsAt }) => startsAt.getTime() < now.getTime() + 100 * 86_400_000)).toBe(true)

    expect(await listPastSessions("de", { now })).not.toHaveLength(0)
    const states = new Set((await listSessions("de", {}, now)).map(({ status }) => status))
    expect(states).toEqual(new Set(["draft", "published", "guaranteed", "cancelled", "finished"]))
    expect(await listOpenRequests()).not.toHaveLength(0)
    expect(await listDuplicates()).toMatchObject([{ reasons: ["name", "company", "mailbox", "domain"] }])
    expect((await listPeople({ query: "Sekretariat" })).people).not.toHaveLength(0)
    expect(await listFormats("de", "individual")).toHaveLength(3)

    const full = open.filter(({ bookable, pausedUntil }) => !bookable && pausedUntil === null)
    const waiting = await countWaiting(full.map(({ id }) => id))
    const offered = await db.seatOffer.findMany({ where: { state: "open" }, include: { seat: true } })
    expect(full.filter(({ id }) => (waiting.get(id) ?? 0) > 2)).not.toHaveLength(0)
    expect(full.map(({ id }) => id)).toContain(offered[0]?.seat.groupSessionId)

    const [asked] = await listAskedSessions("de", {}, now)
    expect(asked?.counts).toEqual({ coming: 3, not_coming: 1, reached: 0, silent: 2 })
    expect(asked?.calls.map(({ name, phone }) => [name, Boolean(phone)])).toEqual([
      ["Oliver Exempel", true],
      ["Birgit Leitfaden", true],
    ])
    expect(await listOpenObjections(now)).toHaveLength(1)
    const { email } = demoPerson(demoSeated.person)
    const sits = { booking: { email }, objection: null, groupSession: { format: { round: "closed" } } } as const
    const { bookingId } = await db.seat.findFirstOrThrow({ where: sits })
    const round = await findRound({ bookingId, role: "participant", generation: 1 }, now)
    expect(round).toMatchObject({ cards: [{}, {}, {}], others: 2 })

    // Nobody was ever written to; of one address it is told that its mail came back.
    expect(await query("SELECT state, kind FROM mails WHERE state <> 'kept'")).toEqual([
      { state: "failed", kind: "calendar_renamed" },
    ])
    expect(await whatIsBroken(query)).toEqual([])
    // The files of the documents are made at the first start.
    expect(await query("SELECT 1 FROM graphile_worker.jobs WHERE task_identifier <> 'make-document'")).toEqual([])
    expect(await query("SELECT 1 FROM bookings WHERE vat_undecided IS NOT NULL")).toEqual([])
    expect(await db.invoice.groupBy({ by: ["kind"], _count: true, orderBy: { kind: "asc" } })).toMatchObject([
      { kind: "invoice" },
      { kind: "credit_note", _count: 3 },
    ])
    expect(await query("SELECT 1 FROM bookings WHERE email !~ '\\.example$' OR booker_email !~ '\\.example$'")).toEqual(
      [],
    )
  },
  60_000,
)

it("a seat that is given back in the full session is offered, and each step is mailed once", async () => {
  await renewOwnDatabase()
  const now = new Date()
  await seed(now)
  const open = await listPublicSessions("de", { now })
  const waiting = await countWaiting(open.map(({ id }) => id))
  const full = open.find(({ id, seatsFree, pausedUntil }) => !seatsFree && !pausedUntil && (waiting.get(id) ?? 0) > 2)!
  const [first, ...others] = await listWaiting(full.id)
  const seat = await db.seat.findFirstOrThrow({ where: { groupSessionId: full.id, state: "confirmed" } })
  expect(await releaseSeat({ bookingId: seat.bookingId }, { actor: { kind: "participant" } })).toMatchObject({
    ok: true,
  })
  await drainJobs()
  expect(await listPublicSessions("de").then((list) => list.find(({ id }) => id === full.id))).toMatchObject({
    seatsFree: 0,
  })
  expect((await listOffers(full.id)).map(({ email }) => email)).toEqual([first?.email])
  expect((await listWaiting(full.id)).map(({ email }) => email)).toEqual(others.map(({ email }) => email))
  const mails = await db.mail.findMany({ where: { sessionId: full.id, kind: { in: ["released", "offer"] } } })
  const toHolders = mails.map(({ kind, recipient }) => `${kind} ${recipient}`)
  expect(new Set(toHolders).size).toBe(toHolders.length)
  expect(toHolders).toContain(`offer ${first?.booker?.email ?? first?.email}`)
}, 60_000)
