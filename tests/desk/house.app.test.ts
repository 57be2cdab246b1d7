import { afterAll, beforeAll, expect, it } from "vitest"
import { system } from "@/lib/activity"
import { sheetName } from "@/lib/palette"
import { chooseAccent } from "@/lib/sessions/choose-accent"
import { savePortrait } from "@/lib/sessions/save-portrait"
import { saveSettings } from "@/lib/sessions/settings"
import type { SettingsData } from "@/lib/sessions/schema"
import { type App, startApp } from "../support/server"
import { Visitor } from "../support/visitor"
import { done, world } from "../support/world"
import { face } from "../support/picture"

let app: App
let slug: string
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web" } })
  slug = (await world({ now: new Date() })).januaryRound.slug
})
afterAll(() => app?.stop())

const by = { actor: system }
const visit = async (path: string) => new Visitor(app.origin).send(path)
/** The pages that are asked for most are kept for a moment. */
const soon = <T>(what: () => Promise<T>, expected: T) => expect.poll(what, { timeout: 5_000 }).toEqual(expected)
const leads = async (path: string) => {
  const { status, headers } = await visit(path)
  return status === 200 ? "here" : `${status} ${(headers.location ?? "").replace(app.origin, "")}`
}
const offer = (languages: SettingsData["languages"]) => saveSettings({ languages }, by)

it("pages in a language that is not offered lead to the same page in the other one", async () => {
  await offer("de")
  await soon(() => leads("/en"), "307 /")
  expect(await leads(`/en/sessions/${slug}`)).toBe(`307 /sessions/${slug}`)
  expect(await leads("/en/imprint")).toBe("307 /imprint")
  expect(await leads("/")).toBe("here")
  expect((await visit(`/sessions/${slug}`)).body).not.toMatch(/hrefLang="en"/i)
  await offer("en")
  await soon(() => leads("/"), "307 /en")
  await soon(() => leads(`/sessions/${slug}`), `307 /en/sessions/${slug}`)
  expect(await leads("/booking?link=void")).toBe("307 /en/booking?link=void")
  // The desk stays in both.
  expect(await leads("/organizer/sign-in")).toBe("here")
})

it("the first language is where the bare address leads, and the other one keeps its list", async () => {
  await offer("en_de")
  await soon(() => leads("/"), "307 /en")
  await soon(() => leads("/de"), "here")
  expect((await visit("/de")).body).toContain('lang="de"')
  await offer("de_en")
  await soon(() => leads("/"), "here")
  await soon(() => leads("/de"), "307 /")
})

it("the site map and the alternates name what is offered", async () => {
  const addresses = async () =>
    [...(await visit("/sitemap.xml")).body.matchAll(/<loc>([^<]+)/g)].map(([, url = ""]) => url.replace(app.origin, ""))
  const alternates = async () => {
    const { body } = await visit("/imprint")
    return [...body.matchAll(/<link rel="alternate"[^>]*>/g)]
      .map(([link]) => /hrefLang="([^"]+)"/i.exec(link)?.[1])
      .sort()
  }
  expect(await addresses()).toEqual(expect.arrayContaining(["", "/en", `/sessions/${slug}`, `/en/sessions/${slug}`]))
  expect(await alternates()).toEqual(["de", "en", "x-default"])
  await offer("en")
  expect((await addresses()).filter((path) => !path.startsWith("/en"))).toEqual([])
  await offer("de")
  expect((await addresses()).filter((path) => path.startsWith("/en"))).toEqual([])
  expect(await alternates()).toEqual(["de", "x-default"])
  await offer("de_en")
})

it("the colour is a style sheet of our own, kept for ever under a name that says what is in it", async () => {
  expect((await visit("/imprint")).body).not.toContain("/colours/")
  expect(await chooseAccent({ accent: "#5b2a4e" }, by)).toEqual({ ok: true })
  const address = `/colours/${sheetName("#5b2a4e")}`
  expect((await visit("/imprint")).body).toContain(`href="${address}"`)
  const sheet = await visit(address)
  expect(sheet.body).toContain("--color-accent:#5b2a4e")
  expect(sheet.headers).toMatchObject({
    ...{ "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=31536000, immutable" },
    "content-security-policy": expect.stringContaining("default-src 'none'") as string,
  })
  // Whatever cannot be read, or is no name of ours, is nothing.
  for (const name of ["ffcc00.0123456789ab.css", "5b2a4e.000000000000.css", "x.css", sheetName("#ffcc00")]) {
    const answer = await visit(`/colours/${name}`)
    expect([answer.status, answer.headers["cache-control"]]).toEqual([404, "no-store"])
  }
})

it("the portrait is served under its hash alone, and the page before there is one names none", async () => {
  expect((await visit(`/sessions/${slug}`)).body).not.toContain("/portrait/")
  const bytes = await face()
  const { hash } = done(await savePortrait({ bytes }, by))
  const picture = await visit(`/portrait/${hash}.webp`)
  expect(picture.headers).toMatchObject({
    ...{ "content-type": "image/webp", "cache-control": "public, max-age=31536000, immutable" },
    ...{
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'") as string,
    },
  })
  await soon(async () => (await visit(`/sessions/${slug}`)).body.includes(`/portrait/${hash}.webp`), true)
  for (const path of [`/portrait/${hash}`, `/portrait/${"0".repeat(64)}.webp`, `/portrait/${hash}.svg`])
    expect((await visit(path)).status).toBe(404)
})
