import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib"

/** How many encodings may lie inside of each other: a name in JSON in base64 in a quoted-printable mail. */
const layers = 5

/**
 * Everything that some bytes can be read as: themselves and what is packed into them, in any order and nesting of
 * gzip, quoted-printable, base64, hex, percent, JSON and HTML escapes, folded lines and encoded words.
 */
export function* readings(content: Buffer | string): Generator<string> {
  const seen = new Set<string>()
  const open: [bytes: Buffer, depth: number][] = [[Buffer.from(content), 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [bytes, depth] = next
    const text = bytes.toString("utf8")
    if (seen.has(text)) continue
    seen.add(text)
    yield text
    if (text.includes("\ufffd")) yield bytes.toString("latin1")
    // An id may stand in a token as its sixteen bytes.
    if (!isText(text)) yield bytes.toString("hex")
    if (depth === layers) continue
    for (const inner of unpack(bytes, text)) open.push([inner, depth + 1])
  }
}

function* unpack(bytes: Buffer, text: string): Generator<Buffer> {
  yield* decompressed(bytes)
  if (!isText(text)) return
  for (const rewrite of [unfolded, fromQuotedPrintable, fromPercent, fromJsonEscapes, fromEntities, fromEncodedWords]) {
    const inner = rewrite(text)
    if (inner !== text) yield Buffer.from(inner)
  }
  for (const run of text.replace(/(?<=[\w+/]{40})\r?\n(?=[\w+/=])/g, "").matchAll(/[A-Za-z0-9+/]{12,}/g)) yield Buffer.from(run[0], "base64")
  for (const run of text.matchAll(/[\w-]{12,}/g)) yield Buffer.from(run[0], "base64url")
  for (const run of text.matchAll(/\b(?:[0-9a-f]{2}){6,}\b/gi)) yield Buffer.from(run[0], "hex")
}

/** Whether it is worth looking for escapes in it; of what is none, the bytes alone are searched. */
const isText = (text: string) => {
  const odd = text.slice(0, 2000).match(/[^\t\n\r\u0020-\u007e\u00a0-\u024f\u2000-\u206f\u20ac]/g)?.length ?? 0
  return odd <= text.slice(0, 2000).length * 0.1
}

function* decompressed(bytes: Buffer): Generator<Buffer> {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const zlib = bytes[0] === 0x78 && ((bytes[0] << 8) | (bytes[1] ?? 0)) % 31 === 0
  const unknown = !gzip && !zlib && bytes.length > 8 && !isText(bytes.toString("utf8"))
  for (const inflate of gzip ? [gunzipSync] : zlib ? [inflateSync] : unknown ? [brotliDecompressSync, inflateRawSync] : []) {
    try {
      yield inflate(bytes)
    } catch {
      // It only looked like it.
    }
  }
}

/** Lines of mail headers and calendars are folded (RFC 5322, RFC 5545); calendars escape with a backslash. */
const unfolded = (text: string) => text.replace(/\r?\n[ \t]/g, "").replace(/\\([,;\\])/g, "$1")

const fromQuotedPrintable = (text: string) =>
  fromBytes(text.replace(/=[ \t]*\r?\n/g, ""), /=([0-9A-F]{2})/gi)

const fromPercent = (text: string) => fromBytes(text.replace(/(?<=[\w%])\+(?=[\w%])/g, " "), /%([0-9a-f]{2})/gi)

/** Replaces escaped bytes, taking each run of them as UTF-8. */
function fromBytes(text: string, escape: RegExp): string {
  const run = new RegExp(`(?:${escape.source})+`, escape.flags)
  return text.replace(run, (escaped) => Buffer.from([...escaped.matchAll(escape)].map((match) => parseInt(match[1] ?? "", 16))).toString("utf8"))
}

const fromJsonEscapes = (text: string) =>
  text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\(["'/\\])/g, "$1")

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", shy: "", auml: "ä", ouml: "ö", uuml: "ü", Auml: "Ä", Ouml: "Ö", Uuml: "Ü", szlig: "ß", commat: "@", period: "." }

const fromEntities = (text: string) =>
  text
    .replace(/&#(\d{1,7});/g, (_, code: string) => fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code: string) => fromCodePoint(parseInt(code, 16)))
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)

const fromCodePoint = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd")

/** Encoded words of mail headers (RFC 2047) and extended parameters such as a file name (RFC 2231). */
const fromEncodedWords = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?[\w-]+\?([BQ])\?([^?\s]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === "B" ? Buffer.from(word, "base64").toString("utf8") : fromQuotedPrintable(word.replaceAll("_", " ")),
    )
