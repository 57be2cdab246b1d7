import { beforeAll, describe, expect, it } from "vitest"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { db } from "@/lib/db"
import { violatedConstraint } from "@/lib/errors"
import { ownDatabase } from "../support/database"
import { monday, people, world, type WorldBooking } from "../support/world"

// What the database refuses by itself, whoever asks: psql, a migration, a verb that forgot to.

let place: Awaited<ReturnType<typeof world>>
let names: Record<string, string>

beforeAll(async () => {
  place = await world()
  const { januaryRound, februaryRound, reviewedRound, session, formats, book, hold } = place
  const small = await session(formats.instant, "2027-03-04T10:00", { capacity: 1 })
  const draft = await session(formats.instant, "2027-03-05T10:00", { draft: true })
  const [confirmed, other] = [await book(people.petra, januaryRound), await book(people.jonas, januaryRound)]
  const [requested, held] = [await book(people.karin, reviewedRound), await hold(people.thomas, reviewedRound)]
  await book(people.karin, small)
  const seatId = async ({ bookingId }: WorldBooking) => (await db.seat.findFirstOrThrow({ where: { bookingId } })).id
  const { participantId } = await db.seat.findFirstOrThrow({ where: { bookingId: confirmed.bookingId } })
  await db.seat.updateMany({ where: { bookingId: requested.bookingId }, data: { decision: "confirm" } })
  await db.companyGroup.create({ data: { name: "Gruppe" } })
  names = {
    ...{
      JANUARY: januaryRound.id,
      FEBRUARY: februaryRound.id,
      FULL: small.id,
      DRAFT: draft.id,
      REVIEWED: reviewedRound.id,
      PAUSED: place.laterReviewedRound.id,
      PERSON: participantId!,
    },
    ...{
      CONFIRMED: await seatId(confirmed),
      OTHER: await seatId(other),
      REQUESTED: await seatId(requested),
      HELD: await seatId(held),
    },
    ...{
      BOOKING: confirmed.bookingId,
      OTHER_BOOKING: other.bookingId,
      REQUESTED_BOOKING: requested.bookingId,
      HELD_BOOKING: held.bookingId,
    },
  }
})

/** Capital words stand for the ids of the world above. */
const run = (sql: string) =>
  ownDatabase().query(sql.replace(/\b[A-Z_]{4,}\b/g, (word) => (names[word] ? `'${names[word]}'::uuid` : word)))
const seat = (fields: string) =>
  `INSERT INTO seats (group_session_id, booking_id, participant_id, state, expires_at, decide_at) VALUES (${fields})`

const refused: [string, string, string][] = [
  [
    "one more seat in a full session",
    seat("FULL, OTHER_BOOKING, NULL, 'held', now(), NULL"),
    "group_sessions_never_overbooked",
  ],
  ["a seat in a draft", seat("DRAFT, OTHER_BOOKING, NULL, 'held', now(), NULL"), "seats_session_open"],
  [
    "a capacity below what is taken",
    "UPDATE group_sessions SET capacity = 1 WHERE id = JANUARY",
    "group_sessions_never_overbooked",
  ],
  [
    "a counter written by hand",
    "UPDATE group_sessions SET seats_taken = 0 WHERE id = JANUARY",
    "group_sessions_counter_guarded",
  ],
  [
    "a session that begins with a count",
    "INSERT INTO group_sessions (format_id, slug, starts_at, ends_at, local_start, capacity, minimum, seats_taken) SELECT format_id, 'x', starts_at, ends_at, local_start, 8, 1, 2 FROM group_sessions WHERE id = JANUARY",
    "group_sessions_counter_guarded",
  ],
  ["emptying the table of seats", "TRUNCATE seats CASCADE", "seats_kept"],
  ["emptying the table of sessions", "TRUNCATE group_sessions CASCADE", "_kept"],
  [
    "a cancelled session with people in it",
    "UPDATE group_sessions SET status = 'cancelled' WHERE id = JANUARY",
    "group_sessions_empty_when_off",
  ],
  [
    "a published session as a draft again",
    "UPDATE group_sessions SET status = 'draft' WHERE id = FEBRUARY",
    "group_sessions_transition",
  ],
  [
    "a promise taken back",
    "UPDATE group_sessions SET status = 'published' WHERE id = JANUARY",
    "group_sessions_transition",
  ],
  [
    "a draft that is finished",
    "UPDATE group_sessions SET status = 'finished' WHERE id = DRAFT",
    "group_sessions_transition",
  ],
  [
    "a finished session with an open request",
    "UPDATE group_sessions SET status = 'finished' WHERE id = REVIEWED",
    "group_sessions_answered_when_over",
  ],
  [
    "a minimum above the capacity",
    "UPDATE group_sessions SET minimum = 9 WHERE id = JANUARY",
    "group_sessions_minimum",
  ],
  [
    "a session for nobody",
    "UPDATE group_sessions SET capacity = 0, minimum = 0 WHERE id = FEBRUARY",
    "group_sessions_capacity",
  ],
  [
    "an end before the start",
    "UPDATE group_sessions SET ends_at = starts_at WHERE id = JANUARY",
    "group_sessions_order",
  ],
  [
    "a wall clock that is none",
    "UPDATE group_sessions SET local_start = 'Donnerstag' WHERE id = JANUARY",
    "group_sessions_local_start",
  ],
  [
    "a closed round that lets in at once",
    "UPDATE formats SET round = 'closed' WHERE price_net_cents IS NOT NULL",
    "formats_closed_is_reviewed",
  ],
  [
    "another kind of round for who is in it",
    "UPDATE formats SET round = 'closed' WHERE id = (SELECT format_id FROM group_sessions WHERE id = REVIEWED)",
    "formats_round_kept",
  ],
  [
    "a second seat of a person in a session",
    seat("JANUARY, REQUESTED_BOOKING, PERSON, 'confirmed', NULL, NULL"),
    "seats_one_per_person",
  ],
  [
    "a second confirmed seat of a booking",
    seat("FEBRUARY, BOOKING, PERSON, 'confirmed', NULL, NULL"),
    "seats_one_confirmed_per_booking",
  ],
  [
    "a second open request of a booking",
    seat("FEBRUARY, REQUESTED_BOOKING, PERSON, 'requested', NULL, now()"),
    "seats_one_pending_per_booking",
  ],
  [
    "two seats of a company group",
    "UPDATE seats SET company_group_id = (SELECT id FROM company_groups LIMIT 1) WHERE group_session_id = JANUARY AND state = 'confirmed'",
    "seats_one_per_company_group",
  ],
  ["a confirmed seat of nobody", seat("FEBRUARY, OTHER_BOOKING, NULL, 'confirmed', NULL, NULL"), "seats_person_known"],
  ["a hold without an end", seat("FEBRUARY, OTHER_BOOKING, NULL, 'held', NULL, NULL"), "seats_held_expires"],
  [
    "a request without an answer",
    seat("FEBRUARY, OTHER_BOOKING, PERSON, 'requested', NULL, NULL"),
    "seats_requested_decides",
  ],
  ["a seat that begins released", seat("FEBRUARY, OTHER_BOOKING, NULL, 'released', NULL, NULL"), "seats_transition"],
  [
    "a confirmed seat as a request",
    "UPDATE seats SET state = 'requested', decide_at = now() WHERE id = CONFIRMED",
    "seats_transition",
  ],
  [
    "a request as a hold",
    "UPDATE seats SET state = 'held', expires_at = now() WHERE id = REQUESTED",
    "seats_transition",
  ],
  [
    "a seat in another session",
    "UPDATE seats SET group_session_id = FEBRUARY WHERE id = CONFIRMED",
    "seats_transition",
  ],
  ["a seat of another booking", "UPDATE seats SET booking_id = OTHER_BOOKING WHERE id = REQUESTED", "seats_transition"],
  [
    "a seat of another person",
    "UPDATE seats SET participant_id = (SELECT participant_id FROM seats WHERE id = OTHER) WHERE id = CONFIRMED",
    "seats_transition",
  ],
  [
    "a release without a reason",
    "UPDATE seats SET state = 'released', released_at = now() WHERE id = CONFIRMED",
    "seats_released_whole",
  ],
  [
    "a reason without a release",
    "UPDATE seats SET release_reason = 'cancelled' WHERE id = CONFIRMED",
    "seats_released_whole",
  ],
  ["an address in capitals", "UPDATE bookings SET email = 'A@B.EXAMPLE' WHERE id = BOOKING", "bookings_email_lower"],
  [
    "a booker without an address",
    "UPDATE bookings SET booker_name = 'Anke' WHERE id = BOOKING",
    "bookings_booker_whole",
  ],
  ["a sixth try", "UPDATE bookings SET code_tries = 6 WHERE id = BOOKING", "bookings_code_tries"],
  ["a changed log", "UPDATE activities SET kind = 'x'", "activities_kept"],
  ["a shorter log", "DELETE FROM activities", "activities_kept"],
  ["no log", "TRUNCATE activities", "activities_kept"],
  [
    "two open plans for a session",
    "INSERT INTO planned_changes (group_session_id, kind, payload, revision, effective_at) SELECT FEBRUARY, 'cancel', '{}', 1, now() FROM generate_series(1, 2)",
    "planned_changes_one_open",
  ],
  [
    "a seat in a paused session",
    `WITH plan AS (INSERT INTO planned_changes (group_session_id, kind, payload, revision, effective_at) VALUES (PAUSED, 'cancel', '{}', 1, now()) RETURNING id) SELECT * FROM plan; ${seat("PAUSED, OTHER_BOOKING, NULL, 'held', now(), NULL")}`,
    "seats_session_open",
  ],
  [
    "a plan that failed without a reason",
    "INSERT INTO planned_changes (group_session_id, kind, payload, revision, effective_at, state, closed_at) VALUES (FEBRUARY, 'cancel', '{}', 1, now(), 'impossible', now())",
    "planned_changes_failure",
  ],
  [
    "two open substitutes for a seat",
    "INSERT INTO substitutions (booking_id, seat_id, given_name, family_name, company_name, role, email, decide_at) SELECT BOOKING, CONFIRMED, 'A', 'B', 'C', 'other', 'a@b.example', now() FROM generate_series(1, 2)",
    "substitutions_one_open_per_seat",
  ],
]

describe("the database refuses", () => {
  it.each(refused)("%s", async (_, sql, constraint) => {
    const error = await run(sql).then(
      () => null,
      (thrown: unknown) => thrown as { constraint?: string },
    )
    expect(error?.constraint ?? "nothing").toContain(constraint)
  })
})

describe("a released seat", () => {
  it("never comes back and keeps its reason", async () => {
    await run("UPDATE seats SET state = 'released', release_reason = 'organizer', released_at = now() WHERE id = HELD")
    const changes = [
      "state = 'held', release_reason = NULL, released_at = NULL",
      "release_reason = 'expired'",
      "released_at = now() + interval '1 day'",
    ]
    for (const change of changes)
      await expect(run(`UPDATE seats SET ${change} WHERE id = HELD`)).rejects.toMatchObject({
        constraint: "seats_transition",
      })
  })
})

describe("the counter", () => {
  it("follows what is inserted, released and deleted by hand", async () => {
    const taken = async () =>
      (await db.groupSession.findUniqueOrThrow({ where: { id: place.februaryRound.id } })).seatsTaken
    await run(seat("FEBRUARY, HELD_BOOKING, NULL, 'held', now(), NULL"))
    expect(await taken()).toBe(1)
    await run("DELETE FROM seats WHERE group_session_id = FEBRUARY")
    expect(await taken()).toBe(0)
  })
})

describe("connections", () => {
  it("do not wait for ever, and count in UTC", async () => {
    const [settings] = await db.$queryRaw<Record<string, string>[]>`
      SELECT current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement,
             current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('timezone') AS zone,
             current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`
    expect(settings).toEqual({ lock: "3s", statement: "15s", idle: "15s", zone: "UTC", fsync: "on", commit: "on" })
  })
})

describe("a refusal of the database", () => {
  it("can be told by its name, whether a constraint or a trigger says it", async () => {
    const data = {
      groupSessionId: names.DRAFT!,
      bookingId: names.OTHER_BOOKING!,
      state: "held",
      expiresAt: monday,
    } as const
    const byTrigger: unknown = await db.seat.create({ data }).catch((error: unknown) => error)
    expect(violatedConstraint(byTrigger)).toBe("seats_session_open")
    const byCheck: unknown = await db.groupSession
      .update({ where: { id: names.JANUARY! }, data: { minimum: 9 } })
      .catch((error: unknown) => error)
    expect(violatedConstraint(byCheck)).toBe("group_sessions_minimum")
  })

  it("of one seat leaves the session usable", async () => {
    const agreed = { locale: "de", businessUseVersion: "v", termsVersion: "v" } as const
    const held = await holdSeat(
      { requestId: crypto.randomUUID(), sessionId: names.JANUARY!, participant: people.thomas, ...agreed },
      monday,
    )
    expect(held).toMatchObject({ ok: true })
  })
})
