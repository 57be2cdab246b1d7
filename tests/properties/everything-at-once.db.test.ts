import { randomUUID } from "node:crypto"
import fc from "fast-check"
import pg from "pg"
import { expect, test, vi } from "vitest"
import { log } from "@/lib/log"
import { react } from "@/lib/reactions"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { constraint, everyLock, pause, quickDeadlocks, replaced, trigger, uniqueIndex } from "../support/twin"
import { answering, anyCommand, carryOut, type Command, favouring, type VerbName } from "./commands"
import { Observer } from "./observer"
import { type World, world } from "./world"

// Both can be set, to search longer or to see a failure again: SEED=1 PROPERTY_SECONDS=300 npx vitest run tests/properties
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const seconds = Number(process.env.PROPERTY_SECONDS ?? 20)

/** Commands that run at the same time, some minutes after the round before. */
type Round = { minutes: number; commands: Command[] }

/**
 * A dense story is short and full: what a twin looks for happens early, while there are free seats, and seldom in one
 * round alone.
 */
const anyStory = (among: VerbName[], { dense = false } = {}): fc.Arbitrary<Round[]> => {
  const minutes = fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 6, 31, 24 * 60)
  const commands = fc.array(anyCommand(among), { minLength: dense ? 4 : 1, maxLength: 8, size: "max" })
  return fc.array(fc.record({ minutes, commands }), {
    minLength: dense ? 3 : 1,
    maxLength: dense ? 4 : 12,
    size: "max",
  })
}

const timeout = 200_000 + seconds * 1000

test(`whatever people do at the same time, what is always true holds (seed ${seed})`, { timeout }, async () => {
  const expected = answering(seconds >= 15)
  const { report, looks, yes } = await search(seconds, { expected })
  expect(report).toBeUndefined()
  expect(looks).toBeGreaterThan(10)
  // A story in which nobody gets anything would prove nothing.
  expect(
    expected.filter((verb) => !yes.has(verb)),
    "verbs that never said yes",
  ).toEqual([])
})

/** Whoever has a seat loses the next one that they get at the moment they get it. */
const loseNextSeat = `
  CREATE FUNCTION lose_seat() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM seats WHERE booking_id = NEW.booking_id AND id <> NEW.id) THEN
      DELETE FROM seats WHERE id = NEW.id;
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER z_lose_seat AFTER INSERT ON seats FOR EACH ROW EXECUTE FUNCTION lose_seat();`

/** A request that is already written down is not written down again, and nobody notices. */
const forgetSecondRequest = replaced(
  "hold_seat",
  "'heldUntil', v_until), v_now);",
  "'heldUntil', v_until), v_now) ON CONFLICT DO NOTHING;",
)

const transitions = trigger("seats", "seats_guard_transition")

/** Each names the verbs that bring it about soonest; where the moment is short, a pause makes it longer. */
const twins: { breaks: string; without: string[]; among: VerbName[] }[] = [
  {
    breaks: "active seats never exceed the capacity",
    without: [everyLock, constraint("group_sessions", "group_sessions_never_overbooked")],
    among: ["hold", "addByHand", "rebook"],
  },
  {
    breaks: "seats_taken counts the active seats",
    without: [trigger("seats", "seats_count")],
    among: ["hold"],
  },
  {
    breaks: "one active seat per person and session",
    without: [everyLock, uniqueIndex("seats_one_per_person"), pause("INSERT", "seats", 20)],
    among: ["addByHand", "addByHand", "addByHand", "release"],
  },
  {
    breaks: "never two confirmed seats of a booking",
    without: [everyLock, transitions, uniqueIndex("seats_one_confirmed_per_booking"), pause("INSERT", "seats", 20)],
    among: ["rebook", "rebook", "rebook", "substitute", "changeCapacity"],
  },
  {
    breaks: "a released seat never comes back",
    without: [everyLock, transitions],
    among: ["release", "rebook", "substitute", "releaseByOrganizer"],
  },
  {
    breaks: "a rebooking or substitution never leaves zero seats",
    without: [loseNextSeat],
    among: ["rebook", "substitute"],
  },
  {
    breaks: "a booking has a seat or waits for one, and one request made it",
    without: [everyLock, forgetSecondRequest, pause("INSERT", "bookings", 20)],
    among: ["hold", "addByHand"],
  },
  {
    breaks: "a session is paused while a change of it is planned, and only then",
    without: [trigger("planned_changes", "planned_changes_pause")],
    among: ["plan"],
  },
  {
    breaks: "an offer is open while its seat is offered, its entry too, and only then",
    without: [trigger("seats", "seats_settle_offer")],
    among: ["waitFor", "accept", "declineOffer"],
  },
  {
    breaks: "every change of a seat is in the log, once",
    without: [replaced("lapse_holds", "seat.expired", "seat.forgotten")],
    among: ["hold", "sweep"],
  },
  {
    breaks: "one mail of each kind per occasion and recipient",
    without: [uniqueIndex("mails_occasion_kind_recipient_key")],
    among: ["hold"],
  },
]

test.each(twins)("twin: $breaks, unless its protection is missing", { timeout }, async ({ breaks, without, among }) => {
  await renewOwnDatabase({ without: [quickDeadlocks, ...without].join("\n") })
  const { broken } = await search(100, { twin: { breaks, among } })
  expect(broken).toContain(breaks)
})

type Search = { twin?: { breaks: string; among: VerbName[] }; expected?: VerbName[] }

/**
 * Tells random stories until one fails or the time is up; then, for up to two minutes, stories about the expected verbs
 * that have not said yes yet. For a twin nothing but its own sentence counts: without its locks a database fails in
 * many ways.
 */
async function search(seconds: number, { twin, expected = [] }: Search) {
  const client = new pg.Client({ connectionString: ownDatabase().url })
  await client.connect()
  const observer = new Observer(client)
  // Sweeps log what went wrong and carry on.
  const logged = vi.spyOn(log, "error").mockReset()
  const yes: World["yes"] = new Map()
  const told = async (rounds: Round[]) => {
    await tell(rounds, observer, yes).catch((error: unknown) => {
      if (!twin || observer.saw(twin.breaks)) throw error
    })
    if (!twin) expect(logged).not.toHaveBeenCalled()
  }
  const end = performance.now() + seconds * 1000
  let report: string | undefined
  for (let story = 0; report === undefined; story++) {
    const late = performance.now() - end
    const missing = late < 0 ? [] : expected.filter((verb) => !yes.has(verb))
    if (story > 0 && late >= 0 && (missing.length === 0 || late > 120_000)) break
    const stories = twin ? anyStory(twin.among, { dense: true }) : anyStory(favouring(missing))
    const found = await fc.check(fc.asyncProperty(stories, told), {
      ...{ seed: seed + story, numRuns: 1, endOnFailure: twin !== undefined },
    })
    report = await fc.asyncDefaultReportMessage(found)
  }
  await client.end()
  return { report, broken: [...observer.broken].join("\n"), looks: observer.looks, yes }
}

async function tell(rounds: Round[], observer: Observer, yes: World["yes"]): Promise<void> {
  const story = await world(yes)
  for (const { minutes, commands } of rounds) {
    story.now = new Date(story.now.getTime() + minutes * 60_000)
    const before = await seatsAndLog(observer.client)
    const actors = commands.map(() => randomUUID())
    const settled = await observer.during(
      Promise.allSettled(commands.map((command, index) => carryOut(story, command, actors[index]!))),
    )
    expect([...observer.broken]).toEqual([])
    const answers = settled.map((each) => {
      if (each.status === "rejected") throw each.reason
      return each.value
    })
    const after = await seatsAndLog(observer.client)
    // A "no" changes nothing.
    const refused: (string | null)[] = actors.filter((_, index) => answers[index]?.ok === false)
    expect([...after.log.values()].filter(({ actor }) => refused.includes(actor))).toEqual([])
    // Nothing changes that is not in the log.
    const told = new Set([...after.log].filter(([id]) => !before.log.has(id)).map(([, { booking }]) => booking))
    for (const [id, seat] of after.seats) {
      if (!told.has(seat.booking)) expect(seat).toEqual(before.seats.get(id))
    }
  }
  await observer.during(reactTwice(observer.client))
  expect([...observer.broken]).toEqual([])
}

/** What follows from a story, each by two workers at once. */
async function reactTwice(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    "SELECT payload->>'activityId' AS id FROM graphile_worker._private_jobs WHERE payload->>'activityId' IS NOT NULL",
  )
  await client.query("DELETE FROM graphile_worker._private_jobs")
  await Promise.all(rows.flatMap(({ id }) => [react(id), react(id)]))
}

async function seatsAndLog(client: pg.Client) {
  const seats = await client.query<{ id: string; booking: string; row: string }>(
    "SELECT id, booking_id AS booking, (state, participant_id, confirmed_at, released_at, release_reason)::text AS row FROM seats",
  )
  const activities = await client.query<{ id: string; actor: string | null; booking: string }>(
    "SELECT id, actor_id AS actor, booking_id AS booking FROM activities",
  )
  return {
    seats: new Map(seats.rows.map((seat) => [seat.id, seat])),
    log: new Map(activities.rows.map((activity) => [activity.id, activity])),
  }
}
