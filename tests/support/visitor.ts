import { request, type IncomingHttpHeaders } from "node:http"
import { findForm } from "./forms"

/** One request and what came back, as it went over the line. */
export type Exchange = {
  method: string
  path: string
  status: number
  headers: IncomingHttpHeaders
  head: string
  bytes: Buffer
  body: string
}

/** A file that goes along with a form. */
export type Attached = { fileName: string; text: string | Uint8Array }

type Wish = { method?: string; headers?: Record<string, string>; body?: string | Buffer; json?: unknown }

/**
 * Somebody with a browser that runs no scripts: keeps cookies, follows redirects, fills in forms as they are drawn.
 * Remembers everything that came back to them. `address` is where they sit, for the limits.
 */
export class Visitor {
  readonly received: Exchange[] = []
  readonly cookies = new Map<string, string>()
  #page: Exchange | undefined

  constructor(
    readonly origin: string,
    readonly address = `198.51.100.${1 + Math.floor(Math.random() * 250)}`,
  ) {}

  /** The same browser as it is now; what happens to the one from here on does not happen to the other. */
  copy(): Visitor {
    const copy = new Visitor(this.origin, this.address)
    for (const [name, value] of this.cookies) copy.cookies.set(name, value)
    return copy
  }

  /** The page last opened. */
  get page(): Exchange {
    if (!this.#page) throw new Error("nothing has been opened yet")
    return this.#page
  }

  /** Opens an address, follows redirects and remembers the page. */
  async open(path: string, headers: Record<string, string> = {}): Promise<Exchange> {
    return this.#follow(await this.send(path, { headers }))
  }

  /** Fills in the form of the present page that has that id ("#book") or a button of that name, and sends it. */
  async submit(button: string | RegExp, fields: Record<string, string | Attached> = {}): Promise<Exchange> {
    const { path, body } = this.page
    const { action, fields: drawn, names } = findForm(body, button)
    const unknown = Object.keys(fields).filter((name) => !names.includes(name))
    if (unknown.length > 0)
      throw new Error(`${path}: the form of ${button} has no field ${unknown.join()}; it has ${names.join()}`)
    return this.post(action ?? path, { ...drawn, ...fields })
  }

  /** Sends fields as a browser without scripts does. */
  async post(
    path: string,
    fields: Record<string, string | Attached>,
    headers: Record<string, string> = {},
  ): Promise<Exchange> {
    const boundary = "----visitor7d1c8e"
    const parts = Object.entries(fields).map(([name, value]) => {
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`
      if (typeof value === "string") return `${head}\r\n\r\n${value}\r\n`
      const about = `${head}; filename="${value.fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`
      return Buffer.concat([about, value.text, "\r\n"].map((part) => Buffer.from(part)))
    })
    const type = `multipart/form-data; boundary=${boundary}`
    const body = Buffer.concat([...parts, `--${boundary}--\r\n`].map((part) => Buffer.from(part)))
    const sent = { method: "POST", body }
    return this.#follow(
      await this.send(path, { ...sent, headers: { "content-type": type, origin: this.origin, ...headers } }),
    )
  }

  /** What Next's router fetches instead of the page: the payload of its server components. */
  async payload(path: string, headers: Record<string, string> = {}): Promise<Exchange> {
    const asked = { rsc: "1", ...headers }
    const answer = await this.send(path, { headers: asked })
    // Next says under which address it keeps that variant.
    return answer.headers.location?.includes("_rsc") ? this.send(answer.headers.location, { headers: asked }) : answer
  }

  /** One request with this visitor's cookies; redirects are not followed. */
  async send(path: string, { method = "GET", headers = {}, body, json }: Wish = {}): Promise<Exchange> {
    const url = new URL(path, this.origin)
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const content = json === undefined ? body : JSON.stringify(json)
    const answer = await exchange(url, method, content, {
      "accept-language": "de",
      "x-forwarded-for": this.address,
      ...(cookie ? { cookie } : {}),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    })
    for (const line of answer.headers["set-cookie"] ?? []) this.#keep(line)
    this.received.push(answer)
    return answer
  }

  async #follow(first: Exchange): Promise<Exchange> {
    let answer = first
    for (let hops = 0; answer.headers.location; hops++) {
      if (hops === 8) throw new Error(`${first.path} redirects for ever`)
      const target = new URL(answer.headers.location, new URL(answer.path, this.origin))
      if (target.origin !== this.origin) break
      answer = await this.send(target.pathname + target.search)
    }
    this.#page = answer
    return answer
  }

  #keep(line: string): void {
    const [, name = "", value = ""] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
    const ended = /max-age=0|expires=thu, 01 jan 1970/i.test(line)
    if (ended || value === "") this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

function exchange(
  url: URL,
  method: string,
  content: string | Buffer | undefined,
  headers: Record<string, string>,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.on("error", reject)
      response.on("end", () => {
        const bytes = Buffer.concat(chunks)
        const raw = response.rawHeaders
        const head = raw.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${raw[index + 1]}`] : [])).join("\r\n")
        const { statusCode: status = 0, headers: answered } = response
        resolve({
          method,
          path: url.pathname + url.search,
          status,
          headers: answered,
          head,
          bytes,
          body: bytes.toString("utf8"),
        })
      })
    })
    sent.on("error", reject)
    sent.end(content)
  })
}
