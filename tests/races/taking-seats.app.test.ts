import { system } from "@/lib/activity"
import { cancel, changeNow, resize } from "../support/change"
import { untilPausing } from "../support/pausing"
import { person, publishedSession } from "../support/sessions"
import { constraint, lockIn, pause, replaced, trigger, uniqueIndex } from "../support/twin"
import { bookingOf, crowd, seated, seatsIn } from "./arrange"
import { origin, race, twoApps } from "./race"
import { atOnce, count, post, verb } from "./requests"

twoApps()

const overbooking = constraint("group_sessions", "group_sessions_never_overbooked")

race("500 requests for the last seat", {
  async body() {
    const session = await publishedSession({ capacity: 8 })
    await seated(7, session)
    const answers = await atOnce(crowd(500, session))
    return {
      answers,
      claims: {
        "exactly one gets the seat": count(answers, 201) === 1,
        "the others hear that it is full": count(answers, 409, "session_full") === 499,
      },
    }
  },
  widen: pause("INSERT", "bookings", 500),
  // The lock answers politely, the CHECK would refuse rudely: without the lock alone people would see errors.
  twins: [{ without: [lockIn("hold_seat"), overbooking], breaks: "exactly one gets the seat" }],
})

race("1,000 requests for eight seats", {
  async body() {
    const session = await publishedSession({ capacity: 8 })
    const answers = await atOnce(crowd(1000, session))
    return {
      answers,
      claims: {
        "exactly eight get a seat": count(answers, 201) === 8,
        "the others hear that it is full": count(answers, 409, "session_full") === 992,
      },
    }
  },
  twins: [{ without: [trigger("seats", "seats_count")], breaks: "exactly eight get a seat" }],
})

race("twenty double clicks", {
  async body() {
    const session = await publishedSession({ capacity: 100 })
    const requests = Array.from({ length: 20 }, (_, index) => bookingOf(session, person(`p${index}`)))
    const clicks = [...requests, ...requests]
    const answers = await atOnce(clicks.map((booking, index) => post(origin(Number(index < 20)), "/bookings", booking)))
    const reference = (index: number) => answers[index]?.body.reference
    return {
      answers,
      claims: {
        "everybody is answered twice with a yes": count(answers, 201) === 40,
        "both times it is the same booking": requests.every((_, index) => reference(index) === reference(index + 20)),
        "twenty seats are taken": (await seatsIn(session)) === 20,
      },
    }
  },
  widen: pause("INSERT", "bookings", 50),
  twins: [
    {
      without: [lockIn("hold_seat"), constraint("requests", "requests_pkey")],
      breaks: "both times it is the same booking",
    },
  ],
})

race("a session is cancelled while people book", {
  async body() {
    const session = await publishedSession({ capacity: 100 })
    const callOff = verb(() => changeNow({ id: session }, cancel, { actor: system }))
    const late = await Promise.all(crowd(30, session))
    // Half of them race with the cancellation, half come when it has given back all seats and not yet ended.
    const first = atOnce([...crowd(30, session), callOff])
    await untilPausing()
    const second = atOnce(late)
    const answers = [...(await first), ...(await second)]
    const refused = count(answers, 409, "session_closed") + count(answers, 409, "session_paused")
    const held = count(answers, 201)
    return {
      answers,
      claims: {
        "it is cancelled": answers[30]?.status === 200,
        "who comes late hears that it is closed or about to be": held + refused === 60,
        "nobody has a seat in it": (await seatsIn(session)) === 0,
      },
    }
  },
  widen: pause("UPDATE OF cancelled_at", "group_sessions", 300),
  // The lock, the trigger that knows open sessions and the CHECK of an empty cancelled session say the same.
  twins: [
    {
      without: [
        lockIn("hold_seat", "lock_sessions"),
        replaced("count_seat", "AND (delta < 0 OR status IN ('published', 'guaranteed') AND paused_until IS NULL)", ""),
        constraint("group_sessions", "group_sessions_empty_when_off"),
      ],
      breaks: "nobody has a seat in it",
    },
  ],
})

race("the capacity is lowered while people book", {
  async body() {
    const session = await publishedSession({ capacity: 12 })
    const lower = (capacity: number) => verb(() => changeNow({ id: session }, resize(capacity), { actor: system }))
    const answers = await atOnce([lower(2), ...crowd(20, session), lower(6), ...crowd(20, session), lower(3)])
    const holds = answers.filter((_, index) => index % 21 !== 0)
    const changes = [0, 21, 42].map((index) => answers[index]!)
    return {
      answers,
      claims: {
        "it can be lowered": changes.some(({ status }) => status === 200),
        "who asks for fewer than are taken hears how many": changes.every(
          ({ reason, body }) => reason !== "below_taken" || body.taken,
        ),
        "everybody else gets a seat or hears why not yet":
          count(holds, 201) + count(holds, 409, "session_full") + count(holds, 409, "session_paused") === 40,
      },
    }
  },
  twins: [
    {
      // Without the lock two may also plan at once.
      without: [lockIn("hold_seat", "lock_sessions"), overbooking, uniqueIndex("planned_changes_one_open")],
      breaks: "active seats never exceed the capacity",
    },
  ],
})
