import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { expect } from "vitest"

type Wish = { requestId: string; sessionId: string }

/**
 * People who book one after the other and do not give up: without an answer, or with an error, they send the same
 * request again to the other app. Every second one also types the code. What they were promised is remembered.
 */
export class Stream {
  /** Reference by request id: answered with 201. */
  readonly promised = new Map<string, string>()
  /** References whose code was answered with "confirmed". */
  readonly confirmed = new Set<string>()
  refused = 0
  unanswered = 0
  #running = true
  /** The newest answers, for the report of a stream that has dried up. */
  #answers: string[] = []
  readonly #people: Promise<void>[]

  constructor(
    readonly origins: string[],
    readonly sessions: string[],
    /** The code in the mail of a booking; null where there is no such booking any more. */
    readonly codeOf: (reference: string) => Promise<string | null>,
    people = 8,
  ) {
    this.#people = Array.from({ length: people }, (_, index) => this.#bookOn(index))
  }

  /** Waits until so many more have been promised a seat. */
  async flows(bookings: number): Promise<void> {
    const goal = this.promised.size + bookings
    const flowing = expect.poll(() => this.promised.size, { timeout: 60_000, interval: 10 })
    await flowing.toBeGreaterThanOrEqual(goal).catch((error: unknown) => {
      throw new Error(`The stream has dried up; the last answers were ${this.#answers.join(", ")}.`, { cause: error })
    })
  }

  async end(): Promise<void> {
    this.#running = false
    await Promise.all(this.#people)
  }

  async #bookOn(index: number): Promise<void> {
    for (let round = index; this.#running; round++) {
      const wish = { requestId: randomUUID(), sessionId: this.sessions[round % this.sessions.length]! }
      await this.#insist(index, (origin) => this.#isAnswered(wish, origin))
      const reference = this.promised.get(wish.requestId)
      if (reference && index % 2) await this.#insist(index, (origin) => this.#isConfirmed(reference, origin))
    }
  }

  async #insist(index: number, ask: (origin: string) => Promise<boolean>): Promise<void> {
    for (let attempt = index; !(await ask(this.origins[attempt % this.origins.length]!)); attempt++) {
      this.unanswered++
      if (!this.#running) return
      await sleep(20)
    }
  }

  async #isAnswered(wish: Wish, origin: string): Promise<boolean> {
    const { status, reference } = await this.#ask(wish, origin).catch(() => ({ status: 0, reference: "" }))
    if (status === 409) this.refused++
    if (status === 201) this.promised.set(wish.requestId, reference)
    return status === 201 || status === 409
  }

  async #isConfirmed(reference: string, origin: string): Promise<boolean> {
    try {
      const code = await this.codeOf(reference)
      // Lost although it was promised: nobody can make it good, and trying for ever would only keep the others waiting.
      if (code === null) return true
      const { status, body } = await this.#post(`${origin}/api/v1/bookings/${reference}/verification`, { code })
      if (status === 200 && body.status === "confirmed") this.confirmed.add(reference)
      return status === 200
    } catch {
      return false
    }
  }

  async #ask({ requestId, sessionId }: Wish, origin: string): Promise<{ status: number; reference: string }> {
    const somebody = { givenName: "Petra", familyName: "Muster", company: "Muster GmbH", role: "owner" }
    const participant = { ...somebody, email: `${requestId}@muster.example` }
    const agreed = { locale: "de", businessUse: true, acceptTerms: true }
    const { status, body } = await this.#post(`${origin}/api/v1/bookings`, {
      requestId,
      sessionId,
      participant,
      ...agreed,
    })
    return { status, reference: body.reference ?? "" }
  }

  async #post(url: string, json: object): Promise<{ status: number; body: Record<string, string> }> {
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(json),
        signal: AbortSignal.timeout(5_000),
      })
      const body = (await response.json()) as Record<string, string>
      this.#remember(`${response.status} ${body.reason ?? ""}`)
      return { status: response.status, body }
    } catch (error) {
      this.#remember(String(error))
      throw error
    }
  }

  #remember(answer: string): void {
    this.#answers = [...this.#answers.slice(-15), answer]
  }
}
