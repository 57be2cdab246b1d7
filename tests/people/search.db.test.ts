import { beforeAll, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { listPeople } from "@/lib/people/queries-people"

const people: [given: string, family: string, company: string, email: string][] = [
  ["Jürgen", "Müller", "Müller Maschinenbau GmbH", "j.mueller@mueller-maschinen.example"],
  ["Jutta", "Muller", "Probe Verpackungen GmbH", "jutta@probe.example"],
  ["Petra", "Muster", "Muster Anlagenbau GmbH", "petra.muster@muster-anlagenbau.example"],
  ["Franz", "Weiß", "Weiß & Söhne KG", "f.weiss@weiss-soehne.example"],
  ["Björn", "Strauß", "Straßenbau Nord AG", "bjoern@strassenbau-nord.example"],
  ["Renée", "Lefèvre", "Café Europe SAS", "renee@cafe-europe.example"],
  ["Łukasz", "Nowak", "Łódź Metal", "l.nowak@lodz.example"],
  ["Anna", "Bauer", "Bauer Holz GmbH", "anna@bauer-holz.example"],
  ["Michael", "Schneider", "Schneider Druck", "ms@druck.example"],
  ["Schmidt", "Heinz", "Heinz Werke", "schmidt.heinz@werke.example"],
  ["Søren", "Ægidius", "Nordic ApS", "soren@nordic.example"],
]

beforeAll(async () => {
  await db.participant.createMany({
    data: people.map(([givenName, familyName, companyName, email]) => ({
      ...{ givenName, familyName, companyName, email, role: "owner", locale: "de" },
    })) as never,
  })
  await db.booker.create({ data: { name: "Anke Vorzimmer", email: "anke@muster-anlagenbau.example" } })
  // Who is in both lists is there once, as the person in the room.
  await db.booker.create({ data: { name: "Anna Bauer", email: "anna@bauer-holz.example" } })
})

const names = async (query: string) => (await listPeople({ query })).people.map(({ name }) => name)

describe("the search finds first", () => {
  it.each([
    ["Müller", "Jürgen Müller", "Jutta Muller"],
    ["Mueller", "Jürgen Müller", "Jutta Muller"],
    ["muller", "Jürgen Müller", "Jutta Muller"],
    ["MUELLER juergen", "Jürgen Müller"],
    ["Müller Jürgen", "Jürgen Müller"],
    ["Jurgen Müler", "Jürgen Müller"],
    ["Mü", "Jürgen Müller", "Jutta Muller", "Petra Muster"],
    ["Weiss", "Franz Weiß"],
    ["WEIẞ", "Franz Weiß"],
    ["strauss bjorn", "Björn Strauß"],
    ["Strassenbau", "Björn Strauß"],
    ["straßenbau nord", "Björn Strauß"],
    ["lefevre", "Renée Lefèvre"],
    ["Renee Lefevre", "Renée Lefèvre"],
    ["lukasz", "Łukasz Nowak"],
    ["Lodz", "Łukasz Nowak"],
    ["soren", "Søren Ægidius"],
    ["Aegidius", "Søren Ægidius"],
    ["Bauer", "Anna Bauer"],
    ["Baur", "Anna Bauer"],
    ["Mustre", "Petra Muster"],
    ["petra musster", "Petra Muster"],
    ["Shcneider", "Michael Schneider"],
    ["Micheal Schneidr", "Michael Schneider"],
    ["Heinz Schmidt", "Schmidt Heinz"],
    ["Heinz Schmitd", "Schmidt Heinz"],
    ["Anlagenbau", "Anke Vorzimmer", "Petra Muster"],
    ["petra.muster@muster-anlagenbau.example", "Petra Muster"],
    ["f.weiss@", "Franz Weiß"],
    ["vorzimmer", "Anke Vorzimmer"],
  ])("%s", async (query, ...expected) => {
    expect((await names(query)).slice(0, expected.length)).toEqual(expected)
  })

  it("nobody who has nothing of it", async () => {
    expect(await names("xylophon")).toEqual([])
    expect(await names("Petra Nowak")).toEqual([])
    expect(await names("%")).toEqual(await names(""))
    expect(await names("' OR 1=1")).toEqual([])
  })
})

describe("the list", () => {
  it("goes page by page through everybody once, in every order the search has", async () => {
    for (const query of ["", "example", "mu", "Müler", "e"]) {
      const whole = (await listPeople({ query })).people.map(({ id }) => id)
      const paged: string[] = []
      let cursor: string | undefined
      do {
        const page = await listPeople({ query, cursor, limit: 2 })
        paged.push(...page.people.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(paged, query).toEqual(whole)
    }
    expect((await listPeople()).people).toHaveLength(people.length + 1)
  })

  it("takes a cursor that is none for the first page", async () => {
    const [first] = (await listPeople()).people
    for (const cursor of [
      "x",
      "%00",
      Buffer.from("[1]").toString("base64url"),
      Buffer.from('[1,"\\u0000","x"]').toString("base64url"),
    ])
      expect((await listPeople({ cursor })).people[0]).toEqual(first)
  })
})
