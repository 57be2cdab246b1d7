import { addByHand } from "@/lib/bookings/add-by-hand"
import { apiToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { system } from "@/lib/activity"
import { randomUUID } from "node:crypto"
import { ofCompany } from "../round/closed-world"
import { person } from "../support/sessions"
import { done } from "../support/world"
import { origin } from "./race"
import { post, type Runner } from "./requests"

/** What a browser sends to hold a seat. */
export const bookingOf = (
  sessionId: string,
  participant: ReturnType<typeof person>,
  requestId: string = randomUUID(),
) => ({
  ...{ requestId, sessionId, participant, locale: "de", businessUse: true, acceptTerms: true },
})

/** So many people who each want a seat, half of them at the one app, half at the other. */
export const crowd = (size: number, sessionId: string): Promise<Runner>[] =>
  Array.from({ length: size }, (_, index) =>
    post(origin(index), "/bookings", bookingOf(sessionId, person(`p${index}`, `firm${index}`))),
  )

export type Holder = { bookingId: string; reference: string; token: string }

/** People with a confirmed seat, and what opens their booking. */
export async function seated(size: number, sessionId: string, firm = "house"): Promise<Holder[]> {
  const holders: Holder[] = []
  for (let index = 0; index < size; index++) holders.push(await seat(person(`p${index}`, `${firm}${index}`), sessionId))
  return holders
}

/** Somebody with a confirmed seat. */
export async function seat(participant: ReturnType<typeof person>, sessionId: string): Promise<Holder> {
  const input = { requestId: randomUUID(), sessionId, participant, locale: "de" } as const
  const { bookingId, reference } = done(await addByHand(input, { actor: system }))
  return { bookingId, reference, token: await apiToken(bookingId, "participant") }
}

/** Says also what a closed round asks; an open one keeps nothing of it. */
export const rebook = ({ reference, token }: Holder, sessionId: string, at = 0): Promise<Runner> =>
  post(origin(at), `/bookings/${reference}/rebooking`, { sessionId, participant: ofCompany, noSales: true }, token)

export const release = ({ reference, token }: Holder, at = 0): Promise<Runner> =>
  post(origin(at), `/bookings/${reference}/release`, {}, token)

export const substitute = (
  { reference, token }: Holder,
  participant: ReturnType<typeof person>,
  at = 0,
): Promise<Runner> => post(origin(at), `/bookings/${reference}/substitution`, { participant }, token)

/** The seats of a booking that count, by session. */
export async function seatsOf(bookingId: string): Promise<string[]> {
  const seats = await db.seat.findMany({
    where: { bookingId, state: { not: "released" } },
    select: { groupSessionId: true },
  })
  return seats.map(({ groupSessionId }) => groupSessionId)
}

/** Who has the seats of a booking that count. */
export async function mailboxesIn(bookingId: string): Promise<(string | undefined)[]> {
  const seats = await db.seat.findMany({
    where: { bookingId, state: { not: "released" } },
    select: { participant: { select: { email: true } } },
  })
  return seats.map(({ participant }) => participant?.email)
}

export const seatsIn = (groupSessionId: string): Promise<number> =>
  db.seat.count({ where: { groupSessionId, state: { not: "released" } } })
