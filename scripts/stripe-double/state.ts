import { randomBytes } from "node:crypto"

export type Metadata = Record<string, string>
export type Session = {
  id: string
  object: "checkout.session"
  livemode: boolean
  status: "open" | "complete" | "expired"
  payment_status: "unpaid" | "paid"
  amount_total: number
  currency: string
  client_reference_id: string | null
  metadata: Metadata
  allowed_payment_method_types: string[]
  payment_intent: string | null
  success_url: string
  cancel_url: string | null
  expires_at: number
  created: number
  url: string | null
}
export type Intent = {
  id: string
  object: "payment_intent"
  livemode: boolean
  status: "requires_payment_method" | "processing" | "succeeded"
  amount: number
  amount_received: number
  currency: string
  metadata: Metadata
  last_payment_error: { code: string } | null
  created: number
}
export type Refund = {
  id: string
  object: "refund"
  status: "pending" | "succeeded" | "failed"
  amount: number
  currency: string
  payment_intent: string
  failure_reason?: string
  metadata: Metadata
  created: number
}
export type Dispute = {
  id: string
  object: "dispute"
  livemode: boolean
  status: "needs_response" | "won" | "lost"
  amount: number
  currency: string
  payment_intent: string
  reason: string
  created: number
}
export type Event = {
  id: string
  object: "event"
  type: string
  api_version: string
  created: number
  livemode: boolean
  pending_webhooks: number
  request: { id: null; idempotency_key: null }
  data: { object: object }
}
export type Answer = { status: number; body: object; replayed?: boolean }

/** Everything the double knows. */
export class State {
  readonly sessions = new Map<string, Session>()
  readonly intents = new Map<string, Intent>()
  readonly refunds = new Map<string, Refund>()
  readonly disputes = new Map<string, Dispute>()
  readonly events: Event[] = []
  /** How the next refunds end; they succeed at once by themselves. */
  refundsBecome: Refund["status"] = "succeeded"

  constructor(
    readonly now: () => Date,
    public baseUrl = "",
  ) {}

  seconds = () => Math.floor(this.now().getTime() / 1000)
  newId = (prefix: string) => `${prefix}_${randomBytes(12).toString("hex")}`
}

/** Answered as Stripe answers: the SDK makes its errors of it. */
export class StripeError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code?: string,
    readonly type = status === 429 ? "rate_limit_error" : status >= 500 ? "api_error" : "invalid_request_error",
  ) {
    super(message)
  }
  get answer(): Answer {
    const { status, message, code, type } = this
    return { status, body: { error: { type, message, ...(code && { code }) } } }
  }
}

export function found<T>(map: Map<string, T>, id: string, what: string): T {
  const one = map.get(id)
  if (!one) throw new StripeError(404, `No such ${what}: '${id}'`, "resource_missing")
  return one
}
