import { describe, expect, it } from "vitest"
import type { Claim } from "@/lib/bookings/rules-collisions"
import { type HintFacts, hintsOf, knownLike, varyingWishes } from "@/lib/round/rules-hints"

const claim = (bookingId: string, name: string, company: Partial<Claim["company"]> = {}): Claim => ({
  ...{
    id: `seat of ${bookingId}`,
    bookingId,
    kind: "requested",
    decision: null,
    since: new Date("2026-12-07T09:00:00Z"),
  },
  company: { name, companyId: null, groupId: null, domain: null, doubt: null, ...company },
})
const facts = (given: Partial<HintFacts> = {}): HintFacts => ({
  wishes: new Map(),
  varying: new Set(),
  left: new Set(),
  known: [],
  ...given,
})
const said = (...about: Parameters<typeof hintsOf>) =>
  hintsOf(...about).map((hint) => ("with" in hint ? `${hint.kind} ${hint.with.bookingId}` : hint.kind))

const muster = claim("muster", "Muster Anlagenbau GmbH", { domain: "muster-anlagenbau.example" })
const probe = claim("probe", "Probe Verpackungen GmbH", { domain: "probe-verpackungen.example" })

describe("what the organizer may want to look at", () => {
  it("is nothing among strangers", () => {
    expect(said(muster, [muster, probe], facts())).toEqual([])
  })

  it("is somebody who looks like the same company, and not who surely is, which is a collision", () => {
    const alike = claim("alike", "Muster Anlagen GmbH", { domain: "muster-anlagen.example" })
    expect(said(muster, [muster, alike, probe], facts())).toEqual(["alike alike"])
    const same = claim("same", "Muster Anlagenbau GmbH", { groupId: "group" })
    expect(said({ ...muster, company: { ...muster.company, groupId: "group" } }, [same], facts())).toEqual([])
  })

  it("is a wish, whoever of the two has it, with what was written", () => {
    const wishes = new Map([["muster", ["Fremde AG", "Probe Verpackungen"]]])
    const [hint, ...others] = hintsOf(muster, [muster, probe], facts({ wishes }))
    expect(hint).toMatchObject({
      kind: "wish",
      of: "asking",
      named: "Probe Verpackungen",
      with: { bookingId: "probe" },
    })
    expect(others).toEqual([])
    expect(hintsOf(probe, [muster, probe], facts({ wishes }))).toMatchObject([{ kind: "wish", of: "other" }])
  })

  it("is a known company that one in doubt may be, and of nobody else", () => {
    const known = [{ id: "1", name: "Muster Anlagenbau GmbH", domain: "muster-anlagenbau.example" }]
    const doubtful = claim("free", "Muster Anlagenbau", { doubt: "free_mail" })
    expect(said(doubtful, [doubtful], facts({ known }))).toEqual(["known"])
    expect(said({ ...doubtful, company: { ...doubtful.company, doubt: null } }, [], facts({ known }))).toEqual([])
  })

  it("is that wishes of one domain vary", () => {
    expect(said(muster, [muster], facts({ varying: new Set(["muster"]) }))).toEqual(["varying_wishes"])
  })
})

describe("the companies that one in doubt may be", () => {
  it("are each named once, whatever domains they have, and three at most", () => {
    const company = (id: string, name: string, domain: string) => ({ id, name, domain })
    const known = [
      company("1", "Muster Anlagenbau GmbH", "muster-anlagenbau.example"),
      company("1", "Muster Anlagenbau GmbH", "muster.example"),
      ...["2", "3", "4"].map((id) => company(id, "Muster Anlagenbau AG", `muster-${id}.example`)),
      company("5", "Ganz Andere KG", "ganz-andere.example"),
    ]
    const found = knownLike(claim("free", "Muster Anlagenbau", { doubt: "free_mail" }), known).map(
      (each) => each.company.id,
    )
    expect(found).toHaveLength(3)
    expect(new Set(found).size).toBe(3)
    expect(found).not.toContain("5")
  })
})

describe("wishes vary", () => {
  const list = (bookingId: string, host: string, ...wishes: string[]) => ({ bookingId, host, wishes })

  it("from one booking of a domain to the next, whatever their order and case", () => {
    const same = [
      list("1", "muster.example", "Probe AG", "Fremde AG"),
      list("2", "muster.example", "fremde ag", "Probe AG"),
    ]
    expect(varyingWishes(same)).toEqual(new Set())
    const other = list("3", "muster.example", "Beispiel KG")
    expect(varyingWishes([...same, other])).toEqual(new Set(["1", "2", "3"]))
  })

  it("not between two domains", () => {
    expect(varyingWishes([list("1", "muster.example", "A AG"), list("2", "probe.example", "B AG")])).toEqual(new Set())
  })
})
