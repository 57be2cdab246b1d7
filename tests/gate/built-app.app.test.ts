import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type App, startApp } from "../support/server"
import { type Exchange, Visitor } from "../support/visitor"
import { world } from "../support/world"

let app: App
let pages: string[]
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", LOG_LEVEL: "trace" } })
  const { januaryRound } = await world({ now: new Date() })
  pages = [
    "/",
    "/en",
    `/sessions/${januaryRound.slug}`,
    `/sessions/${januaryRound.slug}/book`,
    "/booking",
    "/imprint",
    "/docs/api",
    "/organizer/sign-in",
    "/nothing",
  ]
})
afterAll(() => app?.stop())

const noncesIn = (text: string) =>
  [...text.matchAll(/nonce(?:-|=\\?["']|\\?":\\?")([\w-]{24})/g)].map(([, nonce]) => nonce)

describe("every page as it is built", () => {
  it("runs no script and no style without the nonce of its own policy", async () => {
    const visitor = new Visitor(app.origin)
    for (const path of pages) {
      const { body, headers } = await visitor.send(path)
      const [nonce] = noncesIn(String(headers["content-security-policy"]))
      expect(nonce, path).toMatch(/^[\w-]{24}$/)
      for (const [, attributes = ""] of body.matchAll(/<script\b([^>]*)>/g)) {
        if (!attributes.includes("application/ld+json")) expect(attributes, path).toContain(`nonce="${nonce}"`)
      }
      expect(new Set(noncesIn(body)), path).toEqual(new Set([nonce]))
      expect(body.replace(/<script\b[\s\S]*?<\/script>/g, ""), path).not.toMatch(
        /<style\b(?![^>]*nonce)|\sstyle="|\son[a-z]+="|javascript:/i,
      )
    }
  })

  it("never repeats a nonce, also when many ask at once, by GET and by HEAD", async () => {
    const visitor = new Visitor(app.origin)
    const answers: Exchange[] = []
    for (let round = 0; round < 3; round++) {
      answers.push(
        ...(await Promise.all(
          Array.from({ length: 20 }, (_, n) => visitor.send(n % 2 ? "/" : "/en", { method: n % 5 ? "GET" : "HEAD" })),
        )),
      )
    }
    const nonces = answers.map(({ headers }) => noncesIn(String(headers["content-security-policy"]))[0])
    expect(new Set(nonces).size).toBe(60)
    const bodies = answers.filter(({ body }) => body).map(({ body }) => new Set(noncesIn(body)))
    expect(bodies.every((found) => found.size === 1)).toBe(true)
    expect(new Set(bodies.map(([nonce]) => nonce)).size).toBe(bodies.length)
  })

  it("asks nobody else for anything", async () => {
    const visitor = new Visitor(app.origin)
    for (const path of pages) {
      const { body } = await visitor.send(path)
      const asked = [
        ...body.matchAll(/<(?:script|link|img|iframe|source)\b[^>]*?\s(?:src|href|srcset)="(https?:)?\/\/([^"/]+)/g),
      ].map(([, , host]) => host)
      expect(
        asked.filter((host) => host !== new URL(app.origin).host),
        path,
      ).toEqual([])
    }
  })

  it("is found and kept only where it is everybody's", async () => {
    const visitor = new Visitor(app.origin)
    for (const path of pages) {
      const { headers } = await visitor.send(path)
      const personal = /book|organizer|nothing/.test(path)
      expect([path, headers["cache-control"] === "no-store", "x-robots-tag" in headers]).toEqual([
        path,
        personal,
        personal,
      ])
      expect(headers).not.toHaveProperty("x-powered-by")
      expect(Object.keys(headers).filter((name) => name.startsWith("x-middleware"))).toEqual([])
    }
  })
})

describe("the API as it is built", () => {
  it("speaks in problems, whatever is wrong with the request", async () => {
    const visitor = new Visitor(app.origin)
    const wrong: [string, Parameters<Visitor["send"]>[1], number][] = [
      ["/api/v1", {}, 404],
      ["/api/v1/x/y", { method: "PUT" }, 404],
      ["/api/v1/bookings", {}, 405],
      ["/api/v1/sessions", { method: "OPTIONS" }, 405],
      ["/api/v1/bookings", { method: "POST", body: "a=1", headers: { "content-type": "text/plain" } }, 415],
      ["/api/v1/bookings", { method: "POST", json: {} }, 422],
      ["/api/v1/bookings", { method: "POST", body: Buffer.alloc(10_000_000, "x") }, 413],
      ["/api/v1/sessions/%ff", {}, 400],
      ["/api/v1/bookings/R-2222-2222", {}, 401],
    ]
    for (const [path, wish, status] of wrong) {
      const answer = await visitor.send(path, wish)
      expect([path, answer.status, answer.headers["content-type"]]).toEqual([path, status, "application/problem+json"])
      expect(JSON.parse(answer.body)).toMatchObject({
        status,
        instance: `urn:uuid:${String(answer.headers["x-request-id"])}`,
      })
      expect(answer.headers).not.toHaveProperty("access-control-allow-origin")
    }
  })

  it("does not look at cookies", async () => {
    const visitor = new Visitor(app.origin)
    visitor.cookies.set("runde_bookings", "x").set("runde_desk", "y")
    const { status, headers } = await visitor.send("/api/v1/sessions")
    expect([status, headers["set-cookie"]]).toEqual([200, undefined])
  })

  it("says 429 to one address and serves the next", async () => {
    const [busy, next] = [new Visitor(app.origin, "203.0.113.5"), new Visitor(app.origin, "203.0.113.6")]
    const answers: number[] = []
    for (let time = 0; time < 61; time++)
      answers.push((await busy.send("/api/v1/bookings", { method: "POST", json: {} })).status)
    expect([answers.filter((status) => status === 422).length, answers.at(-1)]).toEqual([60, 429])
    expect((await next.send("/api/v1/bookings", { method: "POST", json: {} })).status).toBe(422)
    expect((await busy.send("/api/v1/sessions")).status).toBe(200)
  })
})

it("writes no address, token or query into its log, and one JSON text a line", () => {
  const lines = app
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"))
  expect(lines.length).toBeGreaterThan(50)
  for (const line of lines) expect(() => void JSON.parse(line)).not.toThrow()
  expect(app.output()).not.toMatch(/203\.0\.113|198\.51\.100|R-2222-2222|authorization|cookie/i)
})
