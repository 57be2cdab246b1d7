import type { Events } from "./events"
import { type Form, formOf, textOf, textsOf } from "./form"
import { found, type Refund, type State, StripeError } from "./state"

/** Money on its way back, never more than came. */
export class Refunds {
  constructor(
    private readonly state: State,
    private readonly events: Events,
  ) {}

  create(form: Form): Refund {
    const { state, events } = this
    const intent = found(state.intents, textOf(form, "payment_intent") ?? "", "payment_intent")
    if (intent.status !== "succeeded") throw new StripeError(400, "This PaymentIntent has no successful charge.")
    const back = [...state.refunds.values()]
      .filter((refund) => refund.payment_intent === intent.id && refund.status !== "failed")
      .reduce((sum, { amount }) => sum + amount, 0)
    const left = intent.amount_received - back
    const amount = Number(textOf(form, "amount") ?? left)
    if (left === 0) throw new StripeError(400, "The charge has already been refunded.", "charge_already_refunded")
    if (!(amount > 0) || amount > left)
      throw new StripeError(400, `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`)
    const refund: Refund = {
      ...{ id: state.newId("re"), object: "refund", status: state.refundsBecome, amount, currency: intent.currency },
      ...(state.refundsBecome === "failed" && { failure_reason: "expired_or_canceled_card" }),
      ...{ payment_intent: intent.id, metadata: textsOf(formOf(form, "metadata")), created: state.seconds() },
    }
    state.refunds.set(refund.id, refund)
    events.tell("refund.created", refund)
    if (refund.status === "failed") events.tell("refund.failed", refund)
    return refund
  }

  get = (id: string): Refund => found(this.state.refunds, id, "refund")

  /** The bank has answered. */
  settle(id: string, { succeeds }: { succeeds: boolean }): void {
    const refund = this.get(id)
    refund.status = succeeds ? "succeeded" : "failed"
    if (!succeeds) refund.failure_reason = "expired_or_canceled_card"
    this.events.tell(succeeds ? "refund.updated" : "refund.failed", refund)
  }
}
