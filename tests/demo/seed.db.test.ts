import { expect, it, vi } from "vitest"
import { listOpenRequests } from "@/lib/bookings/queries"
import { listAskedSessions } from "@/lib/bookings/queries-attendance"
import { db } from "@/lib/db"
import { listDuplicates } from "@/lib/people/queries-duplicates"
import { listPeople } from "@/lib/people/queries-people"
import { listFormats, listPastSessions, listPublicSessions, listSessions } from "@/lib/sessions/queries"
import { seed } from "@/prisma/seed"
import { whatIsBroken } from "../support/always-true"
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
    expect(await listDuplicates()).toMatchObject([{ reasons: ["name", "mailbox", "domain"] }])
    expect((await listPeople({ query: "Sekretariat" })).people).not.toHaveLength(0)
    expect(await listFormats("de", "individual")).toHaveLength(3)

    const [asked] = await listAskedSessions("de", {}, now)
    expect(asked?.counts).toEqual({ coming: 3, not_coming: 1, reached: 0, silent: 2 })
    expect(asked?.calls.map(({ name, phone }) => [name, Boolean(phone)])).toEqual([
      ["Oliver Exempel", true],
      ["Birgit Leitfaden", true],
    ])
    expect(await query("SELECT DISTINCT state FROM mails")).toEqual([{ state: "kept" }])
    expect(await whatIsBroken(query)).toEqual([])
    expect(await query("SELECT 1 FROM graphile_worker.jobs")).toEqual([])
    expect(await query("SELECT 1 FROM bookings WHERE email !~ '\\.example$' OR booker_email !~ '\\.example$'")).toEqual(
      [],
    )
  },
  60_000,
)
