import type { OutgoingHttpHeaders } from "node:http"
import type { Captured } from "./capture-response"
import { newNonce, NonceTemplate } from "./nonce-template"

export type Page = { status: number; headers: OutgoingHttpHeaders; byteLength: number; fill(nonce: string): Buffer }

type Entry = { startedAt: number; page: Promise<Page> }

/**
 * Pages that are the same for everybody, kept for a moment (docs/decisions/0001). Many requests for one address lead
 * to one rendering at a time; each gets a copy with a nonce of its own, the first one too: the nonce that a page was
 * rendered with is never sent to anyone.
 *
 * Age counts from the start of the rendering, so that what was read for it is never older than `freshMs` when a new
 * request comes in. Only a 200 is kept; anything else goes to those who were waiting for it, and one that sets a
 * cookie to nobody.
 */
export class PageCache {
  readonly #entries = new Map<string, Entry>()
  readonly #render: (key: string, nonce: string) => Promise<Captured>
  readonly #options: { freshMs: number; maxEntries: number; now: () => number }

  constructor(
    render: (key: string, nonce: string) => Promise<Captured>,
    options: { freshMs?: number; maxEntries?: number; now?: () => number } = {},
  ) {
    this.#render = render
    this.#options = { freshMs: 500, maxEntries: 200, now: () => performance.now(), ...options }
  }

  /**
   * @throws what the rendering throws, and NotSharedError for an answer that is one person's
   */
  async get(key: string): Promise<Page> {
    const { freshMs, maxEntries, now } = this.#options
    const kept = this.#entries.get(key)
    if (kept && now() - kept.startedAt < freshMs) return kept.page
    const entry: Entry = { startedAt: now(), page: this.#renderPage(key) }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    // The oldest first: a Map remembers the order in which keys came in.
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries) break
      this.#entries.delete(oldest)
    }
    const forget = () => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
    }
    entry.page.then((page) => page.status === 200 || forget(), forget)
    return entry.page
  }

  async #renderPage(key: string): Promise<Page> {
    const nonce = newNonce()
    const { status, headers, body } = await this.#render(key, nonce)
    if (headers["set-cookie"] !== undefined) throw new NotSharedError()
    const template = new NonceTemplate(body, nonce)
    return {
      status,
      headers: withoutNonce(headers, nonce),
      byteLength: body.length,
      fill: (fresh) => template.fill(fresh),
    }
  }
}

/** The answer was not for everybody: ask again in one's own name. */
export class NotSharedError extends Error {}

/**
 * Headers are the same in every copy: a nonce is cut out of `Link`, whose fonts and styles come from here and need
 * none, and any other header that names it goes.
 */
function withoutNonce({ link, ...headers }: OutgoingHttpHeaders, nonce: string): OutgoingHttpHeaders {
  const others = Object.entries(headers).filter(([, value]) => !String(value).includes(nonce))
  const cut = String(link ?? "").replaceAll(`; nonce="${nonce}"`, "")
  return { ...Object.fromEntries(others), ...(cut && !cut.includes(nonce) && { link: cut }) }
}
