import { beforeAll, describe, expect, it } from "vitest"
import { z } from "zod"
import { GET as getDocument } from "@/app/api/openapi.json/route"
import { allReasons, operations } from "@/app/api/_contract/operations"
import { reasons } from "@/app/api/_contract/reasons"
import { problem } from "@/app/api/_contract/schemas"
import { system } from "@/lib/activity"
import { planChange } from "@/lib/bookings/plan-change"
import { refusals } from "@/lib/refuse-request"
import { world } from "../support/world"
import { ask, routes } from "./api"
import { wrongCode } from "../support/wrong-code"

type Document = {
  openapi: string
  servers: { url: string }[]
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, { content: Record<string, { schema: object }> }> }>
  >
  components: { schemas: Record<string, object> }
}
let document: Document
beforeAll(async () => {
  document = (await getDocument().json()) as Document
})

const refuser = routes.find(({ path }) => path === "/sessions")!.handlers.DELETE

describe("the document", () => {
  it("is OpenAPI 3.1 and names where the API is", () => {
    expect([document.openapi, document.servers]).toEqual(["3.1.0", [{ url: "http://localhost:3000/api/v1" }]])
  })

  it("holds every route there is, and no other", () => {
    const real = routes.flatMap(({ path, handlers }) =>
      // What is not its own handler is the common refusal of the method.
      path === ""
        ? []
        : Object.entries(handlers)
            .filter(([, handler]) => !isRefuser(handler))
            .map(([method]) => `${method} ${path}`),
    )
    const written = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(real.sort()).toEqual(written.sort())
    expect(written.length).toBe(26)
  })

  const isRefuser = (handler: unknown) => String(handler) === String(refuser)

  it("is valid JSON Schema throughout", () => {
    for (const schema of Object.values(document.components.schemas)) expect(() => reader(schema)).not.toThrow()
  })

  it("documents every reason with its status, also those of the gate", () => {
    for (const op of operations) {
      const responses = document.paths[op.path]?.[op.method]?.responses ?? {}
      for (const reason of allReasons(op)) expect(responses).toHaveProperty([String(reasons[reason][0])])
    }
    for (const [reason, { status }] of Object.entries(refusals)) {
      // The others are about pages.
      if (["bad_address", "body_too_large", "internal_error"].includes(reason))
        expect(reasons[reason as keyof typeof reasons][0]).toBe(status)
    }
  })
})

describe("real answers", () => {
  it("are as documented, word for word: nothing more leaves", async () => {
    const house = await world({ now: new Date() })
    const check = async (path: string, pattern: string, asking: Parameters<typeof ask>[1] = {}) => {
      const { status, body, headers } = await ask(path, asking)
      const method = asking.json === undefined ? "get" : "post"
      const type = headers.get("content-type")?.split(";")[0] ?? ""
      const schema = document.paths[pattern]?.[method]?.responses[String(status)]?.content[type]?.schema
      expect(schema, `${method} ${pattern} ${status} ${type}`).toBeDefined()
      expect(reader(schema ?? {}).parse(body)).toEqual(body)
      return body
    }
    await check("/sessions", "/sessions")
    await check("/sessions?cursor=x", "/sessions")
    await check(`/sessions/${house.pricedRound.id}`, "/sessions/{id}")
    await check("/sessions/x", "/sessions/{id}")
    const wish = {
      requestId: crypto.randomUUID(),
      sessionId: house.reviewedRound.id,
      participant: house.petra,
      booker: house.anke,
    }
    const json = { ...wish, locale: "de", businessUse: true, acceptTerms: true }
    await check("/bookings", "/bookings", { json: {} })
    const { reference } = await check("/bookings", "/bookings", { json })
    const verification = "/bookings/{reference}/verification"
    await check(`/bookings/${String(reference)}/verification`, verification, { json: { code: "x" } })
    const { deriveCode } = await import("@/lib/secrets")
    const { db } = await import("@/lib/db")
    const { id } = await db.booking.findUniqueOrThrow({ where: { reference: String(reference) } })
    const code = deriveCode("booking", id, 1)
    await check(`/bookings/${String(reference)}/verification`, verification, {
      json: { code: wrongCode(code) },
    })
    const { manageToken } = await check(`/bookings/${String(reference)}/verification`, verification, { json: { code } })
    const token = String(manageToken)
    await check(`/bookings/${String(reference)}`, "/bookings/{reference}", { token })
    await check(`/bookings/${String(reference)}`, "/bookings/{reference}")
    await check(`/bookings/${String(reference)}/invoices`, "/bookings/{reference}/invoices", { token })
    const file = "/bookings/{reference}/invoices/{file}"
    await check(`/bookings/${String(reference)}/invoices/RE-2026-0001.pdf`, file, { token })
    const verbs = [
      ["rebooking", { sessionId: house.pricedRound.id }],
      ["substitution", { participant: house.paula }],
      ["release", {}],
    ] as const
    for (const [verb, body] of verbs)
      await check(`/bookings/${String(reference)}/${verb}`, `/bookings/{reference}/${verb}`, { token, json: body })
  })

  it("of a paused session say until when", async () => {
    const { pricedRound, petra, jonas, book } = await world({ now: new Date() })
    await book(petra, pricedRound, { now: new Date() })
    const plan = {
      sessionId: pricedRound.id,
      revision: 1,
      change: { kind: "cancel" },
      message: "x",
      confirmed: true,
    } as const
    await planChange(plan, { actor: system })
    const wish = { requestId: crypto.randomUUID(), sessionId: pricedRound.id, participant: jonas, locale: "de" }
    const refused = await ask("/bookings", { json: { ...wish, businessUse: true, acceptTerms: true } })
    expect([refused.status, refused.body.reason]).toEqual([409, "session_paused"])
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(500)
    const { body } = await ask(`/sessions/${pricedRound.id}`)
    expect(body).toMatchObject({ bookable: false, pausedUntil: expect.stringMatching(/:00\.000Z$/) as string })
  })

  it("say problems as RFC 9457 does, with the id of the request", async () => {
    const requestId = "6f8a2c1e-5d3b-4c7a-9e0f-112233445566"
    const { status, headers, body } = await ask("/nothing", { headers: { "x-request-id": requestId } })
    expect([status, headers.get("content-type")]).toEqual([404, "application/problem+json"])
    expect(problem.parse(body)).toEqual(body)
    expect(body).toMatchObject({
      instance: `urn:uuid:${requestId}`,
      type: "http://localhost:3000/docs/api#not_found",
      status: 404,
    })
  })
})

/** Reads values as the JSON Schema of the document says, with its references in place. */
const reader = (schema: object): z.ZodType => z.fromJSONSchema(inPlace(schema) as z.core.JSONSchema.JSONSchema)

function inPlace(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inPlace)
  if (typeof value !== "object" || value === null) return value
  if ("$ref" in value) return inPlace(document.components.schemas[String(value.$ref).split("/").at(-1) ?? ""])
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inPlace(inner)]))
}
