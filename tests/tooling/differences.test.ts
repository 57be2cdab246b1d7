import { expect, it } from "vitest"
import { differences } from "@/lib/differences"

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
