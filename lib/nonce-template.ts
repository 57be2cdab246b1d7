import { randomBytes } from "node:crypto"

/** 144 random bits, 24 characters of base64url: always the same length, so that a page keeps its own. */
export const newNonce = (): string => randomBytes(18).toString("base64url")

/** A rendered page in which every occurrence of its nonce can be replaced at the cost of a copy. */
export class NonceTemplate {
  readonly #page: Buffer
  readonly #places: number[] = []

  constructor(page: Buffer, nonce: string) {
    this.#page = page
    for (let at = page.indexOf(nonce); at !== -1; at = page.indexOf(nonce, at + nonce.length)) this.#places.push(at)
  }

  get byteLength(): number {
    return this.#page.length
  }

  /** The page with another nonce of the same length. */
  fill(nonce: string): Buffer {
    const copy = Buffer.from(this.#page)
    for (const place of this.#places) copy.write(nonce, place, "latin1")
    return copy
  }
}
