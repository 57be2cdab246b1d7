import { afterAll, beforeAll, expect, it } from "vitest"
import { ownDatabase } from "../support/database"
import { type App, startApp } from "../support/server"
import { Visitor } from "../support/visitor"
import { world } from "../support/world"

let app: App
let slug: string
beforeAll(async () => {
  // One request of the dearest kind for each client, so that the second is too much.
  app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0.01" } })
  slug = (await world({ now: new Date() })).januaryRound.slug
})
afterAll(() => app?.stop())

it("a form sent too often is answered with 429 and when to come back, and what was typed stays", async () => {
  const visitor = new Visitor(app.origin)
  const ask = async () => {
    await visitor.open("/booking")
    return visitor.submit(/Links senden/, { email: "petra@muster.example" })
  }
  expect((await ask()).status).toBe(200)
  const { status, headers, body } = await ask()
  expect(status).toBe(429)
  expect(Number(headers["retry-after"])).toBeGreaterThan(0)
  expect(body).toContain("Das waren viele Anfragen in kurzer Zeit")
  expect(body).toContain("petra@muster.example")
  expect(visitor.received.map(({ head }) => head).join()).not.toContain("runde_status")
})

it("a page that cannot be made says so without a script, in its language, with its number", async () => {
  await ownDatabase().query("ALTER TABLE formats RENAME TO elsewhere")
  try {
    const visitor = new Visitor(app.origin)
    for (const path of ["/", `/sessions/${slug}`, "/organizer/sign-in", "/en", `/en/sessions/${slug}`]) {
      const { status, headers, body } = await visitor.send(path)
      if (path === "/organizer/sign-in") {
        expect(status).toBe(200)
        continue
      }
      expect(status, path).toBe(500)
      expect(body, path).toContain(path.startsWith("/en") ? "Something went wrong" : "Hier ist etwas schiefgegangen.")
      expect(body, path).toContain(`href="${path}"`)
      expect(body, path).toContain(headers["x-request-id"])
      expect(body, path).not.toMatch(/__next|formats|relation|<script/)
      const nonce = /style-src[^;]*'nonce-([\w-]+)'/.exec(String(headers["content-security-policy"]))?.[1]
      expect(body, path).toContain(`<style nonce="${nonce}">`)
    }
  } finally {
    await ownDatabase().query("ALTER TABLE elsewhere RENAME TO formats")
  }
  expect((await new Visitor(app.origin).send("/")).status).toBe(200)
})

it("what Next says to itself is believed from nobody in another form", async () => {
  const visitor = new Visitor(app.origin)
  for (const state of ["x", "%", "[]", '["",null]', "%5B%22%22%2C%7B%7D%2Cnull%5D"]) {
    const headers = { rsc: "1", "next-router-state-tree": state }
    const { path, status } = await visitor.open("/booking", headers)
    expect([state, path, status]).toEqual([state, path, 200])
  }
})

it("a new house has its first owner from the first start on", async () => {
  const [owner] = await ownDatabase().query<{ email: string; role: string }>("SELECT email, role FROM team_members")
  expect(owner).toEqual({ email: "owner@runde.example", role: "owner" })
})
