import { readFileSync } from "node:fs"
import type { Page } from "@playwright/test"
import { inDays, signIn } from "./desk"
import { desktop, expect, expectAccessible, phone, test } from "./test"
import { english, german, type Words } from "./words"

for (const [words, home, device, colorScheme] of [
  [german, "", phone, "light"],
  [english, "/en", desktop, "dark"],
] as const) {
  test.describe(`${home || "/"}, ${device.viewport.width} px`, () => {
    test.use({ ...device, colorScheme })

    test("the organizer imports people and sessions, and is told what is not right", async ({ page }) => {
      test.setTimeout(180_000)
      const { transfer: t, desk, series } = words
      const main = page.locator("main")
      const button = (name: string) => main.getByRole("button", { name, exact: true })
      const mark = `${home ? "en" : "de"}${Date.now() % 1_000_000}`
      const day = inDays(home ? 301 : 300, "").slice(0, 10)
      await signIn(page, home, words)
      const room = `${home}/organizer/settings/transfer`

      await test.step("offers both, with what a list looks like", async () => {
        await page.goto(room)
        await expect(main.getByRole("heading", { name: t.people.title })).toBeVisible()
        await expect(main.getByRole("heading", { name: t.sessions.title })).toBeVisible()
        await expectAccessible(page)
        const link = main.getByRole("link", { name: t.template }).last()
        const [file] = await Promise.all([page.waitForEvent("download"), link.click()])
        const template = readFileSync(await file.path(), "utf8")
        expect(template).toContain(home ? "Format,Date,Time" : "Format;Datum;Uhrzeit")
        expect(template.trim().split("\r\n").length).toBeGreaterThan(1)
      })

      await test.step("refuses what is no table, and says what is", async () => {
        await bring(page, words, room, "sessions", Buffer.from([80, 75, 3, 4, 0, 0]))
        await expect(main).toContainText(desk.reasons.file_unreadable)
        await expectAccessible(page)
        await bring(page, words, room, "sessions", Buffer.alloc(5 * 1024 ** 2 + 1, 65))
        await expect(main).toContainText(desk.reasons.file_too_large)
        await bring(page, words, room, "sessions", "Format;Datum;Uhrzeit\n")
        await expect(main).toContainText(desk.reasons.file_empty)
        await expectAccessible(page)
      })

      await test.step("takes people, the right ones only when told to", async () => {
        const people = [
          "Vorname;Nachname;Firma;E-Mail",
          `Ida;Import;Import KG;ida.${mark}@import.example`,
          "Ohne;Adresse;;x",
        ]
        await bring(page, words, room, "people", people.join("\n"))
        await expect(main).toContainText(t.problems.codes.email)
        await expect(main).toContainText(`ida.${mark}@import.example`)
        await expectAccessible(page)
        await button(one(t.people.submit)).click()
        await expect(main.getByRole("alert")).toContainText(desk.reasons.rows_broken)
        await page.getByLabel(t.skipBroken).check()
        await button(one(t.people.submit)).click()
        await expect(main).toContainText(desk.done.imported)
        await expect(page).toHaveURL(/\/organizer\/people/)
      })

      const sessions = [
        "Format;Datum;Uhrzeit;Länge;Ort;Stand",
        `ki-vertiefung;${day};9.15 Uhr;90;Import ${mark};`,
        `ki-vertiefung;${day};10:00;;Import ${mark};Entwurf`,
        `ki-vertiefung;${day};25:00;;;vielleicht`,
        `Nirgends;${day};10:00;;;`,
      ]
      await test.step("takes sessions, and shows first what would come of them", async () => {
        // As spreadsheet programs in Germany still write it.
        await bring(page, words, room, "sessions", Buffer.from(sessions.join("\r\n"), "latin1"))
        await expect(main).toContainText(t.problems.codes.time)
        await expect(main).toContainText(t.problems.codes.state)
        await expect(main).toContainText(t.problems.codes.format)
        await expect(main).toContainText("Länge")
        await expect(main).toContainText(t.sessions.overlaps.replace("{line}", "2"))
        await expectAccessible(page)
        await button(two(t.sessions.submit)).click()
        await expect(main.getByRole("alert")).toContainText(desk.reasons.rows_broken)
        await page.getByLabel(t.skipBroken).check()
        await button(two(t.sessions.submit)).click()
        await expect(main).toContainText(desk.done.imported)
        await expect(page).toHaveURL(/\/organizer\/sessions\?show=drafts/)
      })

      await test.step("takes the list along, and finds it there already", async () => {
        await page.goto(`${home}/organizer/sessions?show=drafts&q=${mark}`)
        await expectAccessible(page)
        const link = main.getByRole("link", { name: series.list.export })
        const [file] = await Promise.all([page.waitForEvent("download"), link.click()])
        const table = readFileSync(await file.path())
        expect(table.toString()).toContain(`Import ${mark}`)
        await bring(page, words, room, "sessions", table)
        await expect(main).toContainText(two(t.sessions.known))
        await expect(main).toContainText(t.nothing)
        await expectAccessible(page)
      })
    })
  })
}

async function bring(page: Page, words: Words, room: string, kind: "people" | "sessions", content: string | Buffer) {
  await page.goto(room)
  const form = page.locator(`#bring-${kind}`)
  const buffer = typeof content === "string" ? Buffer.from(content) : content
  await form.getByLabel(words.transfer.csvFile).setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer })
  await form.getByRole("button", { name: words.transfer.look }).click()
  await expect(page.locator(`h1:has-text("${words.transfer[kind].title}"), #bring-${kind} [role=alert]`)).toBeVisible()
}

/** A sentence about one, and about two. */
const one = (text: string) => /one \{([^}]*)\}/.exec(text)?.[1] ?? text
const two = (text: string) => (/other \{([^}]*)\}/.exec(text)?.[1] ?? text).replace("#", "2")
