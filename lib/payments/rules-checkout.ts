import type Stripe from "stripe"
import type { PaymentState } from "@/prisma/generated/client"

/** Stripe lets nobody pay within less than half an hour, by its own clock: a minute for the way there. */
const payMs = 31 * 60_000

/**
 * Until when one can pay who starts now, in whole seconds as Stripe counts: as long as the seat is held, if that is longer,
 * but not beyond the start of its session where Stripe can end it by then.
 */
export function checkoutEnd(now: Date, held: { until: Date; startsAt: Date } | null): Date {
  const wanted = held ? Math.min(+held.until, +held.startsAt) : 0
  return new Date(Math.ceil(Math.max(+now + payMs, wanted) / 1000) * 1000)
}

export const unfinished = ["created", "open", "processing"] as const satisfies PaymentState[]

const order: Record<PaymentState, number> = { created: 0, open: 1, processing: 2, failed: 3, expired: 3, paid: 4 }

/** What is older than what we know changes nothing: answers overtake each other. Paid stays paid. */
export const isNews = (before: PaymentState, after: PaymentState): boolean => order[after] > order[before]

export type Stand = { state: PaymentState; failure: string | null; paymentIntentId: string | null }

/** How a Checkout session stands that was asked for with its payment intent. */
export function standOf({ status, payment_status, payment_intent: intent }: Stripe.Checkout.Session): Stand {
  const known = typeof intent === "object" ? intent : null
  const paymentIntentId = typeof intent === "string" ? intent : (intent?.id ?? null)
  const stand = (state: PaymentState, failure: string | null = null) => ({ state, failure, paymentIntentId })
  if (payment_status === "paid") return stand("paid")
  if (status === "expired") return stand("expired")
  if (status === "open") return stand("open")
  const over = known?.status === "requires_payment_method" || known?.status === "canceled"
  return over ? stand("failed", known.last_payment_error?.code ?? "not_paid") : stand("processing")
}

/** What of it is not ours: amount, currency, mode or attempt. Null where all of it is. */
export function mismatchOf(
  ours: { id: string; grossCents: number; currency: string; live: boolean },
  session: Stripe.Checkout.Session,
): { expected: Compared; came: Compared } | null {
  const expected = { cents: ours.grossCents, currency: ours.currency, live: ours.live, attempt: ours.id }
  const came = {
    ...{ cents: session.amount_total ?? 0, currency: (session.currency ?? "").toUpperCase() },
    ...{ live: session.livemode, attempt: session.client_reference_id ?? "" },
  }
  const same = (Object.keys(expected) as (keyof Compared)[]).every((name) => expected[name] === came[name])
  return same ? null : { expected, came }
}
type Compared = { cents: number; currency: string; live: boolean; attempt: string }
