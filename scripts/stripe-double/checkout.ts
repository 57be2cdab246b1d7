import type { Events } from "./events"
import { type Form, formOf, textOf, textsOf } from "./form"
import { found, type Intent, type Session, type State, StripeError } from "./state"

const minuteSeconds = 60

/** Checkout sessions and what is paid by them. */
export class Checkout {
  constructor(
    private readonly state: State,
    private readonly events: Events,
  ) {}

  create(form: Form): Session {
    const { state } = this
    const now = state.seconds()
    const items = Object.values(formOf(form, "line_items")).map((item) => item as Form)
    const prices = items.map((item) => formOf(item, "price_data"))
    const success = textOf(form, "success_url")
    if (textOf(form, "mode") !== "payment" || !success || prices.length === 0)
      throw new StripeError(400, "mode, success_url and line_items are needed.", "parameter_missing")
    if (form.payment_method_types) throw new StripeError(400, "Received unknown parameter.", "parameter_unknown")
    const expires = Number(textOf(form, "expires_at") ?? now + 24 * 60 * minuteSeconds)
    // Stripe judges it by its own clock.
    if (expires < now + 30 * minuteSeconds || expires > now + 24 * 60 * minuteSeconds)
      throw new StripeError(400, "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.")
    const total = items.reduce(
      (sum, item) =>
        sum + Number(textOf(item, "quantity") ?? 1) * Number(textOf(formOf(item, "price_data"), "unit_amount")),
      0,
    )
    const id = state.newId("cs_test")
    const session: Session = {
      ...{ id, object: "checkout.session", livemode: false, status: "open", payment_status: "unpaid" },
      ...{ amount_total: total, currency: textOf(prices[0]!, "currency") ?? "eur" },
      client_reference_id: textOf(form, "client_reference_id") ?? null,
      metadata: textsOf(formOf(form, "metadata")),
      allowed_payment_method_types: Object.values(textsOf(formOf(form, "allowed_payment_method_types"))),
      ...{ payment_intent: null, success_url: success, cancel_url: textOf(form, "cancel_url") ?? null },
      ...{ expires_at: expires, created: now, url: `${state.baseUrl}/pay/${id}` },
    }
    state.sessions.set(id, session)
    return session
  }

  /** As it stands; what has run out has expired. */
  get(id: string): Session {
    const session = found(this.state.sessions, id, "checkout.session")
    if (session.status === "open" && session.expires_at <= this.state.seconds()) this.end(session)
    return session
  }

  expire(id: string): Session {
    const session = this.get(id)
    if (session.status !== "open")
      throw new StripeError(400, "Only Checkout Sessions with a status in [open] can be expired.")
    return this.end(session)
  }

  private end(session: Session): Session {
    Object.assign(session, { status: "expired", url: null })
    this.events.tell("checkout.session.expired", session)
    return session
  }

  /**
   * What somebody does on the page. A card that is declined leaves the session open; a debit is under way until
   * `settleDebit`.
   * @returns whether they are through
   */
  pay(id: string, how: "card" | "declined" | "sepa_debit"): boolean {
    const { state, events } = this
    const session = this.get(id)
    if (session.status !== "open") return session.status === "complete"
    const intent = (session.payment_intent && state.intents.get(session.payment_intent)) || this.intentOf(session)
    if (how === "declined") {
      intent.last_payment_error = { code: "card_declined" }
      events.tell("payment_intent.payment_failed", intent)
      return false
    }
    Object.assign(session, { status: "complete", url: null })
    if (how === "sepa_debit") {
      intent.status = "processing"
      events.tell("checkout.session.completed", session)
      return true
    }
    this.succeed(intent)
    session.payment_status = "paid"
    events.tell("checkout.session.completed", session)
    return true
  }

  /** The bank has answered, days later. */
  settleDebit(id: string, { succeeds }: { succeeds: boolean }): void {
    const session = this.get(id)
    const intent = found(this.state.intents, session.payment_intent ?? "", "payment_intent")
    if (intent.status !== "processing") throw new StripeError(400, "It is not under way.")
    if (succeeds) {
      this.succeed(intent)
      session.payment_status = "paid"
    } else
      Object.assign(intent, { status: "requires_payment_method", last_payment_error: { code: "debit_not_authorized" } })
    this.events.tell(`checkout.session.async_payment_${succeeds ? "succeeded" : "failed"}`, session)
  }

  private intentOf(session: Session): Intent {
    const { state } = this
    const { amount_total: amount, currency, metadata, livemode } = session
    const intent: Intent = {
      ...{ id: state.newId("pi"), object: "payment_intent", livemode, status: "requires_payment_method" },
      ...{ amount, amount_received: 0, currency, metadata, last_payment_error: null, created: state.seconds() },
    }
    state.intents.set(intent.id, intent)
    session.payment_intent = intent.id
    return intent
  }

  private succeed(intent: Intent): void {
    Object.assign(intent, { status: "succeeded", amount_received: intent.amount, last_payment_error: null })
    this.events.tell("payment_intent.succeeded", intent)
  }
}
