import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { operations } from "@/app/api/_contract/operations"
import { problem } from "@/app/api/_contract/schemas"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { ownDatabase } from "../support/database"
import { world } from "../support/world"
import { type Answer, type House, openHouse } from "../gate/house"
import { ask, dispatch } from "./api"
import { apiBehindGate } from "./server"

vi.hoisted(() => (process.env.RATE_LIMIT = "0"))

type World = Awaited<ReturnType<typeof world>>
let house: World
let gated: House
let good: { requestId: string; sessionId: string; participant: Record<string, unknown> } & Record<string, unknown>
let mine: { path: string; token: string }
beforeAll(async () => {
  house = await world({ now: new Date() })
  gated = await openHouse({}, apiBehindGate)
  good = {
    requestId: randomUUID(),
    sessionId: house.januaryRound.id,
    participant: { ...house.petra },
    ...{ locale: "de", businessUse: true, acceptTerms: true },
  }
  const { apiToken } = await import("@/lib/bookings/policy")
  const { bookingId, reference } = await house.book(house.karin, house.februaryRound)
  mine = { path: `/bookings/${reference}`, token: await apiToken(bookingId, "participant") }
})
afterAll(() => gated.close())

/** Everything that is stored, but for counters: of limits, and of wrong codes. */
async function stored(): Promise<string> {
  const tables = [
    "bookings",
    "seats",
    "participants",
    "requests",
    "activities",
    "substitutions",
    "mails",
    "group_sessions",
  ]
  const sums = tables.map(
    (table) =>
      `(SELECT md5(coalesce(string_agg(r::text, '' ORDER BY r::text), '')) FROM (SELECT to_jsonb(t) - 'code_tries' AS r FROM ${table} t) x)`,
  )
  const [row] = await ownDatabase().query<{ all: string }>(`SELECT concat(${sums.join(", ")}) AS all`)
  return row?.all ?? ""
}

/** A clear no: 4xx, a documented problem, nothing changed. */
function expectClearNo({ status, text }: Answer): string {
  expect(status, text).toBeGreaterThanOrEqual(400)
  expect(status, text).toBeLessThan(500)
  const said = problem.parse(JSON.parse(text))
  expect(said.status).toBe(status)
  if (status === 422) expect(said.errors?.length).toBeGreaterThan(0)
  return said.reason
}

const json = { "content-type": "application/json" }
const send = (path: string, body: string | Buffer, headers: Record<string, string> = json) =>
  gated.ask(`/api/v1${path}`, { method: "POST", body, headers })

describe("a booking with a fault", () => {
  const person = (fault: object) => ({ participant: { ...good.participant, ...fault } })
  const faults: [string, () => object, string, string][] = [
    ["nothing", () => ({ requestId: undefined }), "requestId", "required"],
    ["no uuid", () => ({ sessionId: "1 OR 1=1" }), "sessionId", "invalid"],
    ["a number for a name", () => person({ givenName: 7 }), "participant.givenName", "type"],
    [
      "a line break",
      () => person({ givenName: "Petra\r\nBcc: all@muster.example" }),
      "participant.givenName",
      "characters",
    ],
    ["a lone surrogate", () => person({ familyName: "M\ud800uster" }), "participant.familyName", "characters"],
    ["U+0000", () => person({ company: "Muster\u0000" }), "participant.company", "characters"],
    ["5,000 letters", () => person({ familyName: "x".repeat(5_000) }), "participant.familyName", "too_long"],
    ["only spaces", () => person({ company: "   " }), "participant.company", "required"],
    ["another role", () => person({ role: "__proto__" }), "participant.role", "choice"],
    ["two addresses", () => person({ email: "a@muster.example, b@muster.example" }), "participant.email", "email"],
    [
      "a line break in the address",
      () => person({ email: "a@muster.example\nBcc: b@muster.example" }),
      "participant.email",
      "email",
    ],
    ["half a booker", () => ({ booker: { name: "Anke" } }), "booker.email", "required"],
    ["no business", () => ({ businessUse: false }), "businessUse", "must_be_true"],
    ["no terms", () => ({ acceptTerms: "true" }), "acceptTerms", "must_be_true"],
    ["another language", () => ({ locale: "fr" }), "locale", "choice"],
    ["a list for a person", () => ({ participant: [] }), "participant", "type"],
  ]
  it.each(faults)("%s is told at its field and changes nothing", async (_, fault, path, code) => {
    const before = await stored()
    const answer = await send("/bookings", JSON.stringify({ ...good, ...fault() }))
    expect(expectClearNo(answer)).toBe("invalid_input")
    const { errors } = JSON.parse(answer.text) as { errors: { path: string; code: string; message: string }[] }
    expect(errors).toContainEqual({ path, code, message: expect.stringMatching(/\w{3}/) as string })
    expect(await stored()).toBe(before)
  })

  it("twin: past the schema a line break is stored, and U+0000 fails in the database", async () => {
    const agreed = { locale: "de", businessUseVersion: "1", termsVersion: "1" } as const
    const hold = (givenName: string) =>
      holdSeat({
        requestId: randomUUID(),
        sessionId: house.januaryRound.id,
        participant: { ...house.jonas, givenName },
        ...agreed,
      })
    expect((await hold("Petra\r\nBcc: all@muster.example")).ok).toBe(true)
    await expect(hold("Petra\u0000")).rejects.toThrow()
  })

  it("is answered with what was wrong, never with what was typed", async () => {
    const answer = await send(
      "/bookings",
      JSON.stringify({ ...good, participant: { email: "geheim@muster.example\u0000" } }),
    )
    expect(answer.text).not.toContain("geheim")
  })
})

describe("a body that is no JSON text", () => {
  const texts: [string, () => string | Buffer, string][] = [
    ["nothing", () => "", "malformed_json"],
    ["half a text", () => JSON.stringify(good).slice(0, -1), "malformed_json"],
    ["two texts", () => `${JSON.stringify(good)}${JSON.stringify(good)}`, "malformed_json"],
    [
      "bytes that are no UTF-8",
      () => Buffer.from(JSON.stringify({ ...good, x: "\u00ff" }), "latin1"),
      "malformed_json",
    ],
    ["UTF-16", () => Buffer.from(JSON.stringify(good), "utf16le"), "malformed_json"],
    [
      "a name twice",
      () => JSON.stringify(good).replace("{", `{"sessionId":"${house.februaryRound.id}",`),
      "malformed_json",
    ],
    [
      "a name twice, spelled differently",
      () => JSON.stringify(good).replace("{", `{"\\u0073essionId" : 1,`),
      "malformed_json",
    ],
    ["30,000 lists", () => "[".repeat(30_000) + "]".repeat(30_000), "invalid_input"],
    ["10,000 objects", () => '{"participant":'.repeat(4_000) + "1" + "}".repeat(4_000), "invalid_input"],
    ["null", () => "null", "invalid_input"],
    ["a string", () => '"x"', "invalid_input"],
    ["10 MB", () => Buffer.alloc(10 * 1024 * 1024, " "), "body_too_large"],
  ]
  it.each(texts)("%s", async (_, text, reason) => {
    const before = await stored()
    expect(expectClearNo(await send("/bookings", text()))).toBe(reason)
    expect(await stored()).toBe(before)
  })

  it("is asked for by its name", async () => {
    const text = JSON.stringify(good)
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "application/json; charset=latin1",
      "application/jsonp",
      "",
      "multipart/form-data",
    ])
      expect(expectClearNo(await send("/bookings", text, { "content-type": type }))).toBe("unsupported_media_type")
    expect(expectClearNo(await send(`${mine.path}/release`, "x=1", { authorization: `Bearer ${mine.token}` }))).toBe(
      "unsupported_media_type",
    )
  })
})

describe("names that mean something to JavaScript", () => {
  it("are names like others, and unknown ones are ignored", async () => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const evil = `{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"toString":1,`
    const answer = await send("/bookings", JSON.stringify({ ...good, requestId: randomUUID() }).replace("{", evil))
    expect(answer.status).toBe(201)
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    for (const name of ["__proto__", "constructor", "hasOwnProperty"])
      expect(expectClearNo(await gated.ask(`/api/v1/sessions/${name}`))).toBe("not_found")
  })
})

describe("a list asked for in a strange way", () => {
  it.each([
    "limit=0",
    "limit=101",
    "limit=x",
    "limit=1&limit=2",
    "cursor=x",
    "cursor=W10",
    // The year 0, which JavaScript has and PostgreSQL has not.
    `cursor=${Buffer.from(JSON.stringify(["0000-01-01T00:00:00Z", randomUUID()])).toString("base64url")}`,
    "locale=fr",
    "language=DE",
    "format=%27",
    "format=",
    "__proto__[a]=1&limit=-1",
  ])("%s is told", async (query) => {
    expect(expectClearNo(await gated.ask(`/api/v1/sessions?${query}`))).toBe("invalid_input")
  })

  it("unknown parameters are ignored", async () => {
    expect((await gated.ask("/api/v1/sessions?utm=1&__proto__=2")).status).toBe(200)
  })
})

describe("how it is asked", () => {
  it("other methods are refused with those that are answered", async () => {
    for (const [path, method, allow] of [
      ["/bookings", "GET", "POST"],
      ["/sessions", "POST", "GET, HEAD"],
      ["/sessions", "DELETE", "GET, HEAD"],
      [mine.path, "PUT", "GET, HEAD"],
    ] as const) {
      const { status, headers, body } = await ask(path, { method })
      expect([status, headers.get("allow"), body.reason]).toEqual([405, allow, "method_not_allowed"])
    }
  })

  it("another media type cannot be had", async () => {
    for (const accept of ["text/html", "application/xml, text/*", "application/json;q=0"])
      expect((await ask("/sessions", { headers: { accept } })).status).toBe(406)
    for (const accept of ["*/*", "text/html, */*;q=0.1", "application/*", "Application/JSON; q=0.9"])
      expect((await ask("/sessions", { headers: { accept } })).status).toBe(200)
  })

  it("no other origin is allowed anything", async () => {
    const { headers } = await ask("/sessions", { headers: { origin: "https://evil.example" } })
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([])
    expect((await ask("/bookings", { method: "OPTIONS", headers: { origin: "https://evil.example" } })).status).toBe(
      405,
    )
  })
})

describe("anything at all, at every address", () => {
  const nasty = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(
      "__proto__",
      "\ud800",
      "\u0000",
      "a\r\nb: c",
      "x".repeat(5_000),
      "../..",
      "%00",
      "1e999",
      "\u202e",
      "' OR 1=1 --",
    ),
  )
  const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      nasty,
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      tie("list"),
      tie("object"),
    ),
    list: fc.array(tie("any"), { maxLength: 3 }),
    object: fc.dictionary(
      fc.oneof(fc.constantFrom("participant", "code", "sessionId", "requestId", "booker"), nasty),
      tie("any"),
      { maxKeys: 4 },
    ),
  })).any
  const paths = operations.map(({ path, method }) => ({ path, method: method.toUpperCase() }))

  /** A good request with some parts replaced by nonsense. */
  const spoiled = (base: object) =>
    fc
      .dictionary(fc.constantFrom(...Object.keys(base), "participant.email", "participant.role", "x"), value, {
        minKeys: 1,
        maxKeys: 3,
      })
      .map((faults) => {
        const body = structuredClone(base) as Record<string, unknown>
        for (const [name, fault] of Object.entries(faults)) {
          const [first = "", second] = name.split(".")
          if (second) body[first] = { ...(body[first] as object), [second]: fault }
          else body[first] = fault
        }
        return body
      })

  it("gets an answer and never a 5xx; a no changes nothing", async () => {
    const token = fc.constantFrom(mine.token, "x", "")
    const asked = fc.record({
      where: fc.constantFrom(...paths),
      parameter: fc.oneof(fc.constantFrom(mine.path.split("/")[2] ?? "", house.februaryRound.id), nasty),
      body: fc.oneof(spoiled(good), spoiled({ code: "123456" }), spoiled({ participant: good.participant }), value),
      query: fc.dictionary(fc.constantFrom("limit", "cursor", "locale", "format", "x"), nasty, { maxKeys: 2 }),
      token,
    })
    let before = await stored()
    await fc.assert(
      fc.asyncProperty(asked, async ({ where, parameter, body, query, token: bearer }) => {
        const path = where.path.replace(/\{\w+\}/, encodeURIComponent(parameter.toWellFormed()))
        const search = new URLSearchParams(Object.entries(query).map(([name, text]) => [name, text.toWellFormed()]))
        const request = new Request(`http://localhost:3000/api/v1${path}?${search}`, {
          method: where.method,
          headers: { "content-type": "application/json", ...(bearer && { authorization: `Bearer ${bearer}` }) },
          body: where.method === "POST" ? JSON.stringify(body) : undefined,
        })
        const answer = await dispatch(request)
        expect(answer.status).toBeLessThan(500)
        const after = await stored()
        if (answer.status >= 400) expect(after).toBe(before)
        before = after
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it("as bytes, too", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths.filter(({ method }) => method === "POST")),
        fc.uint8Array({ maxLength: 200 }),
        async ({ path }, bytes) => {
          const answer = await send(path.replace(/\{\w+\}/, mine.path.split("/")[2] ?? ""), Buffer.from(bytes), {
            ...json,
            authorization: `Bearer ${mine.token}`,
          })
          // A release needs no body and looks into none.
          if (path.endsWith("/release")) expect(answer.status).toBeLessThan(500)
          else expectClearNo(answer)
        },
      ),
      { numRuns: 60 },
    )
  })
})
