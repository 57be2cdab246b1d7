import type { Events } from "./events"
import { type Dispute, found, type State, StripeError } from "./state"

/** Payments that somebody fetches back through their bank. */
export class Disputes {
  constructor(
    private readonly state: State,
    private readonly events: Events,
  ) {}

  /** Of a card one can object to it for a while; a debit that is fetched back is lost at once, and that is final. */
  create(intentId: string, how: "card" | "sepa_debit" = "card"): Dispute {
    const { state, events } = this
    const intent = found(state.intents, intentId, "payment_intent")
    if (intent.status !== "succeeded") throw new StripeError(400, "There is nothing to dispute.")
    const dispute: Dispute = {
      ...{ id: state.newId("du"), object: "dispute", livemode: intent.livemode, status: "needs_response" },
      ...{ amount: intent.amount, currency: intent.currency, payment_intent: intent.id },
      ...{ reason: how === "card" ? "fraudulent" : "debit_not_authorized", created: state.seconds() },
    }
    state.disputes.set(dispute.id, dispute)
    if (how === "sepa_debit") dispute.status = "lost"
    events.tell("charge.dispute.created", dispute)
    if (how === "sepa_debit") events.tell("charge.dispute.closed", dispute)
    return dispute
  }

  get = (id: string): Dispute => found(this.state.disputes, id, "dispute")

  /** The bank has decided, weeks later. */
  close(id: string, { won }: { won: boolean }): void {
    const dispute = this.get(id)
    dispute.status = won ? "won" : "lost"
    this.events.tell("charge.dispute.closed", dispute)
  }
}
