import { system } from "@/lib/activity"
import { pledgeVersion } from "@/lib/round/pledge-text"
import { raiseObjection } from "@/lib/round/raise-objection"
import { settleObjection } from "@/lib/round/settle-objection"
import { showRound } from "@/lib/round/show-round"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { pledge } from "../round/table"
import { ownDatabase } from "../support/database"
import { untilPausing } from "../support/pausing"
import { person, publishedSession } from "../support/sessions"
import { constraint, everyLock, generationsStay, pause } from "../support/twin"
import { done } from "../support/world"
import { type Holder, seated, substitute } from "./arrange"
import { origin, race, twoApps } from "./race"
import { atOnce, count, post, type Runner, verb } from "./requests"

twoApps()

const query = <Row extends object>(sql: string) => ownDatabase().query<Row>(sql)

/** So many people of a closed round that is about to begin; its door is open, and nobody has promised anything. */
async function atTheDoor(size: number): Promise<Holder[]> {
  const tenMinutes = 10 / (24 * 60)
  const sessionId = await publishedSession({
    ...{ capacity: size, admission: "reviewed", round: "closed", startsInDays: tenMinutes },
  })
  const link = { sessionId, shown: null, url: "https://meet.example/runde", confirmed: true }
  done(await saveMeetingLink(link, { actor: system }))
  return seated(size, sessionId)
}

const promise = ({ reference, token }: Holder, at = 0): Promise<Runner> =>
  post(origin(at), `/bookings/${reference}/pledge`, { version: pledgeVersion }, token)

const enter = ({ reference, token }: Holder, at = 0): Promise<Runner> =>
  post(origin(at), `/bookings/${reference}/entry`, {}, token)

race("seats of a closed round are handed over while their people promise and enter", {
  async body() {
    const holders = await atTheDoor(6)
    const handed = atOnce(
      holders.map((holder, index) => substitute(holder, person("colleague", `house${index}`), index)),
    )
    await untilPausing()
    const late = await atOnce(holders.flatMap((holder, index) => [promise(holder, index), enter(holder, index + 1)]))
    const answers = [...(await handed), ...late]
    const promised = await query(
      "SELECT FROM confidentiality_pledges p JOIN bookings b ON b.id = p.booking_id AND b.participant_id = p.participant_id",
    )
    const entered = await query(
      "SELECT FROM room_entries e JOIN seats s ON s.id = e.seat_id WHERE s.released_at IS NULL OR s.released_at <= e.entered_at",
    )
    return {
      answers,
      claims: {
        "everybody may hand over": count(answers.slice(0, 6), 200) === 6,
        "nobody promises in the name of who comes instead": promised.length === 0,
        "nobody enters in the place of who comes instead": entered.length === 0,
      },
    }
  },
  // Whoever promises or enters has shown a good link and waits for the lock.
  widen: pause("INSERT", "seats", 50),
  twins: [
    { without: [generationsStay], breaks: "nobody promises in the name of who comes instead" },
    { without: [generationsStay], breaks: "nobody enters in the place of who comes instead" },
  ],
})

race("everybody promises and enters twice at once", {
  async body() {
    const holders = await atTheDoor(4)
    const answers = await atOnce(
      holders.flatMap((holder) => [promise(holder, 0), promise(holder, 1), enter(holder, 0), enter(holder, 1)]),
    )
    const again = await atOnce(holders.map((holder, index) => enter(holder, index)))
    const promises = answers.filter((_, index) => index % 4 < 2)
    const entries = answers.filter((_, index) => index % 4 >= 2)
    const logged = await query("SELECT FROM activities WHERE kind IN ('pledge.given', 'room.entered')")
    const early = await query(
      `SELECT FROM room_entries e JOIN seats s ON s.id = e.seat_id
         LEFT JOIN confidentiality_pledges p ON p.booking_id = s.booking_id AND p.participant_id = s.participant_id
        WHERE p.pledged_at IS NULL OR p.pledged_at > e.entered_at`,
    )
    return {
      answers: [...answers, ...again],
      claims: {
        "each promise is kept once":
          count(promises, 200) === 8 && (await query("SELECT FROM confidentiality_pledges")).length === 4,
        "the second is answered with the first": promises.every(
          ({ body }, index) => body.pledgedAt === promises[index - (index % 2)]!.body.pledgedAt,
        ),
        "who has not promised yet does not enter":
          early.length === 0 && count(entries, 200) + count(entries, 409, "pledge_needed") === 8,
        "each comes in, and it is noted once": count(again, 200) === 4 && logged.length === 8,
      },
    }
  },
  widen: pause("INSERT", "confidentiality_pledges", 100),
  twins: [
    {
      without: [everyLock, constraint("confidentiality_pledges", "confidentiality_pledges_pkey")],
      breaks: "each promise is kept once",
    },
  ],
})

race("people object once more while the organizer settles what they have said", {
  async body() {
    const holders = await atTheDoor(3)
    for (const holder of holders) {
      await pledge(holder)
      done(await showRound(holder, { actor: { kind: "participant" } }))
      done(await raiseObjection({ ...holder, text: "Lieber nicht." }, { actor: { kind: "participant" } }))
    }
    const objections = await query<{ seatId: string }>(`SELECT seat_id AS "seatId" FROM objections`)
    const again = atOnce(
      holders.map(({ reference, token }, index) =>
        post(origin(index), `/bookings/${reference}/objection`, { text: "Wirklich nicht." }, token),
      ),
    )
    await untilPausing()
    const settled = await atOnce(
      objections.map((objection) => verb(() => settleObjection(objection, { actor: system }))),
    )
    const answers = [...(await again), ...settled]
    const untold = await query(
      `SELECT FROM objections o
        WHERE (SELECT count(*) FILTER (WHERE a.kind = 'objection.raised') - count(*) FILTER (WHERE a.kind = 'objection.settled')
                 FROM activities a WHERE a.seat_id = o.seat_id) <> (o.settled_at IS NULL)::int`,
    )
    return {
      answers,
      claims: {
        "everybody may": count(answers, 200) === 6,
        "what is open again the organizer is told": untold.length === 0,
      },
    }
  },
  // Whoever objects has read that the first objection waits.
  widen: pause("INSERT", "objections", 200),
  twins: [{ without: [everyLock], breaks: "what is open again the organizer is told" }],
})
