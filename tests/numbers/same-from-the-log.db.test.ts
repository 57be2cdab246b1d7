import fc from "fast-check"
import { randomUUID } from "node:crypto"
import { afterAll, expect, it } from "vitest"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { recordAttendance } from "@/lib/bookings/record-attendance"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { sweep } from "@/lib/bookings/sweep"
import { db } from "@/lib/db"
import { numberNames } from "@/lib/numbers/definitions"
import { readNumbers } from "@/lib/numbers/queries"
import { anyCommand, carryOut, type Command, type VerbName } from "../properties/commands"
import { world, type World as Story } from "../properties/world"
import { renewOwnDatabase } from "../support/database"
import { numbersFromTheLog } from "./from-the-log"

const day = 24 * 3_600_000
const always = { from: new Date(0), until: new Date("2100-01-01") }
const kinds = ["attended", "attended", "attended", "attended", "absent", "excused", null] as const

type Chapter = { hours: number; commands: Command[] }
// Above all what moves chairs, and time enough for the first sessions to begin.
const verbs: VerbName[] = [
  ...([
    "hold",
    "hold",
    "verify",
    "verify",
    "verify",
    "addByHand",
    "addByHand",
    "addByHand",
    "release",
    "release",
  ] as const),
  ...([
    "substitute",
    "substitute",
    "substitute",
    "rebook",
    "rebook",
    "releaseByOrganizer",
    "decideSubstitution",
  ] as const),
  ...(["decide", "withdraw", "changeCapacity", "move", "cancel"] as const),
]
const anyStory = fc.array(
  fc.record({
    hours: fc.integer({ min: 1, max: 50 }),
    commands: fc.array(anyCommand(verbs), { minLength: 4, maxLength: 10 }),
  }),
  { minLength: 5, maxLength: 12 },
)

// Every number has to have been something at least once, or the stories prove nothing about it.
const seen = new Set<string>()

it("a random history counts the same from its log as from its facts", { timeout: 240_000 }, async () => {
  await renewOwnDatabase()
  await fc.assert(
    fc.asyncProperty(anyStory, fc.array(fc.constantFrom(...kinds), { minLength: 12, maxLength: 12 }), tell),
    { numRuns: Number(process.env.STORIES ?? 10), endOnFailure: true },
  )
  expect(numberNames.filter((name) => !seen.has(name))).toEqual([])
})

async function tell(chapters: Chapter[], attendances: (typeof kinds)[number][]): Promise<void> {
  const story = await world()
  const host = await db.teamMember.create({
    data: { email: `${randomUUID()}@runde.example`, name: "Gast", role: "host" },
  })
  await db.groupSession.updateMany({ where: { id: { in: story.sessions.slice(0, 2) } }, data: { hostId: host.id } })
  for (const { hours, commands } of chapters) {
    story.now = new Date(story.now.getTime() + hours * 3_600_000)
    await sweep({ now: story.now })
    for (const command of commands) {
      // One after the other: what shares an instant has no order in the log.
      story.now = new Date(story.now.getTime() + 1000)
      await carryOut(story, command, randomUUID())
    }
    // Some are marked on the day already; those who leave afterwards are not.
    story.now = new Date(story.now.getTime() + 1000)
    await attend(story.sessions, attendances.slice(0, 2), story.now)
    await expectTheSame(host.id, story.now)
  }
  await goAtTheLastMoment(story)
  const later = new Date(story.now.getTime() + 60 * day)
  await finishSessions({ now: later })
  await expectTheSame(host.id, later)
  await attend(story.sessions, attendances, later)
  const corrected = new Date(later.getTime() + 1000)
  await attend(story.sessions, [...attendances].reverse(), corrected)
  await expectTheSame(host.id, corrected)
}

/** Somebody who still has a seat gives it back on the last day; random stories seldom come to that. */
async function goAtTheLastMoment(story: Story): Promise<void> {
  const seat = await db.seat.findFirst({
    where: {
      state: "confirmed",
      groupSession: { id: { in: story.sessions }, startsAt: { gt: new Date(story.now.getTime() + day) } },
    },
    include: { groupSession: true },
    orderBy: { groupSession: { startsAt: "asc" } },
  })
  if (!seat) return
  story.now = new Date(seat.groupSession.startsAt.getTime() - day / 2)
  await sweep({ now: story.now })
  story.now = new Date(story.now.getTime() + 1000)
  await releaseSeat({ bookingId: seat.bookingId }, { actor: { kind: "participant" }, now: story.now })
}

async function attend(sessions: string[], attendances: (typeof kinds)[number][], now: Date): Promise<void> {
  const seats = await db.seat.findMany({
    where: { state: "confirmed", groupSessionId: { in: sessions } },
    orderBy: { createdAt: "asc" },
  })
  for (const [index, attendance] of attendances.entries()) {
    const seat = seats[index]
    if (!seat) return
    await recordAttendance(
      { sessionId: seat.groupSessionId, seatIds: [seat.id], attendance },
      { actor: { kind: "organizer" }, now },
    )
  }
}

async function expectTheSame(hostId: string, now: Date): Promise<void> {
  const anyFormat = await db.format.findFirstOrThrow({ orderBy: { createdAt: "desc" } })
  const scopes = [
    always,
    { ...always, hostId },
    { ...always, format: anyFormat.slug },
    { from: new Date("2027-01-15"), until: new Date("2027-01-28") },
  ]
  for (const scope of scopes) {
    const [counted, told] = [await readNumbers(scope, now), await numbersFromTheLog(scope, now)]
    for (const name of numberNames) {
      const [here, there] = [counted[name], told[name]]
      expect(`${name}: ${here.part} of ${here.whole}`).toBe(`${name}: ${there.part} of ${there.whole}`)
      expect(here.median ?? -1, name).toBeCloseTo(there.median ?? -1, 6)
      if (told[name].part > 0 || told[name].median !== null) seen.add(name)
    }
  }
}

afterAll(() => db.$disconnect())
