import { db } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { stripe } from "@/lib/stripe"
import { cardsAreOn } from "./policy"
import { eventTypes } from "./rules-events"
import { syncPayment } from "./sync-payment"
import { takeStripeEvent } from "./take-stripe-event"

/** Stripe keeps events for so long. */
const keptMs = 30 * 24 * 60 * 60_000

/**
 * Catches up with what was never told, or told to a database that has been put back since: goes through all the events that
 * Stripe still has, those that are parked too, and asks about debits under way. What was told last says nothing about where to
 * begin: after a backup is put back the next event comes before the lost ones. Runs every hour; events that are done do
 * nothing.
 * @returns how many events were not done before
 */
export async function replayEvents(options: { now?: Date } = {}): Promise<number> {
  if (!cardsAreOn()) return 0
  const now = options.now ?? new Date()
  const created = { gte: Math.floor((+now - keptMs) / 1000) }
  const events = []
  for await (const event of stripe().events.list({ created, types: [...eventTypes], limit: 100 })) events.push(event)
  const done = await db.stripeEvent.findMany({
    where: { id: { in: events.map(({ id }) => id) }, doneAt: { not: null } },
    select: { id: true },
  })
  const known = new Set(done.map(({ id }) => id))
  const missed = events.filter(({ id }) => !known.has(id)).map(({ id: eventId }) => ({ eventId }))
  const byId = new Map(events.map((event) => [event.id, event]))
  // The oldest first, as they happened.
  const taken = await oneByOne(missed.reverse(), "stripe_event.not_taken", ({ eventId }) =>
    takeStripeEvent(byId.get(eventId)!, options),
  )
  await askAboutDebits(options)
  return taken
}

async function askAboutDebits(options: { now?: Date }): Promise<void> {
  const underWay = await db.payment.findMany({ where: { state: "processing" }, select: { id: true } })
  const payments = underWay.map(({ id: paymentId }) => ({ paymentId }))
  await oneByOne(payments, "payment.not_synced", (payment) => syncPayment(payment, options))
}
