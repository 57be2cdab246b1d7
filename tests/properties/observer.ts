import type pg from "pg"
import { alwaysTrue } from "../support/always-true"

const throughTheLog = "every change of a seat is in the log, once"

/**
 * Looks at a database from a connection of its own while others write: each look is one statement and sees what is
 * committed at that moment. A released seat that it has seen once has to stay as it was.
 */
export class Observer {
  readonly broken = new Set<string>()
  looks = 0
  readonly #released = new Map<string, string>()

  constructor(readonly client: pg.Client) {}

  /** Looks again and again until the work is done, and then once more at everything. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    let working = true
    const done = work.finally(() => (working = false))
    // What fails while somebody looks is said below, once the look is over.
    done.catch(() => undefined)
    try {
      while (working) await this.#look(atAnyMoment)
      await this.#look(everything)
    } finally {
      await done
    }
    return done
  }

  saw(sentence: string): boolean {
    return [...this.broken].some((broken) => broken.startsWith(sentence))
  }

  async #look(sentences: string): Promise<void> {
    const { rows } = await this.client.query<{ sentence: string; of: string }>(sentences)
    for (const { sentence, of } of rows) this.broken.add(`${sentence}: ${of}`)
    const seats = await this.client.query<{ id: string; row: string }>(
      "SELECT id, (state, release_reason, released_at, group_session_id)::text AS row FROM seats WHERE released_at IS NOT NULL",
    )
    const now = new Map(seats.rows.map(({ id, row }) => [id, row]))
    for (const [id, row] of this.#released) {
      if (now.get(id) !== row) this.broken.add(`a released seat never comes back: ${id}`)
    }
    for (const [id, row] of now) this.#released.set(id, row)
    this.looks++
  }
}

const asOneStatement = (sentences: string[]) =>
  sentences
    .map(
      (sentence, index) =>
        `SELECT '${sentence}' AS sentence, q${index}::text AS of FROM (${alwaysTrue[sentence]}) q${index}`,
    )
    .join(" UNION ALL ")

const everything = asOneStatement(Object.keys(alwaysTrue))
const atAnyMoment = asOneStatement(Object.keys(alwaysTrue).filter((sentence) => sentence !== throughTheLog))
