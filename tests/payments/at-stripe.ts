import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { vi } from "vitest"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import * as settings from "@/lib/env"
import type { ParticipantInput } from "@/lib/people/schema"
import { startPayment } from "@/lib/payments/start-payment"
import { takeSigned } from "@/lib/payments/take-stripe-event"
import { type Double, startDouble } from "@/scripts/stripe-double/server"
import { by, code, done, minutesAfter, monday, people, type world } from "../support/world"
import { seatOf } from "./paying"

type World = Awaited<ReturnType<typeof world>>
export const secret = "whsec_of_the_tests"
const env = settings.env()

/** The double and the settings by which the app reaches it; its clock is set by hand, as `now` is for a verb. */
export async function stripeAt(now: Date): Promise<{ double: Double; setTime: (to: Date) => void }> {
  let time = now
  const double = await startDouble({ now: () => time })
  pointTo(double.url)
  return { double, setTime: (to) => void (time = to) }
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

/** Listens for what the double tells, as the route does; `answers` are what it said. */
export async function listenTo(double: Double, now: () => Date) {
  const answers: string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const signature = request.headers["stripe-signature"] as string
      takeSigned({ body: Buffer.concat(parts), signature }, { now: now() }).then(
        (taken) => {
          answers.push(taken.ok ? "ok" : taken.reason)
          response.writeHead(taken.ok ? 200 : 400).end()
        },
        (error: Error) => {
          answers.push(error.name)
          response.writeHead(500).end()
        },
      )
    })
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  double.tellTo({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secret })
  return { answers, stop: () => new Promise<void>((done) => server.close(() => done())) }
}
