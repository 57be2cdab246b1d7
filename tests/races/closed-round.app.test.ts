import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { decideSeat, decideSubstitution } from "@/lib/bookings/decide-seat"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { apiToken } from "@/lib/bookings/policy"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { deriveCode } from "@/lib/secrets"
import { ofCompany } from "../round/closed-world"
import { ownDatabase } from "../support/database"
import { jobsAreDone } from "../support/jobs"
import { startApp } from "../support/server"
import { person, publishedSession, wishFor } from "../support/sessions"
import { before, constraint, everyLock, meet, replaced, trigger, uniqueIndex } from "../support/twin"
import { done } from "../support/world"
import { type Holder, rebook, seat, seatsOf, substitute } from "./arrange"
import { origin, race, twoApps } from "./race"
import { type Answer, atOnce, count, post, type Runner, verb } from "./requests"

twoApps()

const query = <Row extends object>(sql: string, values?: unknown[]) => ownDatabase().query<Row>(sql, values)

const closedDate = () => publishedSession({ capacity: 30, admission: "reviewed", round: "closed" })
const guest = (name: string, firm: string) => ({ ...person(name, firm), ...ofCompany })
const colleague = (name: string) => guest(name, "muster")

type Held = { bookingId: string; reference: string; code: string }

/** Somebody with a hold, who has not typed the code yet. */
async function held(participant: ReturnType<typeof guest>, sessionId: string): Promise<Held> {
  const { bookingId, reference } = done(await holdSeat(wishFor(sessionId, participant)))
  return { bookingId, reference, code: deriveCode("booking", bookingId, 1) }
}

const verify = ({ reference, code }: Held, at: number): Promise<Runner> =>
  post(origin(at), `/bookings/${reference}/verification`, { code })

/** Somebody who has asked for a seat. */
async function asking(participant: ReturnType<typeof guest>, sessionId: string): Promise<Holder> {
  const { bookingId, reference, code } = await held(participant, sessionId)
  done(await verifyBooking({ bookingId, proof: { code } }))
  return { bookingId, reference, token: await apiToken(bookingId, "participant") }
}

/** A seat or a substitute that is asked for, and by whom. */
type Claim = { id: string; kind: "seat" | "substitute"; email: string }

const openAt = (sessionId: string): Promise<Claim[]> =>
  query(
    `SELECT s.id, 'seat' AS kind, b.email FROM seats s JOIN bookings b ON b.id = s.booking_id
      WHERE s.group_session_id = $1 AND s.state = 'requested'
      UNION ALL SELECT u.id, 'substitute', u.email FROM substitutions u JOIN seats s ON s.id = u.seat_id
      WHERE s.group_session_id = $1 AND u.state = 'requested'`,
    [sessionId],
  )

/** The organizer says yes. */
const confirm = ({ id, kind }: Claim): Runner =>
  verb(() => {
    const yes = { decision: "confirm", actor: system } as const
    return kind === "seat"
      ? decideSeat({ seatId: id, ...yes }, yes)
      : decideSubstitution({ substitutionId: id, ...yes }, yes)
  })

/** All that is asked for at this date is due in a moment. */
async function dueSoon(sessionId: string): Promise<Date> {
  const [row] = await query<{ at: Date }>("SELECT clock_timestamp()::timestamptz(3) + interval '1500 ms' AS at")
  await query("UPDATE seats SET decide_at = $2 WHERE group_session_id = $1 AND state = 'requested'", [
    sessionId,
    row!.at,
  ])
  await query(
    `UPDATE substitutions u SET decide_at = $2 FROM seats s
      WHERE s.id = u.seat_id AND s.group_session_id = $1 AND u.state = 'requested'`,
    [sessionId, row!.at],
  )
  return row!.at
}

/** Whoever has asked for something at this date and was answered before that moment. */
const answeredBefore = (sessionId: string, at: Date) =>
  query(
    `SELECT id FROM seats WHERE group_session_id = $1 AND requested_at IS NOT NULL AND coalesce(confirmed_at, released_at) < $2
      UNION ALL SELECT u.id FROM substitutions u JOIN seats s ON s.id = u.seat_id
      WHERE s.group_session_id = $1 AND u.closed_at < $2`,
    [sessionId, at],
  )

/** To what the organizer has said yes and the answer was no, and how often that became a to-do. */
const impossible = () =>
  query<{ todos: number }>(
    `SELECT (SELECT count(*)::int FROM activities a WHERE a.kind = 'decision.impossible'
                AND x.id::text = coalesce(a.detail->>'substitutionId', a.seat_id::text)) AS todos
       FROM (SELECT id, decision FROM seats WHERE release_reason = 'declined'
             UNION ALL SELECT id, decision FROM substitutions WHERE state = 'declined') x
      WHERE x.decision = 'confirm'`,
  )

/** How many of a company have a confirmed seat there. */
const seatedOf = async (firm: string, sessionId: string) =>
  (
    await query(
      `SELECT s.id FROM seats s JOIN bookings b ON b.id = s.booking_id
        WHERE s.group_session_id = $1 AND s.state = 'confirmed' AND b.email LIKE '%@' || $2 || '.example'`,
      [sessionId, firm],
    )
  ).length

const sweeps = (often: number) => query("SELECT graphile_worker.add_job('sweep') FROM generate_series(1, $1)", [often])

/** Does something while two workers are there, and says what they have logged. */
async function twoWorkers(work: () => Promise<void>): Promise<string> {
  const env = { ROLE: "worker", LOG_LEVEL: "warn" }
  const workers = await Promise.all([startApp({ env }), startApp({ env })])
  await work()
  await Promise.all(workers.map((worker) => worker.stop()))
  return workers.map((worker) => worker.output()).join("\n")
}

const otherFirms = ["nord", "sued", "ost"]

race("of one company, people ask for a date, move to it and are named for it, the organizer says yes to all of them", {
  async body() {
    const [date, other, third] = [await closedDate(), await closedDate(), await closedDate()]
    const first = await asking(colleague("anna"), date)
    await asking(colleague("arno"), date)
    const holds = [await held(colleague("berta"), date), await held(colleague("bruno"), date)]
    const movers = [await seat(colleague("clara"), other), await seat(colleague("carl"), third)]
    const hosts = [await seat(guest("host", "kontor"), date), await seat(guest("host", "lager"), date)]
    const strangers = await Promise.all(otherFirms.map((firm) => held(guest("gast", firm), date)))
    const named = [colleague("dora"), colleague("dirk")]
    const requests = [
      ...[...holds, ...strangers].map(verify),
      ...movers.map((holder, index) => rebook(holder, date, index)),
      ...hosts.map((holder, index) => substitute(holder, named[index]!, index)),
    ]
    const early = await atOnce([...requests, ...(await openAt(date)).map(confirm)])
    const asked = early.slice(0, requests.length)
    // Of those who are named instead of somebody from elsewhere nothing is proved.
    const claims = (await openAt(date)).filter(
      ({ email, kind }) => kind === "seat" && email.endsWith("@muster.example"),
    )
    const decided = await atOnce(claims.map(confirm))
    // Should there be a yes to each of them in spite of that, the database has the last word.
    await query("UPDATE seats SET decision = 'confirm' WHERE id = ANY($1)", [claims.map(({ id }) => id)])

    let told = new Date()
    let late: Answer[] = []
    const log = await twoWorkers(async () => {
      told = await dueSoon(date)
      await sweeps(2)
      await query("SELECT pg_sleep_until($1)", [told])
      const byHand = {
        requestId: randomUUID(),
        sessionId: date,
        participant: colleague("emil"),
        locale: "de",
        anyway: true,
      } as const
      const running = atOnce([
        ...claims.map(confirm),
        verb(() => addByHand(byHand, { actor: system })),
        substitute(first, colleague("frida")),
      ])
      await sweeps(4)
      late = await running
      await jobsAreDone()
      await sweeps(2)
      await jobsAreDone()
    })
    const todos = (await impossible()).map((each) => each.todos)
    const failed = await query("SELECT id FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL")
    const kept = await Promise.all([...movers, ...hosts].map(({ bookingId }) => seatsOf(bookingId)))
    return {
      answers: [...early, ...decided, ...late],
      claims: {
        "everybody may ask, whoever of the company has": count(asked, 200) === asked.length,
        "the organizer says yes to one of them": claims.length === 6 && count(decided, 200) === 1,
        "one of the company has a seat": (await seatedOf("muster", date)) === 1,
        "nobody is answered before the time they were told": (await answeredBefore(date, told)).length === 0,
        "everybody is answered then": (await openAt(date)).length === 0,
        "what cannot be is a to-do, once, and not tried again":
          todos.every((each) => each === 1) && failed.length === 0 && !/"(decision|job)\.failed"/.test(log),
        "whoever had a seat before has one": kept.every((seats) => seats.length === 1),
        "whoever is of another company has theirs":
          (await Promise.all(otherFirms.map((firm) => seatedOf(firm, date)))).join() === "1,1,1",
      },
    }
  },
  twins: [
    { without: [uniqueIndex("seats_one_per_company_group")], breaks: "one of the company has a seat" },
    {
      // The seat of a closed round stands for no company.
      without: [replaced("know_company", "f.round = 'closed'", "false")],
      breaks: "one confirmed seat per company group in a closed round ahead",
    },
    {
      // The index refuses under a name that nobody knows.
      without: ["ALTER INDEX seats_one_per_company_group RENAME TO seats_one_of_a_group;"],
      breaks: "what cannot be is a to-do, once, and not tried again",
    },
    {
      without: [
        before("UPDATE OF decide_at", "seats", "NEW.decide_at := clock_timestamp()", {
          when: "NEW.state = 'requested'",
        }),
      ],
      breaks: "nobody is answered before the time they were told",
    },
  ],
})

race("two workers answer the same requests", {
  async body() {
    const date = await closedDate()
    const firms = ["nord", "sued", "ost", "west"]
    for (const firm of firms) await asking(guest("gast", firm), date)
    await asking(guest("zweit", "nord"), date)
    const log = await twoWorkers(async () => {
      await query("SELECT pg_sleep_until($1)", [await dueSoon(date)])
      await sweeps(4)
      await jobsAreDone()
    })
    const seats = await Promise.all(firms.map((firm) => seatedOf(firm, date)))
    return {
      answers: [],
      claims: {
        "each company has a seat": seats.join() === "1,1,1,1",
        "everybody is answered": (await openAt(date)).length === 0 && !log.includes("failed"),
      },
    }
  },
  twins: [
    {
      // Both are about to answer the same one, whoever waits for whom.
      without: [everyLock, trigger("seats", "seats_guard_transition"), meet("UPDATE OF state", "seats", 2)],
      breaks: "every change of a seat is in the log, once",
    },
  ],
})

race("a company comes for the first time, on two dates at once", {
  async body() {
    const dates = [await closedDate(), await closedDate()]
    const answers = await atOnce(
      dates.map((sessionId, index) => {
        const participant = colleague(`p${index}`)
        return verb(() =>
          addByHand({ requestId: randomUUID(), sessionId, participant, locale: "de" }, { actor: system }),
        )
      }),
    )
    const groups = await query("SELECT DISTINCT company_group_id FROM seats")
    return {
      answers,
      claims: {
        "both may": count(answers, 200) === 2,
        "they are of one company": groups.length === 1 && (await query("SELECT id FROM companies")).length === 1,
      },
    }
  },
  widen: meet("INSERT", "company_domains", 2),
  twins: [{ without: [constraint("company_domains", "company_domains_pkey")], breaks: "they are of one company" }],
})
