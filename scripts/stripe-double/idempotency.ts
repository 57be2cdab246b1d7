import { type Answer, StripeError } from "./state"

type Kept = { request: string; answer: Answer | null; at: number }

/** Stripe forgets a key after a day. */
const memoryMs = 24 * 60 * 60_000

/**
 * What was answered to a key is answered again, errors of the server included; the same key for something else is
 * refused, and while the first is still being worked on the second is told to come back.
 */
export class Keys {
  /** As if there were no keys: for the twins in the tests. */
  forgetful = false
  private readonly kept = new Map<string, Kept>()

  constructor(private readonly now: () => Date) {}

  async answer(key: string | undefined, request: string, work: () => Promise<Answer>): Promise<Answer> {
    if (!key || this.forgetful) return work()
    const at = this.now().getTime()
    const earlier = this.kept.get(key)
    if (earlier && at - earlier.at < memoryMs) {
      if (earlier.request !== request)
        throw new StripeError(400, "Keys can only be used with the same parameters.", undefined, "idempotency_error")
      if (!earlier.answer)
        throw new StripeError(409, "Another request with this key is under way.", "idempotency_key_in_use")
      return { ...earlier.answer, replayed: true }
    }
    const mine: Kept = { request, answer: null, at }
    this.kept.set(key, mine)
    try {
      return (mine.answer = await work())
    } catch (error) {
      // What was wrong with the request itself is not kept.
      this.kept.delete(key)
      throw error
    }
  }
}
