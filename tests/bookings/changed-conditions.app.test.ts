import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { db } from "@/lib/db"
import { manageToken } from "@/lib/bookings/policy"
import { createVoucher } from "@/lib/payments/create-voucher"
import { voucherInput } from "@/lib/payments/schema"
import { getPublicSession } from "@/lib/sessions/queries"
import { getSettings, saveSettings } from "@/lib/sessions/settings"
import { system } from "@/lib/activity"
import { ownDatabase } from "../support/database"
import { textOf } from "../support/forms"
import { type App, startApp } from "../support/server"
import { withoutConditions } from "../support/twin"
import { person, publishedSession } from "../support/sessions"
import { Visitor } from "../support/visitor"
import { billed, world } from "../support/world"

let app: App
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0" } })
})
afterAll(() => app.stop())

let sessionId: string
let slug: string
beforeEach(async () => {
  sessionId = await publishedSession({ capacity: 6, priceNetCents: 29_000 })
  slug = (await getPublicSession({ id: sessionId }, "de")).slug
})
const raise = () =>
  ownDatabase().query(
    "UPDATE formats SET price_net_cents = 31000 WHERE id = (SELECT format_id FROM group_sessions WHERE id = $1)",
    [sessionId],
  )

/** Who is billed, as it is typed. */
const billing = {
  ...{ "billing.street": billed.street, "billing.postalCode": billed.postalCode, "billing.city": billed.city },
  "billing.country": billed.country,
}

/** Somebody who opened the form a while ago; without scripts, so that all of it goes over the line. */
async function typing() {
  const visitor = new Visitor(app.origin)
  await visitor.open(`/sessions/${slug}/book`)
  const { givenName, familyName, company, role, email } = person("petra", `muster-${crypto.randomUUID().slice(0, 8)}`)
  const fields = {
    ...{ "participant.givenName": givenName, "participant.familyName": familyName, "participant.company": company },
    ...{ "participant.role": role, "participant.email": email, businessUse: "on", acceptTerms: "on" },
    ...billing,
  }
  return { visitor, fields, email }
}
const bookingOf = (email: string) => db.booking.findFirst({ where: { email } })

it("a form that was open while the price was raised says so, keeps what was typed, and books at the second click", async () => {
  const { visitor, fields, email } = await typing()
  await raise()
  const refused = await visitor.submit("#book", fields)
  expect(textOf(refused.body)).toContain("haben sich geändert")
  expect(textOf(refused.body)).toMatch(/Jetzt gilt: .*310,00\s€ \(368,90\s€ brutto\)/)
  expect(refused.body).toContain(`value="${email}"`)
  expect(await bookingOf(email)).toBeNull()
  await visitor.submit("#book")
  expect(visitor.page.path).toContain("?booking=R-")
  expect(await bookingOf(email)).toMatchObject({ priceNetCents: 31_000 })
})

it("twin: without the comparison the first click books what was not shown", async () => {
  const [shown] = await ownDatabase().query<{ text: string }>("SELECT pg_get_functiondef('hold_seat'::regproc) AS text")
  await ownDatabase().query(withoutConditions)
  try {
    const { visitor, fields, email } = await typing()
    await raise()
    await visitor.submit("#book", fields)
    expect(await bookingOf(email)).toMatchObject({ priceNetCents: 31_000 })
  } finally {
    await ownDatabase().query(shown!.text)
  }
})

it("texts that were changed meanwhile have to be agreed to once more", async () => {
  const { visitor, fields, email } = await typing()
  const settings = await getSettings()
  await saveSettings({ ...settings, legal: { ...settings.legal, version: "2027-01" } }, { actor: system })
  const refused = await visitor.submit("#book", fields)
  expect(textOf(refused.body)).toContain("Die Teilnahmebedingungen wurden geändert")
  await visitor.submit("#book")
  expect(await bookingOf(email)).toBeNull()
  await visitor.submit("#book", { acceptTerms: "on" })
  expect(await bookingOf(email)).toMatchObject({ termsVersion: "2027-01" })
})

it("a form that says nothing of what it showed books nothing", async () => {
  const { visitor, fields, email } = await typing()
  await visitor.submit("#book", { ...fields, conditions: "" })
  expect(await bookingOf(email)).toBeNull()
  // The twin: the same form books once it says what it showed.
  await visitor.open(`/sessions/${slug}/book`)
  await visitor.submit("#book", fields)
  expect(await bookingOf(email)).not.toBeNull()
})

/** A code that nobody has used. */
async function voucher(percent: number): Promise<string> {
  const code = `RUNDE-${crypto.randomUUID().slice(0, 8).toUpperCase()}`
  const input = voucherInput.parse({ code, worth: { kind: "percent", percent } })
  const created = await createVoucher(input, { actor: system })
  if (!created.ok) throw new Error(created.reason)
  return code
}

it("what stands above the button is what is agreed to: a code that was typed is looked at first, and so is one taken out", async () => {
  const { visitor, fields, email } = await typing()
  const code = await voucher(20)
  const total = /Gesamtpreis: 232,00\s€ zzgl. 19\s% USt., gesamt 276,08\s€, mit dem Gutschein RUNDE-/
  const said = textOf((await visitor.submit("#book", { ...fields, voucher: code.toLowerCase() })).body)
  expect(said).toMatch(/gebucht ist noch nichts/)
  expect(said).toMatch(total)
  expect(await bookingOf(email)).toBeNull()
  const without = textOf((await visitor.submit("#book", { voucher: "" })).body)
  expect(without).toMatch(/Gesamtpreis: 290,00\s€ zzgl. 19\s% USt., gesamt 345,10\s€/)
  expect(without).not.toMatch(total)
  expect(await bookingOf(email)).toBeNull()
  await visitor.submit("#book", { voucher: code })
  await visitor.submit("#book")
  expect(visitor.page.path).toContain("?booking=R-")
  expect(textOf(visitor.page.body)).toMatch(/232,00\s€ \(276,08\s€ brutto\)/)
  expect(await db.voucherUse.count({ where: { booking: { email } } })).toBe(1)
})

it("a code that leaves nothing to pay asks nobody whom to bill, and its button costs nothing", async () => {
  const { visitor, fields, email } = await typing()
  const unbilled = Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith("billing.")))
  const { body } = await visitor.submit("#book", { ...unbilled, voucher: await voucher(100) })
  expect(textOf(body)).toContain("Gesamtpreis: kostenfrei, mit dem Gutschein")
  expect(textOf(body)).toContain("Platz buchen")
  expect(textOf(body)).not.toContain("Zahlungspflichtig")
  expect(body).toMatch(/<div class="hidden">(?:(?!<\/fieldset>).)*name="billing.street"/s)
  // Of half of it that was typed nothing is asked either.
  await visitor.submit("#book", { "billing.city": "Beispielstadt" })
  expect(await bookingOf(email)).toMatchObject({ pays: "voucher" })
})

it("a move is refused in the same way", async () => {
  const { februaryRound, book, petra } = await world({ now: new Date() })
  const booking = await book(petra, februaryRound, { now: new Date() })
  const visitor = new Visitor(app.origin)
  await visitor.open(`/open/${await manageToken(booking.bookingId, "participant")}`)
  await visitor.open(`/booking/${booking.reference}/rebook/${slug}`)
  await raise()
  expect(textOf((await visitor.submit("#rebook", billing)).body)).toMatch(/Jetzt gilt: .*310,00/)
  await visitor.submit("#rebook")
  expect(visitor.page.path).toContain("done=rebooked")
})

it("a date that is full when somebody comes shows other dates and no form to fill in vain", async () => {
  await ownDatabase().query("UPDATE group_sessions SET capacity = 1 WHERE id = $1", [sessionId])
  const { visitor, fields } = await typing()
  const other = await typing()
  await visitor.submit("#book", fields)
  expect((await new Visitor(app.origin).open(`/sessions/${slug}/book`)).body).not.toContain('name="participant.email"')
  const late = await other.visitor.submit("#book", other.fields)
  expect(late.body).toContain(`value="${other.email}"`)
})
