import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { expect } from "vitest"

type Wish = { requestId: string; sessionId: string }

/**
 * People who book one after the other and do not give up: without an answer, or with an error, they send the same
 * request again to the other app. What they were promised is remembered.
 */
export class Stream {
  /** Reference by request id: answered with 201. */
  readonly promised = new Map<string, string>()
  refused = 0
  unanswered = 0
  #running = true
  readonly #people: Promise<void>[]

  constructor(
    readonly origins: string[],
    readonly sessions: string[],
    people = 8,
  ) {
    this.#people = Array.from({ length: people }, (_, index) => this.#bookOn(index))
  }

  /** Waits until so many more have been promised a seat. */
  async flows(bookings: number): Promise<void> {
    const goal = this.promised.size + bookings
    await expect.poll(() => this.promised.size, { timeout: 60_000, interval: 10 }).toBeGreaterThanOrEqual(goal)
  }

  async end(): Promise<void> {
    this.#running = false
    await Promise.all(this.#people)
  }

  async #bookOn(index: number): Promise<void> {
    for (let round = index; this.#running; round++) {
      const wish = { requestId: randomUUID(), sessionId: this.sessions[round % this.sessions.length]! }
      for (
        let attempt = index;
        !(await this.#isAnswered(wish, this.origins[attempt % this.origins.length]!));
        attempt++
      ) {
        this.unanswered++
        if (!this.#running) return
        await sleep(20)
      }
    }
  }

  async #isAnswered(wish: Wish, origin: string): Promise<boolean> {
    const { status, reference } = await this.#ask(wish, origin).catch(() => ({ status: 0, reference: "" }))
    if (status === 409) this.refused++
    if (status === 201) this.promised.set(wish.requestId, reference)
    return status === 201 || status === 409
  }

  async #ask({ requestId, sessionId }: Wish, origin: string): Promise<{ status: number; reference: string }> {
    const somebody = { givenName: "Petra", familyName: "Muster", company: "Muster GmbH", role: "owner" }
    const participant = { ...somebody, email: `${requestId}@muster.example` }
    const agreed = { locale: "de", businessUse: true, acceptTerms: true }
    const response = await fetch(`${origin}/api/v1/bookings`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ requestId, sessionId, participant, ...agreed }),
      signal: AbortSignal.timeout(5_000),
    })
    const { reference = "" } = (await response.json()) as { reference?: string }
    return { status: response.status, reference }
  }
}
