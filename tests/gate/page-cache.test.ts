import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, describe, expect, it } from "vitest"
import type { Captured } from "@/lib/capture-response"
import { NotSharedError, PageCache } from "@/lib/page-cache"
import { type House, openHouse } from "./house"

const page = (text: string, facts: Partial<Captured> = {}): Captured => ({
  status: 200,
  headers: {},
  body: Buffer.from(text),
  ...facts,
})

describe("PageCache", () => {
  function cacheOf(
    answer: () => Captured | Promise<Captured>,
    options: { freshMs?: number; maxEntries?: number } = {},
  ) {
    const clock = { now: 0 }
    let renderings = 0
    const cache = new PageCache(async () => (renderings++, answer()), { ...options, now: () => clock.now })
    return { cache, clock, renderings: () => renderings }
  }

  it("renders once for many who ask at once, and again after 500 ms", async () => {
    const { cache, clock, renderings } = cacheOf(() => page("x"))
    await Promise.all(Array.from({ length: 50 }, () => cache.get("/")))
    expect(renderings()).toBe(1)
    clock.now = 499
    await cache.get("/")
    expect(renderings()).toBe(1)
    clock.now = 500
    await cache.get("/")
    expect(renderings()).toBe(2)
  })

  it("counts age from the start of the rendering: a slow one is joined for 500 ms and no longer", async () => {
    let finish: (() => void)[] = []
    const { cache, clock, renderings } = cacheOf(() => new Promise((resolve) => finish.push(() => resolve(page("x")))))
    const first = cache.get("/")
    clock.now = 600
    const second = cache.get("/")
    expect(renderings()).toBe(2)
    for (const done of finish) done()
    finish = []
    await Promise.all([first, second])
  })

  it("keeps nothing but a 200", async () => {
    const { cache, renderings } = cacheOf(() => page("x", { status: 404 }))
    expect((await cache.get("/")).status).toBe(404)
    await cache.get("/")
    expect(renderings()).toBe(2)
  })

  it("shares nothing that sets a cookie, and no failure", async () => {
    const { cache } = cacheOf(() => page("x", { headers: { "set-cookie": "a=b" } }))
    await expect(cache.get("/")).rejects.toThrow(NotSharedError)
    const failing = cacheOf(() => Promise.reject(new Error("no")))
    await expect(failing.cache.get("/")).rejects.toThrow("no")
    await expect(failing.cache.get("/")).rejects.toThrow("no")
    expect(failing.renderings()).toBe(2)
  })

  it("holds a bounded number of pages", async () => {
    const { cache, renderings } = cacheOf(() => page("x"), { maxEntries: 2 })
    for (const key of ["/a", "/b", "/c"]) await cache.get(key)
    await cache.get("/b")
    expect(renderings()).toBe(3)
    await cache.get("/a")
    expect(renderings()).toBe(4)
  })
})

describe("what is answered from memory", () => {
  let house: House
  afterEach(() => house.close())

  const twice = async (path: string, headers: Record<string, string> = {}, method = "GET") => {
    house = await openHouse()
    await house.ask(path, { headers, method })
    await house.ask(path, { headers, method })
    return house.asked()
  }

  it.each(["/", "/en", "/sessions/ki-runde-2027-01-14", "/?format=gruppe&language=de"])("%s", async (path) => {
    expect(await twice(path)).toBe(1)
  })

  it.each([
    "/booking",
    "/sessions/a/book",
    "/organizer",
    "/?utm=1",
    "/?format=a&format=b",
    "/?format=%3Cscript%3E",
    "/imprint",
  ])("not %s", async (path) => {
    expect(await twice(path)).toBe(2)
  })

  it("not for somebody we know, not for a part of a page, not a POST", async () => {
    expect(await twice("/", { cookie: "a=1; runde_bookings=x" })).toBe(2)
    await house.close()
    expect(await twice("/", { cookie: "__Host-runde_desk=x" })).toBe(2)
    await house.close()
    expect(await twice("/", { rsc: "1" })).toBe(2)
    await house.close()
    house = await openHouse()
    await house.ask("/", {
      method: "POST",
      headers: { origin: house.origin, "content-type": "multipart/form-data; boundary=b" },
      body: "--b--\r\n",
    })
    expect(house.asked()).toBe(1)
  })

  it("is rendered from nothing that a client sent", async () => {
    house = await openHouse()
    await house.ask("/", {
      headers: { cookie: "other=1", "x-forwarded-host": "evil.example", "accept-language": "fr", "x-a": "b" },
    })
    expect(Object.keys(house.seen[0]?.headers ?? {}).sort()).toEqual([
      "accept",
      "content-security-policy",
      "host",
      "x-forwarded-host",
      "x-forwarded-proto",
      "x-nonce",
      // The gate's own: the address without what a client could add to it.
      "x-runde-path",
    ])
    expect(house.seen[0]?.headers["x-forwarded-host"]).toBe(new URL(house.origin).host)
  })

  it("a page that sets a cookie is made for each", async () => {
    house = await openHouse()
    const answers = await Promise.all([house.ask("/sessions/cookie"), house.ask("/sessions/cookie")])
    expect(answers.map(({ headers }) => headers["set-cookie"]?.length)).toEqual([1, 1])
    expect(house.asked()).toBe(3)
  })

  it("somebody who leaves does not spoil it for the others", async () => {
    house = await openHouse()
    const leaving = fetch(house.origin.replace("localhost", "127.0.0.1"), { signal: AbortSignal.timeout(5) }).catch(
      () => null,
    )
    await sleep(1)
    expect((await house.ask("/")).status).toBe(200)
    await leaving
  })
})
