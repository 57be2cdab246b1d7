import type { Checkout } from "./checkout"
import type { Disputes } from "./disputes"
import type { Events } from "./events"
import { escape, frame } from "./page"
import type { Refunds } from "./refunds"
import type { Session, State } from "./state"

/** What the double is made of. */
export type Parts = { state: State; events: Events; checkout: Checkout; refunds: Refunds; disputes: Disputes }

const deliveries = {
  normal: { label: "once, at once", delivery: {} },
  twice: { label: "three times", delivery: { copies: 3 } },
  late: { label: "ten seconds late", delivery: { delayMs: 10_000 } },
  kept: { label: "kept, until they are told the last first", delivery: { keep: true } },
  lost: { label: "not at all: Runde finds out within the hour", delivery: { lose: true } },
} as const
type How = keyof typeof deliveries

/** How many of the last are shown. */
const shown = 20

/** What Stripe and the banks would decide is decided here, by hand: how events are told, and how each payment goes on. */
export class Desk {
  private how: How = "normal"

  constructor(private readonly parts: Parts) {}

  page(): string {
    const choices = Object.entries(deliveries).map(
      ([how, { label }]) =>
        `<label><input type="radio" name="told" value="${how}"${how === this.how ? " checked" : ""}> ${label}</label>`,
    )
    const sessions = [...this.parts.state.sessions.values()].reverse().slice(0, shown)
    return frame(`<h1>What becomes of payments</h1>
<form method="post"><fieldset><legend>Events are told</legend>${choices.join("")}</fieldset>
<button name="do" value="tell">Tell them so from now on</button></form>
<form method="post"><button name="do" value="deliver">Tell now what was kept</button></form>
<h2>Payments</h2>
${sessions.length ? `<ul>${sessions.map((session) => this.line(session)).join("")}</ul>` : "<p>None yet.</p>"}`)
  }

  private line({ id, amount_total, currency, metadata, status, payment_intent }: Session): string {
    const { state } = this.parts
    const intent = state.intents.get(payment_intent ?? "")
    const button = (verb: string, on: string, label: string) =>
      `<form method="post"><input type="hidden" name="id" value="${on}"><button name="do" value="${verb}">${label}</button></form>`
    const buttons: string[] = []
    if (intent?.status === "processing")
      buttons.push(button("debited", id, "The debit goes through"), button("bounced", id, "The debit fails"))
    const dispute = [...state.disputes.values()].find((each) => each.payment_intent === intent?.id)
    if (intent?.status === "succeeded" && !dispute) buttons.push(button("dispute", intent.id, "The payer disputes it"))
    if (dispute?.status === "needs_response")
      buttons.push(
        button("won", dispute.id, "The bank decides for us"),
        button("lost", dispute.id, "The bank decides for the payer"),
      )
    const stand = [status, intent?.status, dispute && `dispute: ${dispute.status}`].filter(Boolean).join(", ")
    const amount = `${(amount_total / 100).toFixed(2)} ${currency.toUpperCase()}`
    return `<li>${escape(metadata.booking ?? id)}: ${amount}, ${stand}<br>${buttons.join("")}</li>`
  }

  /** Does what a form of the page says; what makes no sense any more does nothing. */
  async obey(form: URLSearchParams): Promise<void> {
    const { events, checkout, disputes, state } = this.parts
    const [what, id] = [form.get("do") ?? "", form.get("id") ?? ""]
    switch (what) {
      case "tell": {
        const how = form.get("told") as How
        if (!Object.hasOwn(deliveries, how)) return
        this.how = how
        events.delivery = deliveries[how].delivery
        return
      }
      case "deliver":
        return events.deliverKept()
      case "debited":
      case "bounced":
        if (state.intents.get(state.sessions.get(id)?.payment_intent ?? "")?.status === "processing")
          checkout.settleDebit(id, { succeeds: what === "debited" })
        return
      case "dispute":
        if (state.intents.has(id)) disputes.create(id, this.wayOf(id))
        return
      case "won":
      case "lost":
        if (state.disputes.get(id)?.status === "needs_response") disputes.close(id, { won: what === "won" })
    }
  }

  private wayOf(intentId: string): "card" | "sepa_debit" {
    const session = [...this.parts.state.sessions.values()].find(({ payment_intent }) => payment_intent === intentId)
    return session?.allowed_payment_method_types.includes("sepa_debit") ? "sepa_debit" : "card"
  }
}
