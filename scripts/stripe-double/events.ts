import { createHmac } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { Event, State } from "./state"

/** What becomes of what is told. Without any of it each event is told once, at once and in order. */
export type Delivery = {
  delayMs?: number
  /** How often each is told. */
  copies?: number
  /** Told in the other order: kept until `deliverKept`. */
  keep?: boolean
  /** Not told at all; it stands in the list of events only. */
  lose?: boolean
}

export type Hook = { url: string; secret: string }

/** The header by which the receiver knows that it was us. */
export function signatureOf(payload: string, secret: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000)
  return `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${payload}`).digest("hex")}`
}

export class Events {
  delivery: Delivery = {}
  private kept: Event[] = []
  private readonly underWay = new Set<Promise<void>>()

  constructor(
    private readonly state: State,
    private readonly hook: () => Hook | null,
    private readonly apiVersion: string,
  ) {}

  tell(type: string, object: object): void {
    const { state, delivery } = this
    const event: Event = {
      ...{ id: state.newId("evt"), object: "event", type, api_version: this.apiVersion, created: state.seconds() },
      ...{ livemode: false, pending_webhooks: 1, request: { id: null, idempotency_key: null } },
      data: { object: structuredClone(object) },
    }
    state.events.unshift(event)
    if (delivery.lose) return
    if (delivery.keep) {
      this.kept.push(event)
      return
    }
    for (let copy = 0; copy < (delivery.copies ?? 1); copy++) this.send(event, delivery.delayMs ?? 0)
  }

  /** What was kept, the last first. */
  async deliverKept(): Promise<void> {
    for (const event of this.kept.splice(0).reverse()) this.send(event, 0)
    await this.settled()
  }

  /** Until everything that is under way has arrived. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay)
  }

  private send(event: Event, delayMs: number): void {
    const hook = this.hook()
    if (!hook) return
    const sending = this.post(event, hook, delayMs).finally(() => this.underWay.delete(sending))
    this.underWay.add(sending)
  }

  private async post(event: Event, { url, secret }: Hook, delayMs: number): Promise<void> {
    // The time of whoever receives it: they compare it with their own clock.
    const retriesMs = [0, 500, 5_000]
    if (delayMs) await sleep(delayMs)
    const payload = JSON.stringify(event)
    for (const waitMs of retriesMs) {
      if (waitMs) await sleep(waitMs)
      const headers = {
        "content-type": "application/json",
        "stripe-signature": signatureOf(payload, secret, new Date()),
      }
      const answer = await fetch(url, { method: "POST", headers, body: payload }).catch(() => null)
      if (answer?.ok) {
        event.pending_webhooks = 0
        return
      }
    }
  }
}
