import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, it, vi } from "vitest"
import { pool } from "@/lib/db"
import { limitClient } from "@/lib/rate-limit"
import { ask } from "../api/api"
import { ownDatabase } from "../support/database"

afterEach(() => vi.restoreAllMocks())

const times = async <T>(count: number, run: () => Promise<T>) => {
  const answers: T[] = []
  for (let time = 0; time < count; time++) answers.push(await run())
  return answers
}

describe("limits", () => {
  it("let a client through so often and then say when to come back", async () => {
    const client = randomUUID()
    const answers = await times(62, () => limitClient("hold", client))
    expect(answers.slice(0, 60).every(({ ok }) => ok)).toBe(true)
    expect(answers.slice(60)).toEqual(
      [1, 2].map(() => ({ ok: false, reason: "rate_limited", retryAfter: expect.any(Number) as number })),
    )
    const [last] = answers.slice(-1)
    expect(last && "retryAfter" in last && last.retryAfter).toBeGreaterThan(590)
    expect((await limitClient("hold", randomUUID())).ok).toBe(true)
    expect((await limitClient("write", client)).ok).toBe(true)
  })

  it("let a provider unsubscribe all its people, whatever else was sent from there", async () => {
    const client = randomUUID()
    const answers = await times(220, () => limitClient("unsubscribe", client))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect((await limitClient("write", client)).ok).toBe(true)
  })

  it("count together when many ask at once", async () => {
    const client = randomUUID()
    const answers = await Promise.all(Array.from({ length: 100 }, () => limitClient("hold", client)))
    expect(answers.filter(({ ok }) => ok).length).toBe(60)
  })

  it("are wider for a proxy that speaks for itself", async () => {
    const client = `proxy ${randomUUID()}`
    const answers = await Promise.all(Array.from({ length: 500 }, () => limitClient("hold", client)))
    expect(answers.every(({ ok }) => ok)).toBe(true)
  })

  it("keep no address in clear", async () => {
    await limitClient("hold", "203.0.113.77")
    const rows = await ownDatabase().query("SELECT * FROM rate_limits")
    expect(rows.length).toBeGreaterThanOrEqual(1)
    expect(JSON.stringify(rows)).not.toMatch(/203\.0\.113/)
  })

  it("allow what cannot be counted", async () => {
    vi.spyOn(pool, "query").mockImplementation(() => {
      throw new Error("away")
    })
    expect(await limitClient("hold", randomUUID())).toEqual({ ok: true })
  })

  it("are not written to disk: nobody waits for them", async () => {
    const [table] = await ownDatabase().query("SELECT relpersistence FROM pg_class WHERE relname = 'rate_limits'")
    expect(table).toEqual({ relpersistence: "u" })
  })
})

describe("the API", () => {
  const asking = (client: string) => ({ json: { code: "123456" }, headers: { "x-runde-client": client } })

  it("says 429 with Retry-After", async () => {
    const client = randomUUID()
    const answers = await times(101, () => ask("/bookings/R-2222-2222/verification", asking(client)))
    expect(answers.slice(0, 100).every(({ status }) => status === 404)).toBe(true)
    const [last] = answers.slice(-1)
    expect([last?.status, last?.body.reason, Number(last?.headers.get("retry-after")) > 0]).toEqual([
      429,
      "rate_limited",
      true,
    ])
  })

  it("twin: with RATE_LIMIT=0 it never does", async () => {
    const { env } = await import("@/lib/env")
    const factor = env().RATE_LIMIT
    try {
      env().RATE_LIMIT = 0
      const client = randomUUID()
      const answers = await times(101, () => ask("/bookings/R-2222-2222/verification", asking(client)))
      expect(answers.every(({ status }) => status === 404)).toBe(true)
    } finally {
      env().RATE_LIMIT = factor
    }
  })
})
