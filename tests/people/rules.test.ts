import { describe, expect, it } from "vitest"
import { erasedAddress, nameKeptUntil, withoutPerson } from "@/lib/people/rules-erasure"
import { fullName } from "@/lib/people/rules"
import { compareLikeness, likelyFrom } from "@/lib/people/rules-people"
import { isColleague } from "@/lib/people/rules-admission"
import { companyDomain, isSameCompany } from "@/lib/people/rules-companies"

describe("companyDomain", () => {
  it.each([
    ["a@muster.example", "muster.example"],
    ["a@werk.sued.muster.example", "muster.example"],
    ["a@muster.co.uk", "muster.co.uk"],
    ["a@firma.onmicrosoft.com", "firma.onmicrosoft.com"],
    ["a@mail.firma.onmicrosoft.com", "firma.onmicrosoft.com"],
    ["a@firma.mail.onmicrosoft.com", "firma.mail.onmicrosoft.com"],
    ["a@onmicrosoft.com", null],
    ["a@gmx.de", null],
    ["a@mail.gmx.de", null],
    ["a@googlemail.com", null],
    ["a@localhost", null],
  ])("of %s is %s", (email, domain) => expect(companyDomain(email)).toBe(domain))
})

describe("isSameCompany", () => {
  it.each([
    ["a@muster.example", "b@werk.muster.example", true],
    ["a@muster.example", "b@beispiel.example", false],
    ["a@firma.onmicrosoft.com", "b@firma.onmicrosoft.com", true],
    ["a@firma.onmicrosoft.com", "b@other.onmicrosoft.com", false],
    ["a@gmx.de", "b@gmx.de", false],
    ["a@gmx.de", "a@gmx.de", false],
    ["a@muster.co.uk", "b@beispiel.co.uk", false],
  ])("%s and %s: %s", (email, other, same) => expect(isSameCompany(email, other)).toBe(same))
})

describe("a substitute", () => {
  const from = (company: string, domain: string) => ({ email: `a@${domain}`, company })
  const muster = from("Muster Anlagenbau GmbH", "muster-anlagenbau.example")
  const agency = from("Alpha Pumpen GmbH", "agentur.example")
  it.each([
    ["of the same company", muster, from("Muster Anlagenbau", "muster-anlagenbau.example"), true, true],
    ["of a name cut short", muster, from("Muster", "werk.muster-anlagenbau.example"), true, true],
    ["of another name at the domain", muster, from("Ganz Anders AG", "muster-anlagenbau.example"), false, true],
    ["for whom the same agency books", agency, from("Berkemeyer Textil AG", "agentur.example"), false, true],
    ["of the same name elsewhere", muster, from("Muster Anlagenbau GmbH", "muster.example"), false, false],
    ["of the same name at free mail", from("Muster", "gmx.de"), from("Muster", "gmx.de"), false, false],
  ])("%s is a colleague or not", (_, holder, substitute, closed, open) =>
    expect([
      isColleague(holder, substitute, { round: "closed" }),
      isColleague(holder, substitute, { round: "open" }),
    ]).toEqual([closed, open]),
  )
})

const petra = {
  nameForm: "muster petra",
  company: "Muster Anlagenbau GmbH",
  email: "petra.muster@muster-anlagenbau.de",
  phone: null,
}

describe("two people", () => {
  it.each([
    ["the same at another ending", { email: "petra.muster@muster-anlagenbau.com" }, true],
    ["at a private address", { email: "petra.muster@gmx.de" }, true],
    ["with another spelling of the company", { email: "pm@elsewhere.de", company: "MUSTER Anlagenbau" }, true],
    ["with the same telephone", { email: "pm@elsewhere.de", company: "Neu AG", phone: "+49 89 1234567" }, true],
    ["a colleague", { nameForm: "kollegin paula", email: "paula@muster-anlagenbau.de" }, false],
    [
      "a colleague in the same office",
      { nameForm: "kollegin paula", email: "paula@muster-anlagenbau.de", phone: "089 1234567" },
      false,
    ],
    ["a namesake", { email: "petra@beispiel.de", company: "Beispiel KG" }, false],
    [
      "the same office mailbox elsewhere",
      { nameForm: "probe karin", email: "info@muster.de", company: "Probe GmbH" },
      false,
    ],
    [
      "strangers at the same provider",
      { nameForm: "probe karin", email: "karin@gmx.de", company: "Probe GmbH" },
      false,
    ],
  ])("%s", (_, other, likely) => {
    const { score } = compareLikeness({ ...petra, phone: "(089) 1234567" }, { ...petra, ...other })
    expect(score >= likelyFrom).toBe(likely)
  })
})

describe("a mail without a person", () => {
  const placeholder = erasedAddress("1")
  const forget = (facts: object) =>
    withoutPerson(facts, {
      addresses: [petra.email],
      names: ["Dr. Petra Muster", "Petra Muster"],
      placeholder,
    })

  it("names nobody, and everybody else as before", () => {
    expect(
      forget({
        to: "Dr. Petra Muster",
        namedBy: "Petra Mustermann",
        person: {
          name: "Petra Muster",
          company: "Muster Anlagenbau GmbH",
          role: "owner",
          email: petra.email,
          phone: "+49 89",
        },
        requests: [
          {
            person: {
              name: "Jonas",
              company: "Muster Anlagenbau GmbH",
              role: "owner",
              email: "j@x.example",
              phone: null,
            },
          },
        ],
        error: `550 <${petra.email}> unknown`,
        capacity: 8,
        price: null,
      }),
    ).toEqual({
      to: "N. N.",
      namedBy: "Petra Mustermann",
      person: { name: "N. N.", company: "–", role: "other", email: placeholder, phone: null },
      requests: [
        {
          person: {
            name: "Jonas",
            company: "Muster Anlagenbau GmbH",
            role: "owner",
            email: "j@x.example",
            phone: null,
          },
        },
      ],
      error: `550 <${placeholder}> unknown`,
      capacity: 8,
      price: null,
    })
  })

  it("takes names for words, not for patterns", () => {
    expect(withoutPerson("A+B (x) und A", { addresses: [], names: ["A+B (x)"], placeholder })).toBe("N. N. und A")
    expect(withoutPerson("nothing", { addresses: [], names: ["", " "], placeholder })).toBe("nothing")
  })
})

it("a name is kept for eight years from the end of its year", () => expect(nameKeptUntil(2026)).toBe("2034-12-31"))
it("a full name has what there is", () =>
  expect(fullName({ title: null, givenName: "", familyName: "Sekretariat" })).toBe("Sekretariat"))
