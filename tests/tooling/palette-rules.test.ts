import { expect, it } from "vitest"
import { matching, type PaletteGroup } from "@/components/ui/palette-rules"

const item = (label: string, words = "") => ({ id: label, label, words, href: `/${label}` })
const groups: PaletteGroup[] = [
  { id: "rooms", label: "Rooms", items: [item("Termine im Monat", "Kalender"), item("Übersicht", "Größe")] },
  { id: "actions", label: "Do", items: [{ ...item("Entwürfe"), quiet: true }, item("Termin anlegen", "neu")] },
]

it.each([
  ["termin", ["Termine im Monat", "Termin anlegen"]],
  ["anl ter", ["Termin anlegen"]],
  ["KALENDER", ["Termine im Monat"]],
  ["ubersicht", ["Übersicht"]],
  ["grosse", ["Übersicht"]],
  ["entw", ["Entwürfe"]],
  ["ermin", []],
  // Nothing asked: everything but what is found by its name only.
  ["", ["Termine im Monat", "Übersicht", "Termin anlegen"]],
  [" .", ["Termine im Monat", "Übersicht", "Termin anlegen"]],
])("%j finds %j", (query, labels) => {
  expect(matching(groups, query).flatMap(({ items }) => items.map(({ label }) => label))).toEqual(labels)
})
