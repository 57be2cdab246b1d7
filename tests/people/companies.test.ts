import { readFileSync } from "node:fs"
import { parse } from "csv-parse/sync"
import { describe, expect, it } from "vitest"
import { companyDomain, isFreeMail } from "@/lib/people/rules-companies"
import { compareCompanies, type Company, companyReasons, proposedFrom } from "@/lib/people/rules-company-likeness"
import { areOneName, fitsDomain, normaliseCompany } from "@/lib/people/rules-company-names"

describe("free mail", () => {
  it.each(["gmail.com", "gmx.de", "gmx.ch", "t-online.de", "posteo.de", "bluewin.ch", "aon.at", "wegwerfemail.de"])(
    "is %s",
    (domain) => expect(isFreeMail(domain)).toBe(true),
  )
  it.each(["siemens.com", "telekom.de", "muster.example"])("is not %s", (domain) =>
    expect(isFreeMail(domain)).toBe(false),
  )
  it("is found below a domain that is none", () => expect(companyDomain("a@privaterelay.appleid.com")).toBe(null))
})

describe("a normalised name", () => {
  it.each([
    ["Müller & Söhne GmbH & Co. KG", "mueller soehne"],
    ["MUELLER und Soehne", "mueller soehne"],
    ["Mu\u0308ller + Söhne", "mueller soehne"],
    ["Muster Gesellschaft mit beschränkter Haftung", "muster"],
    ["Muster Gesellschaft m.b.H.", "muster"],
    ["Muster Ges.m.b.H. & Co KG", "muster"],
    ["Muster Aktiengesellschaft", "muster"],
    ["Muster AG & Co. KGaA", "muster"],
    ["Muster GmbH i. L.", "muster"],
    ["Muster GmbH, Werk Süd", "muster werk sued"],
    ["Muster UG (haftungsbeschränkt) & Co. KG", "muster"],
    ["Muster PartG mbB", "muster"],
    ["Muster PartG mbB Werk Süd", "muster werk sued"],
    ["Firma Karl Muster e. K.", "karl muster"],
    ["Karl Muster e.Kfm.", "karl muster"],
    ["Muster e.U.", "muster"],
    ["Musterverein e.V.", "musterverein"],
    ["Muster Sp. z o.o. Sp. k.", "muster"],
    ["Muster S.p.A.", "muster"],
    ["Muster A/S", "muster"],
    ["SARL Muster", "muster"],
    ["Muster S.à r.l.", "muster"],
    ["Muster spol. s r.o.", "muster"],
    ["Muster d.o.o.", "muster"],
    ["Muster OÜ", "muster"],
    ["Müster B.V.", "muester"],
    ["Société Générale S.A.", "societe generale"],
    ["Łódź Tekstyl Sp. z o.o.", "lodz tekstyl"],
    ["Muster™ & Cie.", "muster"],
    ["H & M", "hm"],
    ["L'Oréal", "loreal"],
    ["SE Elektronik GmbH", "se elektronik"],
    ["Muster Holding AG", "muster holding"],
    ["株式会社 ミナト", "株式会社 ミナト"],
    ["AG", "ag"],
    ["GmbH & Co. KG", "gmbh"],
    ["***", "***"],
  ])("of %s is %s", (name, normalised) => expect(normaliseCompany(name)).toBe(normalised))

  it("comes to an end however many forms there are", () => {
    const forms = "Sp. k. Spk PartG mbB ".repeat(200)
    expect(normaliseCompany(`Muster ${forms}`)).toBe("muster")
    expect(normaliseCompany(`Muster ${forms}Werk`)).toMatch(/^muster .*werk$/)
  })

  it("leaves Bauer and Baur two", () =>
    expect(areOneName(normaliseCompany("Bauer"), normaliseCompany("Baur"))).toBe(false))
})

describe("a name and a mail domain", () => {
  it.each([
    ["Muster Anlagenbau GmbH", "muster-anlagenbau.example"],
    ["Muster Anlagenbau GmbH", "musteranlagenbau.example"],
    ["Muster Anlagenbau GmbH", "werk.muster.example"],
    ["Muster Anlagenbau GmbH", "muster-group.example"],
    ["Bayerische Motoren Werke", "bmw.de"],
    ["Krause Maschinenbau GmbH", "krause.de"],
    ["Krause Maschinenbau GmbH", "krause-gmbh.de"],
    ["Autohaus Krause", "krause.de"],
    ["Müller Bau", "mueller-bau.de"],
    ["Müller Bau", "muller-bau.de"],
    ["Müller Bau", "xn--mller-bau-q9a.de"],
    ["Mueller Bau", "xn--mller-bau-q9a.de"],
  ])("%s fits %s", (name, domain) => expect(fitsDomain(name, domain)).toBe(true))

  it.each([
    ["Krause Maschinenbau GmbH", "krause-bau.de"],
    ["Krause Maschinenbau GmbH", "kraus.de"],
    ["Krause", "krause-maschinenbau.de"],
    ["Krause Maschinenbau GmbH", "maschinenbau.de"],
    ["Deutsche Bank AG", "deutsche.example"],
    ["Deutsche Bank AG", "db.com"],
    ["Stadtwerke Musterstadt", "stadtwerke.example"],
    ["Müller Baumaschinen", "mueller-bau.de"],
    ["Siemens", "siemens-tuning.example"],
    ["Gmx Handel", "gmx.de"],
    ["Muster", "localhost"],
    ["GmbH", "ag.example"],
    ["", "muster.example"],
  ])("%s does not fit %s", (name, domain) => expect(fitsDomain(name, domain)).toBe(false))
})

type Pair = { kind: "same" | "group" | "look-alike" | "different"; a: Company; b: Company }

const pairs = parse(readFileSync(new URL("golden/companies.csv", import.meta.url)), {
  delimiter: ";",
  from_line: 2,
}).map(
  ([kind, nameA, mailA, nameB, mailB]: string[]) =>
    ({ kind, a: verified(nameA!, mailA!), b: verified(nameB!, mailB!) }) as Pair,
)

function verified(name: string, mailDomain: string): Company {
  return { name, domain: companyDomain(mailDomain) }
}

/** How much of what is found was sought, and how much of what was sought is found. */
function measure(sought: (pair: Pair) => boolean, found: (pair: Pair) => boolean) {
  const right = pairs.filter((pair) => sought(pair) && found(pair)).length
  return { precision: right / pairs.filter(found).length, recall: right / pairs.filter(sought).length }
}

const isOne = ({ kind }: Pair) => kind === "same"
const isSure = ({ a, b }: Pair) => compareCompanies(a, b).sure
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

describe("the golden list", () => {
  it("has enough of every kind", () => {
    expect(pairs.length).toBeGreaterThanOrEqual(120)
    for (const kind of ["same", "group", "look-alike", "different"])
      expect(pairs.filter((pair) => pair.kind === kind).length).toBeGreaterThanOrEqual(25)
  })

  it("has every reason", () =>
    expect(new Set(pairs.map(({ a, b }) => compareCompanies(a, b).reason))).toEqual(new Set(companyReasons)))

  it("is never surely wrong", () => {
    const sure = measure(isOne, isSure)
    const provable = measure((pair) => isOne(pair) && pair.a.domain !== null && pair.a.domain === pair.b.domain, isSure)
    console.info(
      `sure: precision ${percent(sure.precision)}, recall ${percent(sure.recall)}; ` +
        `of those at one domain ${percent(provable.recall)}`,
    )
    expect(pairs.filter((pair) => isSure(pair) && !isOne(pair))).toEqual([])
    expect(sure.recall).toBeGreaterThan(0.55)
    expect(provable.recall).toBeGreaterThan(0.85)
  })

  it("proposes what is left, one company or one group", () => {
    const left = (pair: Pair) => !isSure(pair)
    const related = (pair: Pair) => left(pair) && (isOne(pair) || pair.kind === "group")
    const proposed = (pair: Pair) => left(pair) && compareCompanies(pair.a, pair.b).score >= proposedFrom
    const proposals = measure(related, proposed)
    const unlike = measure((pair) => pair.kind === "different", proposed)
    const alike = measure((pair) => pair.kind === "look-alike", proposed)
    console.info(
      `proposals: precision ${percent(proposals.precision)}, recall ${percent(proposals.recall)}; ` +
        `${percent(alike.recall)} of the look-alikes and ${percent(unlike.recall)} of the different are proposed`,
    )
    expect(proposals.precision).toBeGreaterThan(0.5)
    expect(proposals.recall).toBeGreaterThan(0.8)
    expect(unlike.recall).toBeLessThan(0.2)
  })

  it.each(pairs.map((pair) => [pair.a.name, pair.b.name, pair] as const))(
    "is the same both ways: %s, %s",
    (_, __, pair) => {
      const there = compareCompanies(pair.a, pair.b)
      expect(compareCompanies(pair.b, pair.a)).toEqual(there)
      expect(there.score).toBeGreaterThanOrEqual(0)
      expect(there.score).toBeLessThanOrEqual(1)
      expect(companyReasons).toContain(there.reason)
      expect(normaliseCompany(normaliseCompany(pair.a.name))).toBe(normaliseCompany(pair.a.name))
    },
  )
})

/** What would be surely wrong without one of the protections. */
describe("twins of sure", () => {
  const oneName = ({ a, b }: Pair) => areOneName(normaliseCompany(a.name), normaliseCompany(b.name))
  const fits = ({ name, domain }: Company) => domain !== null && fitsDomain(name, domain)

  it.each<[string, (pair: Pair) => boolean, [string, string]]>([
    [
      "the name in lower case",
      ({ a, b }) => a.name.toLowerCase() === b.name.toLowerCase(),
      ["Siemens AG", "Siemens AG"],
    ],
    ["the normalised name, unproved", oneName, ["Schmidt & Söhne", "Schmidt und Söhne"]],
    [
      "the normalised name, each at a domain it fits",
      (pair) => oneName(pair) && fits(pair.a) && fits(pair.b),
      ["Schmidt & Söhne GmbH", "Schmidt & Söhne GmbH"],
    ],
    [
      "the verified domain, whatever the names",
      ({ a, b }) => a.domain !== null && a.domain === b.domain,
      ["Alpha Pumpen GmbH", "Berkemeyer Textil AG"],
    ],
    ["a high score", ({ a, b }) => compareCompanies(a, b).score >= 0.9, ["Müller Bau GmbH", "Müller Bau GmbH"]],
  ])("%s", (rule, holds, names) => {
    const { precision } = measure(isOne, holds)
    console.info(`by ${rule}: precision ${percent(precision)}`)
    expect(precision).toBeLessThan(1)
    expect(pairs.filter((pair) => holds(pair) && !isOne(pair)).map(({ a, b }) => [a.name, b.name])).toContainEqual(
      names,
    )
  })
})
