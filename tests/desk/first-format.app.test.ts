import { afterAll, beforeAll, expect, it } from "vitest"
import { db } from "@/lib/db"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { localTimeOf } from "@/lib/time-zone"
import { teamMember } from "../access/viewers"
import { textOf } from "../support/forms"
import { type App, startApp } from "../support/server"
import { Visitor } from "../support/visitor"
import { berlin, by, done } from "../support/world"

// Somebody whose house is empty, who reads nothing and runs no scripts.

let app: App
let organizer: Visitor
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0" } })
  organizer = (await teamMember(app.origin, "owner", "Erika Beispiel")).visitor
})
afterAll(() => app?.stop())

const says = () => textOf(organizer.page.body)
const formats = "/organizer/settings/formats"

it("a format from an empty list takes a name", async () => {
  await organizer.open(formats)
  expect(says()).toContain("Noch gibt es kein Format.")
  await organizer.open(`${formats}/new`)
  await organizer.submit("#format")
  expect(says()).toContain("Bitte geben Sie dem Format einen Namen.")
  await organizer.submit("#format", { "texts.de.name": "KI-Frühstück" })
  expect(organizer.page.path).toBe(`${formats}?done=formatCreated`)
  expect(says()).toContain("KI-Frühstück")
  expect(await db.format.findFirst()).toMatchObject({
    ...{ slug: "ki-fruehstueck", version: 1, capacity: 8, minimum: 4, admission: "reviewed", priceNetCents: null },
    texts: { de: { shortName: "KI-Frühstück" }, en: { name: "KI-Frühstück", language: "de" } },
  })
})

it("the preview shows both pages and the amounts, and saves nothing", async () => {
  await organizer.open(`${formats}/new`)
  await organizer.submit("Standard", { "texts.de.name": "Vertiefung", priceNetCents: "290" })
  expect(says()).toContain("Gespeichert ist noch nichts.")
  await organizer.submit("Vorschau", { previewStart: "2027-01-14T10:00" })
  for (const text of [
    "Do., 31.12.2026",
    "145,00 €",
    "Was in den 90 Minuten geschieht",
    "What happens in the 90 minutes",
  ])
    expect(says()).toContain(text)
  expect(says()).toContain("These texts are in German only.")
  expect(await db.format.count()).toBe(1)
})

it("an edit on an old state says what is saved, and the second try is on purpose", async () => {
  const { id, updatedAt } = await db.format.findFirstOrThrow()
  await organizer.open(`${formats}/${id}`)
  await db.format.update({ where: { id }, data: { capacity: 9, updatedAt: new Date(+updatedAt + 1000) } })
  await organizer.submit("#format", { capacity: "10" })
  expect(says()).toContain("Gespeichert ist inzwischen: 9")
  await organizer.submit("#format")
  expect(organizer.page.path).toBe(`${formats}/${id}?done=saved`)
  expect(says()).toContain("Fassung 3")
  expect(await db.format.findFirst()).toMatchObject({ capacity: 10, version: 3 })
})

it("the English page shows the German text and says so", async () => {
  const { id: formatId, lengthMinutes } = await db.format.findFirstOrThrow()
  const localStart = localTimeOf(new Date(Date.now() + 40 * 86_400_000), berlin)
  const input = {
    formatId,
    language: "de",
    timeZone: berlin,
    placeText: null,
    capacity: 8,
    minimum: 4,
    hostId: null,
  } as const
  const now = by("system", new Date())
  const { sessionId, slug } = done(
    await createGroupSession({ ...input, localStart, requestId: crypto.randomUUID() }, now),
  )
  done(await publishGroupSession({ sessionId }, now))
  const reader = new Visitor(app.origin)
  const { body } = await reader.open(`/en/sessions/${slug}`)
  expect(body).toContain('<span lang="de">KI-Frühstück</span>')
  expect(textOf(body)).toContain("These texts are in German only.")
  expect(textOf((await reader.open(`/sessions/${slug}`)).body)).not.toContain("nur auf Deutsch")
  expect(lengthMinutes).toBe(90)
})
