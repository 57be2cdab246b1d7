import { type Outcome, refuse } from "./errors"

const maxBytes = 10 * 1024 ** 2
/** Enough for any camera, and not for a picture that is small to send and huge to unpack. */
const maxPixels = 60_000_000
const formats = ["jpeg", "png", "webp"]
const side = 640

/**
 * A photograph as a small square in WebP: upright, cut to what a face stands out from, without what a camera writes into
 * it (where and when it was taken). Pixels are decoded and encoded anew, so that nothing else survives in the file.
 *
 * Refuses what is larger than 10 MB (`picture_too_large`) and what is no JPEG, PNG or WebP of one page
 * (`picture_unreadable`); drawings (SVG) are programs and are not read.
 */
export async function toSquare(
  bytes: Uint8Array,
): Promise<Outcome<{ webp: Buffer }, "picture_too_large" | "picture_unreadable">> {
  if (bytes.length > maxBytes) return refuse("picture_too_large")
  if (!isPhotograph(bytes)) return refuse("picture_unreadable")
  // Loaded where it is needed: its native part is missing on machines that nobody has built it for.
  const { default: sharp } = await import("sharp")
  try {
    const picture = sharp(bytes, { limitInputPixels: maxPixels, failOn: "error" })
    const { format, pages = 1 } = await picture.metadata()
    if (!formats.includes(format) || pages > 1) return refuse("picture_unreadable")
    const webp = await picture
      .autoOrient()
      .resize(side, side, { fit: "cover", position: sharp.strategy.attention })
      .flatten({ background: "#faf7f1" })
      .webp({ quality: 82 })
      .toBuffer()
    return { ok: true, webp }
  } catch {
    // Whatever is not such a picture fails in its own way.
    return refuse("picture_unreadable")
  }
}

/** By its first bytes, before any decoder sees it: JPEG, PNG or RIFF with WEBP in it. */
function isPhotograph(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1")
  return head.startsWith("\xff\xd8\xff") || head.startsWith("\x89PNG\r\n\x1a\n") || /^RIFF[^]{4}WEBP/.test(head)
}
