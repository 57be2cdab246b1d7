/** A body that is not one JSON text. */
export class MalformedJsonError extends Error {}

/**
 * The JSON of a request. Refuses bytes that are no UTF-8 and objects that hold a name twice: of two values the reader
 * would take one and whoever checked before it perhaps the other (RFC 7493, sections 2.1 and 2.3).
 * @throws MalformedJsonError
 */
export function parseJson(bytes: ArrayBuffer): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes)
    const value: unknown = JSON.parse(text)
    if (countNames(text) !== countKeys(value)) throw new MalformedJsonError()
    return value
  } catch {
    throw new MalformedJsonError()
  }
}

/** How many names a JSON text writes down: strings followed by a colon. */
function countNames(text: string): number {
  let names = 0
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon) names++
  return names
}

/** How many of them are left in the value; by hand, since nesting may be deeper than the stack. */
function countKeys(value: unknown): number {
  let keys = 0
  const rest = [value]
  while (rest.length > 0) {
    const next = rest.pop()
    if (typeof next !== "object" || next === null) continue
    const values = Object.values(next)
    if (!Array.isArray(next)) keys += values.length
    for (const inner of values) rest.push(inner)
  }
  return keys
}
