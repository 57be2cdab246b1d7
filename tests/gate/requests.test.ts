import { connect } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import type { GateOptions } from "@/lib/gate"
import { type Answer, type House, openHouse } from "./house"

let house: House
afterEach(() => house.close())

const post = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=1" }
const from = (origin: string) => ({ ...post, headers: { ...post.headers, origin } })

describe("a form of ours", () => {
  it("is taken from our own pages", async () => {
    house = await openHouse()
    expect((await house.ask("/booking", from(house.origin))).status).toBe(200)
    expect(house.seen[0]?.body).toBe("a=1")
  })

  const foreign = [
    "https://evil.example",
    "null",
    "http://localhost",
    "http://localhost:1",
    "http://localhost.evil.example",
  ]
  /** How the app fares with requests of other people's pages. */
  async function sendForeign(options: Partial<GateOptions>) {
    house = await openHouse(options)
    const answers = [await house.ask("/booking", post)]
    for (const origin of foreign) answers.push(await house.ask("/booking", from(origin)))
    answers.push(
      await house.ask("/booking", { ...post, headers: { ...post.headers, "sec-fetch-site": "same-origin" } }),
    )
    answers.push(await house.ask("/api/auth/callback/ticket", post))
    return answers
  }

  it("is refused from anywhere else and from nowhere: a missing Origin is not a pass", async () => {
    const answers = await sendForeign({})
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403))
    expect(house.seen).toEqual([])
    expect(answers[0]?.text).toContain("von unseren Seiten")
    expect(JSON.parse(answers.at(-1)?.text ?? "")).toMatchObject({ status: 403, reason: "foreign_origin" })
  })

  it("twin: without the check it reaches the app", async () => {
    const answers = await sendForeign({ without: ["same-origin"] })
    expect(answers.map(({ status }) => status)).toContain(200)
    expect(house.seen.length).toBe(answers.length)
  })

  it("may be addressed by another name of this machine, if it is the same for page and form", async () => {
    house = await openHouse()
    const { port } = new URL(house.origin)
    const byNumber = { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` }
    expect((await house.ask("/booking", { ...post, headers: byNumber })).status).toBe(200)
    expect(house.seen[0]?.headers["x-forwarded-host"]).toBe(`127.0.0.1:${port}`)
    expect((await house.ask("/booking", { ...post, headers: { ...byNumber, host: `localhost:${port}` } })).status).toBe(
      403,
    )
    const rebound = { origin: `http://evil.example:${port}`, host: `evil.example:${port}` }
    expect((await house.ask("/booking", { ...post, headers: rebound })).status).toBe(403)
  })

  it("the API needs no Origin, and gets no cookie", async () => {
    house = await openHouse()
    await house.ask("/api/v1/bookings", { ...post, headers: { cookie: "runde_bookings=x" } })
    await house.ask("/booking", { headers: { cookie: "runde_bookings=x" } })
    expect(house.seen.map(({ headers }) => headers.cookie)).toEqual([undefined, "runde_bookings=x"])
  })

  it("twin: without that it would get one", async () => {
    house = await openHouse({ without: ["api-cookies"] })
    await house.ask("/api/v1/bookings", { ...post, headers: { cookie: "runde_bookings=x" } })
    expect(house.seen[0]?.headers.cookie).toBe("runde_bookings=x")
  })
})

describe("a body", () => {
  const large = Buffer.alloc(10 * 1024 * 1024, "x")
  const pieces = Array.from({ length: 160 }, () => large.subarray(0, 65_536))
  async function sendLarge(options: Partial<GateOptions>): Promise<Answer[]> {
    house = await openHouse(options)
    const headers = { origin: house.origin }
    return [
      await house.ask("/booking", { method: "POST", headers, body: large }),
      await house.ask("/booking", { method: "POST", headers, chunks: pieces }),
      await house.ask("/api/v1/bookings", { method: "POST", body: large }),
    ]
  }

  it("of 10 MB is refused, with a length or in chunks, and the sender gets to read why", async () => {
    const answers = await sendLarge({})
    expect(answers.map(({ status }) => status)).toEqual([413, 413, 413])
    expect(answers[0]?.text).toContain("64 KB")
    expect(JSON.parse(answers[2]?.text ?? "")).toMatchObject({ status: 413, reason: "body_too_large" })
    expect(house.seen).toEqual([])
  })

  it("twin: without the limit it reaches the app", async () => {
    expect((await sendLarge({ without: ["body-limit"] })).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(house.seen.map(({ body }) => body.length)).toEqual([large.length, large.length, large.length])
  })

  it("in small chunks arrives whole", async () => {
    house = await openHouse()
    const chunks = ["grü", "ße", "!"].map((text) => Buffer.from(text))
    expect((await house.ask("/booking", { method: "POST", headers: { origin: house.origin }, chunks })).status).toBe(
      200,
    )
    expect(house.seen[0]?.body).toBe("grüße!")
    expect(house.seen[0]?.headers["content-length"]).toBe("8")
  })

  it("of exactly 64 KB passes, one byte more does not", async () => {
    house = await openHouse()
    const send = (bytes: number) => house.ask("/api/v1/x", { method: "POST", body: large.subarray(0, bytes) })
    expect((await send(65_536)).status).toBe(200)
    expect((await send(65_537)).status).toBe(413)
  })

  it("of somebody who hangs up half way harms nobody", async () => {
    house = await openHouse()
    const { port } = new URL(house.origin)
    const socket = connect(Number(port), "127.0.0.1")
    socket.write(
      `POST /booking HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${house.origin}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc`,
    )
    await new Promise((resolve) => setTimeout(resolve, 30))
    socket.destroy()
    expect((await house.ask("/booking")).status).toBe(200)
  })
})

describe("an address", () => {
  it.each([
    "/%",
    "/%ff",
    "/sessions/%C0%AF",
    "/sessions/a%00b",
    "/?q=%00",
    "//evil.example/x",
    "/\\evil.example",
    "http://evil.example/",
  ])("%s is none", async (path) => {
    house = await openHouse()
    const answer = await house.ask(path)
    expect(answer.status).toBe(400)
    expect(answer.headers["content-security-policy"]).toBeDefined()
    expect(house.seen).toEqual([])
  })

  it("of a page answers to GET, HEAD and POST only", async () => {
    house = await openHouse()
    for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]) {
      const answer = await house.ask("/", { method })
      expect([answer.status, answer.headers.allow]).toEqual([405, "GET, HEAD, POST"])
    }
  })
})

describe("the number of a request", () => {
  const chosen = "6f8a2c1e-5d3b-4c7a-9e0f-112233445566"
  const number = async (trustedProxies: string, given: string) => {
    house = await openHouse({ trustedProxies })
    return (await house.ask("/booking", { headers: { "x-request-id": given, "x-runde-client": "10.0.0.1" } })).headers[
      "x-request-id"
    ]
  }

  it("is ours; a trusted proxy may name it, in the right form", async () => {
    expect(await number("", chosen)).not.toBe(chosen)
    expect(house.seen[0]?.headers["x-runde-client"]).toBe("127.0.0.1")
    await house.close()
    expect(await number("loopback", chosen)).toBe(chosen)
    await house.close()
    expect(await number("loopback", "x\u00e4")).toMatch(/^[0-9a-f-]{36}$/)
  })
})

it("something unexpected is answered without a word about it", async () => {
  house = await openHouse({}, () => {
    throw new Error("relation bookings: petra@muster.example")
  })
  for (const path of ["/booking", "/", "/api/v1/sessions"]) {
    const answer = await house.ask(path)
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain("muster")
    expect(answer.text).toContain(answer.headers["x-request-id"])
  }
})
