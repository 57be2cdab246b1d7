import { afterAll, beforeAll, expect, it } from "vitest"
import { db } from "@/lib/db"
import { findSessionLinks } from "@/lib/sessions/queries-formats"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { getSettings, saveSettings } from "@/lib/sessions/settings"
import { system } from "@/lib/activity"
import { teamMember } from "../access/viewers"
import { textOf } from "../support/forms"
import { type App, startApp } from "../support/server"
import type { Visitor } from "../support/visitor"
import { done, world } from "../support/world"

// Two people at the desk, with scripts off: what one has saved is not lost, and what people see is shown first.

const by = { actor: system }
let app: App
let owner: Visitor
let place: Awaited<ReturnType<typeof world>>
let sessionId: string
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0", TRUSTED_PROXIES: "loopback" } })
  owner = (await teamMember(app.origin, "owner", "Erika Beispiel")).visitor
  const now = new Date()
  place = await world({ now })
  sessionId = place.januaryRound.id
  await place.book(place.petra, place.januaryRound, { now })
})
afterAll(() => app?.stop())

const says = () => textOf(owner.page.body)
const [mine, theirs] = ["https://meet.example/mine-4711", "https://meet.example/theirs-0815"]
const own = async () => (await findSessionLinks(sessionId)).own
const summary = "Diese Adresse sehen schon Personen."

it("another address shows whom it concerns, is confirmed once and can be taken back", async () => {
  await owner.open(`/organizer/sessions/${sessionId}/edit`)
  await owner.submit("#access-form", { meetingUrl: mine })
  expect(says()).toContain(summary)
  for (const text of ["Petra Muster, Muster Anlagenbau GmbH", "Niemand erhält eine Nachricht.", "Adresse ändern"])
    expect(says()).toContain(text)
  expect(await own()).toBeNull()
  // Meanwhile somebody else saves another one.
  done(await saveMeetingLink({ sessionId, shown: null, url: theirs, confirmed: true }, by))
  await owner.submit("Adresse ändern")
  expect(says()).toContain("Jemand war schneller.")
  expect(says()).toContain(`Gespeichert ist inzwischen: ${theirs}`)
  expect(await own()).toBe(theirs)
  await owner.submit("Adresse ändern")
  expect(owner.page.path).toBe(`/organizer/sessions/${sessionId}?done=saved`)
  expect(await own()).toBe(mine)
  expect(says()).toContain(theirs)
  await owner.submit("Zurück zur früheren Adresse")
  expect(says()).toContain("Die frühere Adresse gilt wieder.")
  expect(await own()).toBe(theirs)
  expect(says()).not.toContain("Zurück zur früheren Adresse")
})

it("the address is in no address of a page, and in the log only that it changed", async () => {
  for (const { path, headers } of owner.received) expect(`${path} ${headers.location ?? ""}`).not.toContain("meet.")
  const told = await db.activity.findMany({ where: { sessionId } })
  expect(JSON.stringify(told)).not.toContain("meet.example")
  await owner.open("/organizer/settings/log")
  expect(owner.page.body).not.toContain("meet.example")
})

it("of a format too", async () => {
  const formatId = place.formats.instant
  await place.book(place.jonas, place.februaryRound, { now: new Date() })
  await owner.open(`/organizer/settings/formats/${formatId}`)
  await owner.submit("#format", { meetingUrl: mine })
  expect(says()).toContain(summary)
  expect(says()).toContain("Jonas")
  // Petra's session has an address of its own.
  expect(says()).not.toContain("Petra Muster")
  await owner.submit("#format")
  expect(owner.page.path).toBe(`/organizer/settings/formats/${formatId}?done=saved`)
  expect((await db.meetingLink.findUnique({ where: { formatId } }))?.url).toBe(mine)
  await owner.submit("Zurück zur früheren Adresse")
  expect((await db.meetingLink.findUnique({ where: { formatId } }))?.url ?? null).toBeNull()
})

it("who saves the house second is told what is saved, and only of what differs", async () => {
  await owner.open("/organizer/settings/house")
  const { company } = await getSettings()
  const about = { de: "Neuer Text.\nMit zwei Zeilen.", en: "A new text.\nOf two lines." }
  await saveSettings({ company: { ...company, city: "Nebenstadt" } }, by)
  await owner.submit("#house", {
    "company.name": "Meine Beratung",
    "organizer.about.de": about.de,
    "organizer.about.en": about.en,
  })
  expect(says()).toContain("Gespeichert ist inzwischen: Nebenstadt")
  expect((await getSettings()).company).toMatchObject({ name: company.name, city: "Nebenstadt" })
  await owner.submit("#house", { "company.city": "Nebenstadt" })
  expect(owner.page.path).toBe("/organizer/settings/house?done=saved")
  expect((await getSettings()).company).toMatchObject({ name: "Meine Beratung", city: "Nebenstadt" })
  // A text of several lines that nobody has changed is no difference.
  await owner.open("/organizer/settings/house")
  await saveSettings({ name: "Tafelrunde" }, by)
  // As browsers send it.
  await owner.submit("#house", { "organizer.about.de": about.de.replace("\n", "\r\n") })
  expect(says()).toContain("Gespeichert ist inzwischen: Tafelrunde")
  expect(says().match(/Gespeichert ist inzwischen/g)).toHaveLength(2)
})
