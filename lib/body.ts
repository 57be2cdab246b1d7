import { IncomingMessage } from "node:http"

/** Forms and JSON of this app are a few KB; nothing is uploaded. */
export const maxBodyBytes = 64 * 1024
/** How much of a refused body is read and thrown away, so that the sender gets to read the answer. */
const maxDiscardBytes = 16 * 1024 * 1024

/**
 * Holds a body to its limit before anything reads it. A declared length is believed (Node ends the body there); a
 * body in chunks of unknown number is read here first and passed on in one piece.
 * @returns the request to go on with, or null when the body is too large; then call `discardBody` after answering
 */
export async function limitBody(req: IncomingMessage, limit = maxBodyBytes): Promise<IncomingMessage | null> {
  const declared = req.headers["content-length"]
  if (declared !== undefined) return Number(declared) <= limit ? req : null
  if (req.headers["transfer-encoding"] === undefined) return req
  const chunks: Buffer[] = []
  let size = 0
  const within = await new Promise<boolean>((resolve, reject) => {
    req.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else resolve(false)
    })
    req
      .once("end", () => resolve(true))
      .once("error", reject)
      .once("close", () => reject(new Error("aborted")))
  })
  return within ? replay(req, Buffer.concat(chunks)) : null
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
function replay(req: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(req.socket)
  Object.assign(copy, { method: req.method, url: req.url, httpVersion: req.httpVersion, complete: true })
  Object.assign(copy, { httpVersionMajor: req.httpVersionMajor, httpVersionMinor: req.httpVersionMinor })
  copy.headers = { ...req.headers, "content-length": String(body.length) }
  delete copy.headers["transfer-encoding"]
  copy.push(body)
  copy.push(null)
  return copy
}
