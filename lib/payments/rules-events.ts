import type Stripe from "stripe"
import { z } from "zod"

/** What an event is about, of what concerns us. */
export type EventAbout =
  | { kind: "checkout"; id: string; attempt: string | null }
  | { kind: "refund"; id: string; intentId: string; refundId: string | null }
  | { kind: "dispute"; id: string; intentId: string }

/** The types that are asked for; what else is told is stored and does nothing. */
export const eventTypes = [
  "checkout.session.completed",
  "checkout.session.expired",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.closed",
] as const

/** An id that we may have given; Stripe keeps those of others too. */
export const ourId = (id: string | null | undefined): string | null => (z.uuid().safeParse(id).success ? id! : null)
const idOf = (object: string | { id: string } | null): string =>
  typeof object === "string" ? object : (object?.id ?? "")

export function aboutOf(event: Stripe.Event): EventAbout | "nothing" {
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.expired":
    case "checkout.session.async_payment_succeeded":
    case "checkout.session.async_payment_failed": {
      const { id, client_reference_id } = event.data.object
      return { kind: "checkout", id, attempt: ourId(client_reference_id) }
    }
    case "refund.created":
    case "refund.updated":
    case "refund.failed": {
      const { id, payment_intent, metadata } = event.data.object
      return { kind: "refund", id, intentId: idOf(payment_intent), refundId: ourId(metadata?.refund) }
    }
    case "charge.dispute.created":
    case "charge.dispute.closed": {
      const { id, payment_intent } = event.data.object
      return { kind: "dispute", id, intentId: idOf(payment_intent) }
    }
    default:
      return "nothing"
  }
}
