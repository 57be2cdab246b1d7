import { afterAll, beforeAll, expect, it } from "vitest"
import { defaultSettings, saveSettings } from "@/lib/sessions/settings"
import { system } from "@/lib/activity"
import german from "@/messages/de/numbers.json"
import { teamMember } from "../access/viewers"
import { textOf } from "../support/forms"
import { type App, startApp } from "../support/server"
import { world } from "../support/world"

let app: App
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web" } })
})
afterAll(() => app?.stop())

const { title, house, format, sessions } = german.today.first

it("an empty house begins with three steps, which tick themselves off and are gone", async () => {
  const { visitor: owner } = await teamMember(app.origin, "owner", "Erika Beispiel")
  const { visitor: host } = await teamMember(app.origin, "host", "Hanna Gastgeberin")
  const today = async (visitor = owner) => {
    const { status, body } = await visitor.send("/organizer")
    expect(status).toBe(200)
    return body
  }
  const page = await today()
  for (const text of [title, house, format, sessions]) expect(textOf(page)).toContain(text)
  expect(page).toContain('href="/organizer/settings/house"')
  expect(page).toContain('href="/organizer/settings/formats/new"')
  // Without a format there is nothing to date yet.
  expect(page).not.toContain('href="/organizer/sessions/new"')
  expect(textOf(await today(host))).not.toContain(title)
  expect((await owner.send("/organizer/numbers")).body).toContain(german.page.empty)

  await saveSettings({ organizer: { ...defaultSettings.organizer, name: "Martin Mustermann" } }, { actor: system })
  expect(await today()).not.toContain('href="/organizer/settings/house"')
  await world({ now: new Date() })
  expect(textOf(await today())).not.toContain(title)
})
