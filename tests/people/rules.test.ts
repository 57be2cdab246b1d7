import { describe, expect, it } from "vitest"
import { companyDomain, isSameCompany } from "@/lib/people/rules"

describe("companyDomain", () => {
  it.each([
    ["a@muster.example", "muster.example"],
    ["a@werk.sued.muster.example", "muster.example"],
    ["a@muster.co.uk", "muster.co.uk"],
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
    ["a@gmx.de", "b@gmx.de", false],
    ["a@gmx.de", "a@gmx.de", false],
    ["a@muster.co.uk", "b@beispiel.co.uk", false],
  ])("%s and %s: %s", (email, other, same) => expect(isSameCompany(email, other)).toBe(same))
})
