import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http"
import { Socket } from "node:net"

export type Captured = { status: number; headers: OutgoingHttpHeaders; body: Buffer }

/** What answers a request: Next, or a small app in the tests. */
export type Handler = (req: IncomingMessage, res: ServerResponse) => unknown

/**
 * Asks a handler for a page without a client: the request holds nothing but the given address and headers, so what
 * comes back is the same for everybody, and nobody's leaving ends it.
 * @throws Error when there is no answer within 15 s
 */
export async function captureResponse(
  handler: Handler,
  request: { url: string; headers: Record<string, string> },
): Promise<Captured> {
  const req = new IncomingMessage(new Socket())
  Object.assign(req, { method: "GET", url: request.url, httpVersion: "1.1", httpVersionMajor: 1, httpVersionMinor: 1 })
  req.headers = { ...request.headers }
  req.complete = true
  req.push(null)
  const res = new MemoryResponse(req)
  const answered = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("page took too long")), 15_000)
    res.once("close", () => {
      clearTimeout(timer)
      if (res.finished) resolve()
      else reject(new Error("page ended early"))
    })
  })
  await Promise.all([handler(req, res), answered])
  return { status: res.statusCode, headers: res.getHeaders(), body: Buffer.concat(res.chunks) }
}

/** A response that keeps what is written instead of sending it. */
class MemoryResponse extends ServerResponse {
  readonly chunks: Buffer[] = []
  #begun = false

  constructor(req: IncomingMessage) {
    super(req)
    // An accessor of the class would not do: Node's own is one too, but declared as a field.
    Object.defineProperty(this, "headersSent", { get: () => this.#begun })
  }

  override flushHeaders(): void {
    this.#begun = true
  }

  override writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status
    const headers = rest.findLast((value) => typeof value === "object") as OutgoingHttpHeaders | undefined
    for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) this.setHeader(name, value)
    this.#begun = true
    return this
  }

  override write(chunk: string | Uint8Array): boolean {
    this.#begun = true
    this.chunks.push(Buffer.from(chunk as Uint8Array))
    return true
  }

  override end(chunk?: unknown): this {
    if (this.finished) return this
    if (typeof chunk === "string" || chunk instanceof Uint8Array) this.write(chunk)
    this.#begun = true
    this.finished = true
    this.emit("finish")
    this.emit("close")
    return this
  }

  override destroy(error?: Error): this {
    this.destroyed = true
    this.emit("close")
    return super.destroy(error)
  }
}
