import { IncomingMessage } from "node:http"

/** Forms and JSON of this app are a few KB. */
export const maxBodyBytes = 64 * 1024
/** Where the team brings files along: a portrait, a list of people, a bank statement, the archive of a house that is not very large. */
export const maxFileBytes = 32 * 1024 * 1024
/** Such a form: the file and what is around it. */
export const maxUploadBytes = maxFileBytes + maxBodyBytes
const uploads = /^\/(en\/)?organizer\/(settings\/(transfer|look)|money\/statement)$/

/** Whether a page takes files. */
export const takesFiles = (path: string): boolean => uploads.test(path)

/** A mail service tells of up to a thousand mails at once; what Stripe tells is smaller. */
const maxEventBytes = 1024 * 1024

/** How large a body may be where no files are taken. */
export const bodyLimit = (path: string): number =>
  /^\/api\/(mail-events|stripe)\//.test(path) ? maxEventBytes : maxBodyBytes

/** How much of a refused body is read and thrown away, so that the sender gets to read the answer. */
const maxDiscardBytes = 2 * maxUploadBytes

/**
 * Reads a whole body before the app is asked: what is too large, or never comes to its end, does not reach it.
 * @returns the body; null when it is too large, then call `discardBody` after answering
 * @throws Error when the sender hangs up
 */
export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer | null> {
  const declared = Number(req.headers["content-length"] ?? 0)
  if (declared > limit) return null
  if (declared === 0 && req.headers["transfer-encoding"] === undefined) return Buffer.alloc(0)
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    req.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else resolve(null)
    })
    req.once("end", () => resolve(Buffer.concat(chunks)))
    req.once("error", reject).once("close", () => reject(new Error("aborted")))
  })
}

/** Reads on, up to a point, what was refused; then ends the connection. */
export function discardBody(req: IncomingMessage): void {
  let size = 0
  req.on("data", (chunk: Buffer) => {
    size += chunk.length
    if (size > maxDiscardBytes) req.destroy()
  })
  req.resume()
}

/** The same request with its body from memory. */
export function withBody(req: IncomingMessage, body: Buffer): IncomingMessage {
  if (body.length === 0) return req
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor } = req
  const copy = Object.assign(new IncomingMessage(req.socket), {
    method,
    url,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
  })
  copy.headers = { ...req.headers, "content-length": String(body.length) }
  delete copy.headers["transfer-encoding"]
  copy.complete = true
  copy.push(body)
  copy.push(null)
  return copy
}
