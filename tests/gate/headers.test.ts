import { afterEach, describe, expect, it } from "vitest"
import { pagePolicy, securityHeaders } from "@/lib/security-headers"
import { type House, openHouse } from "./house"

let house: House
afterEach(() => house?.close())

describe("securityHeaders", () => {
  it("let scripts run by nonce only and nothing else from anywhere else", () => {
    const policy = pagePolicy({ nonce: "N", https: true })
    expect(policy).not.toMatch(/unsafe|https?:(?!\/)|\*/)
    expect(policy).toContain("script-src 'self' 'nonce-N' 'strict-dynamic'")
    for (const rule of [
      "frame-ancestors 'none'",
      "form-action 'self'",
      "base-uri 'none'",
      "object-src 'none'",
      "default-src 'none'",
    ])
      expect(policy).toContain(rule)
  })

  it("let a form lead to where is paid from a booking and its invoices only", async () => {
    house = await openHouse({ payAt: "https://pay.example" })
    const policy = async (path: string) => (await house.ask(path)).headers["content-security-policy"]
    for (const path of ["/booking/R-7KQ4-M2XB", "/en/booking/R-7KQ4-M2XB", "/invoices/R-7KQ4-M2XB"])
      expect(await policy(path)).toContain("form-action 'self' https://pay.example;")
    for (const path of ["/booking", "/invoices", "/", "/organizer"])
      expect(await policy(path)).toContain("form-action 'self';")
  })

  it("let a form lead into a meeting from its door, and for the host from the session at the desk", async () => {
    house = await openHouse({})
    const policy = async (path: string) => (await house.ask(path)).headers["content-security-policy"]
    for (const path of ["/booking/R-7KQ4-M2XB/room", "/en/booking/R-7KQ4-M2XB/room", "/organizer/sessions/4711"])
      expect(await policy(path)).toContain("form-action 'self' https:;")
    for (const path of ["/organizer/sessions", "/organizer/sessions/4711/edit"])
      expect(await policy(path)).toContain("form-action 'self';")
  })

  it("speak of https only where there is https", () => {
    expect(securityHeaders(null, true)["Strict-Transport-Security"]).toMatch(/max-age=\d{8}/)
    expect(securityHeaders({ nonce: "N", https: false })).not.toHaveProperty("Strict-Transport-Security")
  })
})

const everywhere = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "permissions-policy": expect.stringContaining("camera=()") as string,
}

describe("every answer", () => {
  it.each(["/", "/booking", "/api/v1/sessions", "/_next/static/a.js", "/favicon.ico", "/%", "/sessions/gone"])(
    "%s",
    async (path) => {
      house = await openHouse()
      expect((await house.ask(path)).headers).toMatchObject(everywhere)
    },
  )

  it("allows scripts in documents only", async () => {
    house = await openHouse()
    const policy = async (path: string) => (await house.ask(path)).headers["content-security-policy"]
    expect(await policy("/booking")).toContain("script-src")
    for (const path of ["/api/v1/sessions", "/api/health", "/_next/static/a.js", "/icon.svg"])
      expect(await policy(path)).toMatch(/^default-src 'none';/)
  })

  it("is not stored and not found unless the page is on the list of public ones", async () => {
    house = await openHouse()
    const facts = async (path: string, cookie?: string) => {
      const { headers } = await house.ask(path, { headers: cookie ? { cookie } : {} })
      return [headers["cache-control"], headers["x-robots-tag"]]
    }
    const personal = ["no-store", "noindex, nofollow"]
    expect(await facts("/")).toEqual(["private, no-cache", undefined])
    expect(await facts("/", "runde_bookings=x")).toEqual(["no-store", undefined])
    expect(await facts("/en/imprint")).toEqual([undefined, undefined])
    for (const path of [
      "/booking",
      "/en/booking/x",
      "/organizer",
      "/sessions/a/book",
      "/demo/mail",
      "/api/v1/sessions",
    ])
      expect(await facts(path)).toEqual(personal)
    expect(await facts("/_next/static/a.js")).toEqual([undefined, undefined])
  })

  it("may say a policy of its own, where the app does so on purpose", async () => {
    house = await openHouse({}, (_, res) => void res.writeHead(200, { "Content-Security-Policy": "sandbox" }).end())
    expect((await house.ask("/demo/mail/1")).headers["content-security-policy"]).toBe("sandbox")
  })
})
