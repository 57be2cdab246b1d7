import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { manageToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { findForm, textOf } from "../support/forms"
import { type App, startApp } from "../support/server"
import { Visitor } from "../support/visitor"
import { world } from "../support/world"

let app: App
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0" } })
})
afterAll(() => app.stop())

let visitor: Visitor
let page: string
let bookingId: string
/** What the second click sends; in a browser without scripts, so that all of it goes over the line. */
let secondClick: Record<string, string>
let paula: Awaited<ReturnType<typeof world>>["paula"]

beforeEach(async () => {
  const house = await world({ now: new Date() })
  paula = house.paula
  const booking = await house.book(house.petra, house.februaryRound, { now: new Date() })
  bookingId = booking.bookingId
  visitor = new Visitor(app.origin)
  await visitor.open(`/open/${await manageToken(bookingId, "participant")}`)
  page = `/booking/${booking.reference}/substitute`
  await visitor.open(page)
  await visitor.submit("#substitute", {
    ...{ "participant.givenName": paula.givenName, "participant.familyName": paula.familyName },
    ...{ "participant.company": paula.company, "participant.role": paula.role, "participant.email": paula.email },
  })
  secondClick = findForm(visitor.page.body, "#substitute").fields
})
const handOvers = () => db.activity.count({ where: { bookingId, kind: "seat.substituted" } })

it("a second click that was carried out and not answered says the same when it is sent again", async () => {
  const first = await visitor.post(page, secondClick)
  const again = await visitor.post(page, secondClick)
  for (const { path, body } of [first, again]) {
    expect(path).toBe("/booking?done=substituted")
    expect(textOf(body)).toContain("Der Platz ist übergeben")
  }
  expect(await handOvers()).toBe(1)
})

it("a double click says the same twice", async () => {
  const other = visitor.copy()
  const answers = await Promise.all([visitor.post(page, secondClick), other.post(page, secondClick)])
  expect(answers.map(({ path }) => path)).toEqual(["/booking?done=substituted", "/booking?done=substituted"])
  expect(await handOvers()).toBe(1)
})

it.each([
  ["another name", { "participant.email": "pia.dritte@muster-anlagenbau.example" }],
  ["another request", { requestId: crypto.randomUUID() }],
  ["the first click", { step: "" }],
  ["another booking", { booking: "R-2222-2222" }],
])("with %s the link of before does nothing and says nothing", async (_, other) => {
  await visitor.post(page, secondClick)
  const answer = await visitor.post(page, { ...secondClick, ...other })
  expect(answer.path).not.toContain("done=")
  expect(await handOvers()).toBe(1)
  expect(await db.booking.findUnique({ where: { id: bookingId } })).toMatchObject({ email: paula.email })
  expect((await visitor.open(page)).path).toBe("/booking?link=void")
})
