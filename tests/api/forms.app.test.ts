import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { actions } from "../access/actions"
import { callAction, type Cast, gather } from "../access/cast"
import { builtActions } from "../access/inventory"
import type { Call } from "../access/row"
import { fingerprint } from "../support/fingerprint"
import { type App, startApp } from "../support/server"
import { Visitor } from "../support/visitor"

let app: App
let cast: Cast
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0", LOG_LEVEL: "error" } })
  cast = await gather(app.origin)
})
afterAll(() => app?.stop())

const nasty = [
  "",
  " ",
  "\u0000",
  "a\r\nBcc: b@muster.example",
  "\u2028",
  "x".repeat(5_000),
  "__proto__",
  "1e999",
  "-1",
  "2020-01-01T10:00",
  "' OR 1=1 --",
  "\u{1f9d1}".repeat(300),
  "00000000-0000-0000-0000-000000000000",
  "[object Object]",
  "%00",
  "../../etc",
]
const names = [
  "__proto__",
  "constructor",
  "participant",
  "participant.",
  ".",
  "participant.__proto__.x",
  "$ACTION_KEY",
  "a[b]",
]

/** Fields of which some hold nonsense, some are missing and some are there that nobody knows. */
const spoil = (fields: Call["fields"]) =>
  fc
    .record({
      faults: fc.dictionary(fc.constantFrom(...Object.keys(fields), "x"), fc.constantFrom(...nasty), { maxKeys: 3 }),
      missing: fc.subarray([...Object.keys(fields), "x", "y"], { maxLength: 2 }),
      more: fc.dictionary(fc.constantFrom(...names), fc.constantFrom(...nasty), { maxKeys: 2 }),
    })
    .map(({ faults, missing, more }) => {
      const spoiled: Call["fields"] = { ...fields, ...faults, ...more }
      for (const name of missing) delete spoiled[name]
      return spoiled
    })

describe("a form full of nonsense", () => {
  const built = builtActions()
  const idOf = (name: string) => built.find((action) => action.name === name)?.id ?? ""

  it.each(built.filter(({ name }) => actions[name]))("$name answers and never fails", async ({ id, name }) => {
    const { may, call } = actions[name]!
    const who = may[0] ?? "owner"
    const asked = await call(cast, who)
    const caller = asked.caller ?? cast.visitors[who]
    const tries = fc.sample(spoil(asked.fields), { numRuns: 8, seed: 7 })
    const answers = await Promise.all(tries.map((fields) => callAction(caller, id, asked.page, fields)))
    for (const [index, { status, body }] of answers.entries()) {
      expect([200, 303, 400, 403, 404], `${name} ${JSON.stringify(tries[index]).slice(0, 300)}`).toContain(status)
      expect(body).not.toMatch(/prisma|postgres|constraint|invocation|node_modules/i)
    }
  })

  it("changes nothing where a name holds a line break, is far too long, or is no text at all", async () => {
    const { page, fields } = await actions["book/actions.ts holdSeatAction"]!.call(cast, "nobody")
    const visitor = new Visitor(app.origin)
    const before = await fingerprint()
    for (const fault of ["Petra\r\nBcc: all@muster.example", "x".repeat(5_000), "Petra\u0000", "\u2028"]) {
      await visitor.open(page)
      const { requestId: _, ...typed } = fields as Record<string, string>
      const { status, body } = await visitor.submit(/Platz/, { ...typed, "participant.givenName": fault })
      expect([fault.slice(0, 20), status, /aria-invalid="true"/.test(body)]).toEqual([fault.slice(0, 20), 200, true])
      expect(body).toContain(String(fields["participant.familyName"]))
    }
    expect(await fingerprint()).toBe(before)
  })

  it("that names an action there is not, or one of another page, is refused", async () => {
    const before = await fingerprint()
    for (const wrong of ["0".repeat(42), "x", "", idOf("house/actions.ts saveHouseAction")]) {
      const { status } = await callAction(cast.visitors.nobody, wrong, "/booking", { email: "a@muster.example" })
      expect([wrong, status >= 400 && status < 500]).toEqual([wrong, true])
    }
    expect(await fingerprint()).toBe(before)
  })

  it("is taken as it is sent with scripts, and never fails either", async () => {
    const id = idOf("booking/actions.ts requestLinksAction")
    const send = (parts: Record<string, string>) =>
      cast.visitors.nobody.post("/booking", parts, { "next-action": id, accept: "text/x-component" })
    expect((await send({ "0": '[null,"$K1"]', "1_email": "a@muster.example" })).status).toBe(200)
    const state = '{"stamp":"x","message":"$$5","errors":{"email":"x"},"values":{"email":"$$a"}}'
    expect((await send({ "0": `[${state},"$K1"]`, "1_email": "\u0000" })).status).toBe(200)
    for (const value of [
      "[]",
      "[1,2]",
      "{{",
      '["$F1","$K1"]',
      '[null,"$K1","$Q1"]',
      '[{"then":"$1"},"$K1"]',
      "[".repeat(9_000),
    ])
      expect([value.slice(0, 20), (await send({ "0": value })).status]).toEqual([value.slice(0, 20), 400])
    // What is well-formed may still hold anything where a state is expected.
    for (const value of ["5", '{"values":5}', '{"values":{"email":{}},"errors":[]}', '[["x"]]'])
      expect([value, (await send({ "0": `[${value},"$K1"]`, "1_email": "x" })).status < 500]).toEqual([value, true])
  })

  it("leaves nothing of itself in the log", () => {
    expect(app.output()).not.toMatch(/muster\.example|Bcc|invocation:|Failing row/)
  })
})
