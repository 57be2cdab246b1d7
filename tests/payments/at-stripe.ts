import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeEach, vi } from "vitest"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import * as settings from "@/lib/env"
import type { ParticipantInput } from "@/lib/people/schema"
import { startPayment } from "@/lib/payments/start-payment"
import { takeSigned } from "@/lib/payments/take-stripe-event"
import { type Double, startDouble } from "@/scripts/stripe-double/server"
import { renewOwnDatabase } from "../support/database"
import { by, code, done, minutesAfter, monday, people, world } from "../support/world"
import { expectMoneyRight } from "./money"
import { seatOf } from "./paying"

type World = Awaited<ReturnType<typeof world>>
export const secret = "whsec_of_the_tests"
const env = settings.env()

/** Those of the running test; the clock of Stripe is set by hand, as `now` is for a verb. */
export let double: Double
export let now: Date
/** What was answered to what the double told, where somebody listens. */
export let answers: string[]
let openCents: number

/** When Stripe is reached first, of all tests. */
export const ten = minutesAfter(monday, 10)
/** Of a seat in the priced round, gross. */
export const price = 34_510

export const setTime = (to: Date) => void (now = to)

/** So many minutes after the beginning, for us and for Stripe. */
export function later(minutes: number): { now: Date } {
  setTime(minutesAfter(monday, minutes))
  return { now }
}

/** What the running test leaves open, in cents. */
export const leaveOpen = (cents: number) => void (openCents = cents)

const moneyIsRight = (test: string) =>
  /twin/.test(test) ? Promise.resolve() : expectMoneyRight(double, { open: openCents })

/**
 * For each test of a file a database and a double of its own, and at its end all money is right, but for twins.
 * @param options `listens`: what the double tells is taken in, as the route does it
 */
export function withStripe({ listens = false, atEnd = moneyIsRight } = {}): void {
  let stopListening: (() => Promise<void>) | undefined
  beforeEach(async () => {
    now = ten
    openCents = 0
    await renewOwnDatabase()
    double = await startDouble({ now: () => now })
    pointTo(double.url)
    if (listens) stopListening = await listen()
  })
  afterEach(async ({ task }) => {
    await double.events.settled()
    await atEnd(task.name)
    await double.stop()
    await stopListening?.()
    vi.restoreAllMocks()
  })
}

export function pointTo(url: string | undefined, key: string | undefined = "sk_test_double") {
  const stripe = { STRIPE_SECRET_KEY: key || undefined, STRIPE_API_URL: url, STRIPE_WEBHOOK_SECRET: secret }
  vi.spyOn(settings, "env").mockReturnValue({ ...env, ...stripe })
}

/** A seat that is held until the 39th minute, verified in the ninth, and to be paid. */
export async function awaiting(
  w: World,
  options: { session?: { id: string }; person?: ParticipantInput; payment?: "card" | "sepa_debit" } = {},
) {
  const { session = w.pricedRound, person = people.petra, payment = "card" } = options
  const held = await w.hold(person, session, { payment })
  done(await verifyBooking({ bookingId: held.bookingId, proof: code(held) }, { now: minutesAfter(monday, 9) }))
  return { ...held, seatId: await seatOf(held) }
}

export const start = (booking: { bookingId: string }, now: Date) =>
  startPayment({ bookingId: booking.bookingId }, by("participant", now))

/** With the id of the session at Stripe. */
export async function started(booking: { bookingId: string }, now: Date) {
  const { paymentId } = done(await start(booking, now))
  const { checkoutId } = await db.payment.findUniqueOrThrow({ where: { id: paymentId } })
  return { paymentId, checkoutId: checkoutId! }
}

export const paymentsOf = async ({ bookingId }: { bookingId: string }): Promise<string[]> =>
  (await db.payment.findMany({ where: { bookingId }, orderBy: { createdAt: "asc" } })).map(
    ({ state, failure }) => `${state}${failure ? ` ${failure}` : ""}`,
  )

export const exceptions = async () =>
  (await db.paymentException.findMany({ orderBy: { createdAt: "asc" } })).map(({ kind }) => kind)

export const confirmations = () => db.activity.count({ where: { kind: "seat.confirmed" } })

/** The last of its type that the double has told, or would have. */
export const eventOf = (type: string) => double.state.events.find((event) => event.type === type)! as never

/** A seat whose page at Stripe is open. */
export async function booked() {
  const booking = await awaiting(await world())
  return { ...booking, ...(await started(booking, ten)) }
}

async function listen(): Promise<() => Promise<void>> {
  const heard: string[] = []
  answers = heard
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const signature = request.headers["stripe-signature"] as string
      takeSigned({ body: Buffer.concat(parts), signature }, { now }).then(
        (taken) => {
          heard.push(taken.ok ? "ok" : taken.reason)
          response.writeHead(taken.ok ? 200 : 400).end()
        },
        (error: Error) => {
          heard.push(error.name)
          response.writeHead(500).end()
        },
      )
    })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  double.tellTo({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secret })
  return () => new Promise<void>((done) => server.close(() => done()))
}
