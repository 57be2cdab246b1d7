import { publishedSession } from "../support/sessions"
import { load } from "./load"
import { bookingRequest } from "./sessions"

/** A number of seats that no other session has, so that its sentence can be found in the list. */
const capacity = 137
const bookings = 12

/**
 * How long after a booking's answer the list still shows the seats of before, in milliseconds, while the list is under
 * load. One booking after the other; the list is asked again and again until it says the new number.
 */
export async function staleness(origin: string): Promise<number[]> {
  const session = await publishedSession({ capacity, startsInDays: 5 })
  const busy = load(origin, 8, { path: "/" })
  const delays: number[] = []
  for (let booked = 1; booked <= bookings; booked++) {
    const { path, ...request } = bookingRequest(session, 200_000 + booked)
    const answer = await fetch(origin + path, request)
    if (answer.status !== 201) throw new Error(`the booking was answered with ${answer.status}`)
    const answered = performance.now()
    while ((await freeSeats(origin)) !== capacity - booked) if (performance.now() - answered > 20_000) break
    delays.push(performance.now() - answered)
  }
  await busy
  return delays
}

async function freeSeats(origin: string): Promise<number> {
  const html = await (await fetch(origin)).text()
  const [, free] = new RegExp(`(\\d+)\\s+von\\s+${capacity}\\s`).exec(html) ?? []
  if (!free) throw new Error("the list does not show the session")
  return Number(free)
}
