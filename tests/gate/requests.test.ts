import { randomUUID } from "node:crypto"
import { connect } from "node:net"
import { encode } from "next-auth/jwt"
import { afterEach, describe, expect, it } from "vitest"
import type { GateOptions } from "@/lib/gate"
import { signInCookie, signInSecret } from "@/lib/sign-in-cookie"
import { type Answer, type House, openHouse } from "./house"

let house: House
afterEach(() => house.close())

const field = (name: string, value: string) =>
  `--form7d1c8e\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const post = {
  method: "POST",
  headers: { "content-type": "multipart/form-data; boundary=form7d1c8e" },
  body: `${field("a", "1")}--form7d1c8e--\r\n`,
}
const from = (origin: string) => ({ ...post, headers: { ...post.headers, origin } })

describe("a form of ours", () => {
  it("is taken from our own pages", async () => {
    house = await openHouse()
    expect((await house.ask("/booking", from(house.origin))).status).toBe(200)
    expect(house.seen[0]?.body).toBe(post.body)
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
    const byNumber = { ...post.headers, origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` }
    expect((await house.ask("/booking", { ...post, headers: byNumber })).status).toBe(200)
    expect(house.seen[0]?.headers["x-forwarded-host"]).toBe(`127.0.0.1:${port}`)
    expect((await house.ask("/booking", { ...post, headers: { ...byNumber, host: `localhost:${port}` } })).status).toBe(
      403,
    )
    const rebound = { ...post.headers, origin: `http://evil.example:${port}`, host: `evil.example:${port}` }
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
      await house.ask("/api/auth/x", { method: "POST", headers, body: large }),
      await house.ask("/api/auth/x", { method: "POST", headers, chunks: pieces }),
      await house.ask("/api/v1/bookings", { method: "POST", body: large }),
    ]
  }

  it("of 10 MB is refused, with a length or in chunks, and the sender gets to read why", async () => {
    const answers = await sendLarge({})
    expect(answers.map(({ status }) => status)).toEqual([413, 413, 413])
    expect(answers[0]?.text).toContain("larger than this page takes")
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
    expect((await house.ask("/api/v1/x", { method: "POST", chunks })).status).toBe(200)
    expect(house.seen[0]?.body).toBe("grüße!")
    expect(house.seen[0]?.headers["content-length"]).toBe("8")
  })

  it("of exactly 64 KB passes, one byte more does not", async () => {
    house = await openHouse()
    const send = (bytes: number) => house.ask("/api/v1/x", { method: "POST", body: large.subarray(0, bytes) })
    expect((await send(65_536)).status).toBe(200)
    expect((await send(65_537)).status).toBe(413)
  })

  it("with a file passes where files are brought along, for who brings a sign-in of ours", async () => {
    house = await openHouse()
    const send = async (path: string, cookie: string) => {
      const headers = { ...post.headers, origin: house.origin, cookie }
      const file = `${field("file", "x".repeat(2 ** 20))}--form7d1c8e--\r\n`
      return (await house.ask(path, { method: "POST", headers, body: file })).status
    }
    const sealed = (secret: string, maxAge?: number) =>
      encode({ token: { authSessionId: randomUUID() }, secret, maxAge })
    const own = `${signInCookie().name}=${await sealed(signInSecret())}`
    expect(await send("/organizer/settings/transfer", own)).toBe(200)
    expect(await send("/en/organizer/settings/transfer", `a=b; ${own}`)).toBe(200)
    expect(await send("/organizer/settings/transfer/more", own)).toBe(413)
    expect(await send("/booking", own)).toBe(413)
    for (const forged of [
      "runde_desk=x",
      `runde_desk=${await sealed("another secret")}`,
      `runde_desk=${await sealed(signInSecret(), -60)}`,
      `not_${own}`,
    ])
      expect(await send("/organizer/settings/transfer", forged)).toBe(413)
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

describe("a form", () => {
  const form = (fields: Record<string, string>) =>
    `${Object.entries(fields)
      .map(([name, value]) => field(name, value))
      .join("")}--form7d1c8e--\r\n`
  const byHand = (action: string, state: string) =>
    form({ $ACTION_REF_1: "", "$ACTION_1:0": action, "$ACTION_1:1": state, email: "a" })
  const action = (bound = "$@1") => JSON.stringify({ id: "0".repeat(42), bound })
  const answer = JSON.stringify([
    { stamp: "x", message: "$$5", errors: { email: "x" }, values: { email: "a" }, tone: "$undefined" },
  ])

  const whole: [string, string, boolean][] = [
    ["without scripts", byHand(action(), "[null]"), false],
    ["without scripts, once more after a refusal", byHand(action(), answer), false],
    ["with scripts", form({ "0": '[null,"$K1"]', "1_email": "a" }), true],
    ["with scripts, once more after a refusal", form({ "0": `[${answer.slice(1, -1)},"$K1"]`, "1_email": "a" }), true],
    ["that calls nothing", form({ email: "a" }), false],
  ]
  const send = (body: string, byScript: boolean, type = "multipart/form-data; boundary=form7d1c8e") =>
    house.ask("/booking", {
      method: "POST",
      headers: { origin: house.origin, "content-type": type, ...(byScript && { "next-action": "0".repeat(42) }) },
      body,
    })

  it.each(whole)("%s arrives", async (_, body, byScript) => {
    house = await openHouse()
    expect((await send(body, byScript)).status).toBe(200)
    expect(house.seen[0]?.body).toBe(body)
  })

  const broken: [string, string, boolean][] = [
    ["cut off", form({ email: "a" }).slice(0, -17), false],
    ["that is none", "x", false],
    ["whose action is no JSON", byHand("{{", "[null]"), false],
    ["whose action has no name", byHand('{"bound":"$@1"}', "[null]"), false],
    ["whose state is elsewhere", byHand(action("$@7"), "[null]"), false],
    ["whose state is missing", form({ $ACTION_REF_1: "", "$ACTION_1:0": action() }), false],
    ["whose state is no JSON", byHand(action(), "{{"), false],
    ["whose state is three", byHand(action(), "[1,2,3]"), false],
    ["whose state instructs", byHand(action(), '[{"message":"$F1"}]'), false],
    ["whose state has parents", byHand(action(), '[{"__proto__":{"a":1}}]'), false],
    ["that calls past the state", form({ [`$ACTION_ID_${"0".repeat(42)}`]: "" }), false],
    ["that calls with nothing", form({ email: "a" }), true],
    ["that calls with other things", form({ "0": "[1,2]" }), true],
    ["that calls with too much", form({ "0": '[null,"$K1",1]' }), true],
    ["that is no text for an action", "[]", true],
  ]
  it.each(broken)("%s is refused before React takes it apart", async (_, body, byScript) => {
    house = await openHouse()
    const { status, text } = await send(body, byScript)
    expect([status, text.includes("nicht vollständig")]).toEqual([400, true])
    expect(house.seen).toEqual([])
  })

  it("twin: without the check they reach the app", async () => {
    house = await openHouse({ without: ["form-check"] })
    for (const [, body, byScript] of broken) await send(body, byScript)
    expect(house.seen.length).toBe(broken.length)
  })

  it("of another kind is refused", async () => {
    house = await openHouse()
    for (const type of ["application/x-www-form-urlencoded", "text/plain;charset=UTF-8", "application/json", ""]) {
      expect((await send("a=1", type.startsWith("text"), type)).status).toBe(415)
    }
  })
})

describe("what a browser shows already, as Next is told", () => {
  const header = "next-router-state-tree"
  const right = encodeURIComponent(JSON.stringify(["", {}, null, null, true]))
  const wrong = ["x", "%", "[]", '["",null]', "%5B%22%22%5D", '{"0":"","1":{}}']
  async function tell(options: Partial<GateOptions>) {
    house = await openHouse(options)
    for (const state of [right, ...wrong]) await house.ask("/booking", { headers: { rsc: "1", [header]: state } })
    return house.seen.map(({ headers }) => headers[header])
  }

  it("arrives in its own form only", async () => {
    expect(await tell({})).toEqual([right, ...wrong.map(() => undefined)])
  })

  it("twin: without the check it arrives in any", async () => {
    expect(await tell({ without: ["router-state"] })).toEqual([right, ...wrong])
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
