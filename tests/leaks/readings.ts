import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib"

/** How many encodings may lie inside of each other: a name in JSON in base64 in a quoted-printable mail. */
const layers = 5

/**
 * Everything that some bytes can be read as: themselves and what is packed into them, in any order and nesting of
 * gzip, quoted-printable, base64, hex, percent, JSON and HTML escapes, folded lines and encoded words.
 * @param known words that need not be unpacked again; those met are added
 */
export function* readings(content: Buffer | string, known = new Set<string>()): Generator<string> {
  const seen = new Set<string>()
  const open: [bytes: Buffer, depth: number][] = [[Buffer.from(content), 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [bytes, depth] = next
    const text = bytes.toString("utf8")
    if (seen.has(text)) continue
    seen.add(text)
    if (!isText(text)) {
      // An id may stand in a token as its sixteen bytes.
      yield bytes.toString("hex")
      if (depth === 0) yield bytes.toString("latin1")
      for (const inner of decompressed(bytes)) open.push([inner, depth + 1])
      continue
    }
    yield text
    if (text.includes("\ufffd")) yield bytes.toString("latin1")
    if (depth < layers) for (const inner of unpack(text, known)) open.push([inner, depth + 1])
  }
}

function* unpack(text: string, known: Set<string>): Generator<Buffer> {
  for (const rewrite of [asMail, asPage]) {
    const inner = rewrite(text)
    if (inner !== text) yield Buffer.from(inner)
  }
  const joined = text.replace(/(?<=[\w+/]{40})\r?\n(?=[\w+/=])/g, "")
  for (const [pattern, encoding] of packed) {
    for (const [word] of joined.matchAll(pattern)) {
      if (known.has(word)) continue
      known.add(word)
      yield Buffer.from(word, encoding)
    }
  }
}

const packed = [
  [/[A-Za-z0-9+/]{12,}/g, "base64"],
  [/[\w-]{12,}/g, "base64url"],
  [/\b(?:[0-9a-f]{2}){6,}\b/gi, "hex"],
] as const

/** Whether it is worth looking for escapes in it. */
const isText = (text: string) => {
  const start = text.slice(0, 2000)
  const odd =
    start.match(/[^\t\n\r\u0020-\u007e\u00a0-\u024f\u0300-\u036f\u2000-\u206f\u20ac\u2190-\u21ff]/g)?.length ?? 0
  return odd <= start.length * 0.1
}

function* decompressed(bytes: Buffer): Generator<Buffer> {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b
  const zlib = bytes[0] === 0x78 && ((bytes[0] << 8) | (bytes[1] ?? 0)) % 31 === 0
  for (const inflate of gzip ? [gunzipSync] : zlib ? [inflateSync] : [brotliDecompressSync, inflateRawSync]) {
    try {
      yield inflate(bytes)
    } catch {
      // It only looked like it.
    }
  }
}

const asMail = (text: string) => fromEncodedWords(fromQuotedPrintable(unfolded(text)))
const asPage = (text: string) => fromPercent(fromEntities(fromJsonEscapes(text)))

/** Lines of mail headers and calendars are folded (RFC 5322, RFC 5545); calendars escape with a backslash. */
const unfolded = (text: string) => text.replace(/\r?\n[ \t]/g, "").replace(/\\([,;\\])/g, "$1")

const fromQuotedPrintable = (text: string) => fromBytes(text.replace(/=[ \t]*\r?\n/g, ""), /=([0-9A-F]{2})/gi)

const fromPercent = (text: string) => fromBytes(text.replace(/(?<=[\w%])\+(?=[\w%])/g, " "), /%([0-9a-f]{2})/gi)

/** Replaces escaped bytes, taking each run of them as UTF-8. */
function fromBytes(text: string, escape: RegExp): string {
  const run = new RegExp(`(?:${escape.source})+`, escape.flags)
  return text.replace(run, (escaped) =>
    Buffer.from([...escaped.matchAll(escape)].map((match) => parseInt(match[1] ?? "", 16))).toString("utf8"),
  )
}

const fromJsonEscapes = (text: string) =>
  text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\(["'/\\])/g, "$1")

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  shy: "",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  commat: "@",
  period: ".",
}

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
      kind.toUpperCase() === "B"
        ? Buffer.from(word, "base64").toString("utf8")
        : fromQuotedPrintable(word.replaceAll("_", " ")),
    )
