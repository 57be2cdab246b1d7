import { createServer, type IncomingMessage, request as send, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Handler } from "@/lib/capture-response"
import { gate, type GateOptions } from "@/lib/gate"

/** What came in behind the gate, as the app would see it. */
export type Seen = { method: string; url: string; headers: IncomingMessage["headers"]; body: string }

export type House = {
  origin: string
  seen: Seen[]
  /** How often the app was asked for a page. */
  asked: () => number
  ask: (path: string, options?: Ask) => Promise<Answer>
  close: () => Promise<void>
}

type Ask = { method?: string; headers?: Record<string, string>; body?: string | Buffer; chunks?: Buffer[] }
export type Answer = { status: number; headers: IncomingMessage["headers"]; text: string }

/** The gate in front of a small app that renders the nonce it was given, on a port of its own. */
export async function openHouse(options: Partial<GateOptions> = {}, app: Handler = smallApp): Promise<House> {
  const seen: Seen[] = []
  let asked = 0
  const recording: Handler = async (req, res) => {
    asked++
    const body = Buffer.concat((await req.toArray()) as Buffer[])
    seen.push({ method: req.method ?? "", url: req.url ?? "", headers: req.headers, body: body.toString() })
    await app(Object.assign(req, { readBody: body }), res)
  }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://localhost:${port}`
  server.on("request", gate(recording, { publicUrl: origin, trustedProxies: "", ...options }))
  return {
    origin,
    seen,
    asked: () => asked,
    ask: (path, asking = {}) => ask(port, path, asking),
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  }
}

export const nonceOf = (text: string | undefined): string | undefined =>
  /nonce[-=]["']?([\w-]{24})/.exec(text ?? "")?.[1]

function smallApp(req: IncomingMessage, res: ServerResponse): void {
  const nonce = nonceOf(String(req.headers["content-security-policy"]))
  if (req.url === "/sessions/gone") res.statusCode = 404
  if (req.url === "/sessions/cookie") res.setHeader("Set-Cookie", "runde_bookings=x")
  res.setHeader("Content-Type", "text/html; charset=utf-8")
  res.setHeader("Link", `</a.js>; rel=preload; nonce="${nonce}"`)
  res.write(`<!doctype html><title>Grüße</title><script nonce="${nonce}">1</script>`)
  setTimeout(() => res.end(`<script nonce="${nonce}">2</script>`), 20)
}

function ask(port: number, path: string, { method = "GET", headers = {}, body, chunks }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = send(
      { host: "127.0.0.1", port, path, method, headers: { host: `localhost:${port}`, ...headers } },
      (res) => {
        let text = ""
        res.setEncoding("utf8").on("data", (part: string) => (text += part))
        res.on("end", () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text })).on("error", reject)
      },
    )
    req.on("error", reject)
    if (body !== undefined) req.setHeader("Content-Length", Buffer.byteLength(body))
    for (const chunk of chunks ?? []) req.write(chunk)
    req.end(body)
  })
}
