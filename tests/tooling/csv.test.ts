import { expect, it } from "vitest"
import { csv, csvStream } from "@/lib/csv"
import { differences } from "@/lib/differences"

it("writes a table that opens with umlauts and runs nothing", () => {
  const table = csv(
    ["Name", "Zahl"],
    [
      ["Müller; GmbH", 3],
      ['=1+1 "x"', null],
      ["@SUM(A1)", -2],
    ],
  )
  expect(table).toBe('\uFEFFName;Zahl\r\n"Müller; GmbH";3\r\n"\'=1+1 ""x""";\r\n\'@SUM(A1);-2\r\n')
})

it("sends the same table part by part, and reads no further than it is taken", async () => {
  const parts = [[["Müller; GmbH", 3]], [["=1+1", null]], [["zu viel", 0]]]
  let read = 0
  async function* reading() {
    for (const part of parts) {
      read++
      yield await Promise.resolve(part)
    }
  }
  const whole = await new Response(csvStream(["Name", "Zahl"], reading())).arrayBuffer()
  // Not as text(), which takes the byte order mark away.
  expect(Buffer.from(whole).toString()).toBe(csv(["Name", "Zahl"], parts.flat()))
  read = 0
  const reader = csvStream(["Name"], reading()).getReader()
  await reader.read()
  expect(read).toBeLessThan(3)
  await reader.cancel()
})

it("says what an edit changed, names long texts and keeps private ones out", () => {
  const before = { name: "A", company: { city: "Ulm" }, note: "x", about: "kurz" }
  const after = { name: "A", company: { city: "Köln", street: "Weg 1" }, note: "y", about: "lang\nund breit" }
  expect(differences(before, after, ["note"])).toEqual({
    before: { "company.city": "Ulm", "company.street": null },
    after: { "company.city": "Köln", "company.street": "Weg 1" },
    texts: ["about"],
  })
  expect(differences(before, { ...before })).toBeNull()
})
