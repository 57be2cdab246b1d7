import { afterAll, beforeAll, expect, it } from "vitest"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { db } from "@/lib/db"
import { holder } from "../access/viewers"
import { findForm } from "../support/forms"
import { type App, startApp } from "../support/server"
import { by, done, people } from "../support/world"
import { closedWorld, ofCompany } from "./closed-world"

// What a closed round asks on the way into it, on the pages and without scripts.

let app: App
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0" } })
})
afterAll(() => app?.stop())

const asked = ["participant.industry", "participant.sizeBand", "noSales"]
const said = { "participant.industry": ofCompany.industry, "participant.sizeBand": ofCompany.sizeBand, noSales: "on" }
const inDays = (days: number) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T10:00`

/** Petra has a seat in an open round and opens the page that leads from it to another date. */
async function petraAt(target: "free" | "full" | "open") {
  const w = await closedWorld({ now: new Date() })
  const { bookingId, reference } = await w.book(people.petra, w.januaryRound)
  const closed = await w.session(w.closedFormat, inDays(60), { capacity: 1 })
  const inTheWay = target === "full" ? await w.book(people.karin, closed) : null
  const visitor = await holder(app.origin, bookingId, "participant")
  await visitor.open(`/booking/${reference}/rebook/${target === "open" ? w.februaryRound.slug : closed.slug}`)
  const names = () => findForm(visitor.page.body, target === "full" ? "#wait" : "#rebook").names
  const profile = () => db.roundProfile.findUnique({ where: { bookingId } })
  return { visitor, names, profile, inTheWay, reference }
}

it("a move says it in the form that agrees to the date, each fault at its field", async () => {
  const { visitor, names, profile } = await petraAt("free")
  expect(names()).toEqual(expect.arrayContaining(asked))
  const { noSales, ...company } = said
  for (const [fields, sentence] of [
    [{}, "Bitte wählen Sie die Branche."],
    [company, "Bitte bestätigen Sie, dass Sie in der Runde nichts verkaufen."],
  ] as const)
    expect((await visitor.submit("#rebook", fields)).body).toContain(sentence)
  expect(await profile()).toBeNull()
  expect((await visitor.submit("#rebook", { ...company, noSales })).body).toContain("Die Umbuchung ist angefragt.")
  expect(await profile()).toMatchObject(ofCompany)
})

it("who begins to wait says it there, and is not asked once more", async () => {
  const { visitor, names, profile, inTheWay, reference } = await petraAt("full")
  expect(names()).toEqual(expect.arrayContaining(asked))
  expect((await visitor.submit("#wait")).body).toContain("Bitte wählen Sie die Branche.")
  await visitor.submit("#wait", said)
  expect(visitor.page.path).toContain(`/waiting/${reference}`)
  expect(await profile()).toMatchObject(ofCompany)
  done(await releaseSeat(inTheWay!, by("participant", new Date())))
  await visitor.open(`/waiting/${reference}/accept`)
  const { names: left } = findForm(visitor.page.body, "#accept")
  expect(left.filter((name) => asked.includes(name))).toEqual([])
})

it("another open round asks none of it", async () => {
  const { names } = await petraAt("open")
  expect(names().filter((name) => asked.includes(name))).toEqual([])
})
