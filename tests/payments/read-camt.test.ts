import { describe, expect, it } from "vitest"
import { readCamt } from "@/lib/payments/read-camt"
import { done } from "../support/world"
import { bytesOf, directBank, gathered, type Given, ownIban, savingsBank } from "./statements"

const read = (xml: string) => done(readCamt(bytesOf(xml)))
const said = (xml: string) =>
  read(xml).credits.map(({ bookedOn, cents, currency, payer, remittance }) =>
    [bookedOn, cents, currency, payer, remittance].join(" | "),
  )
const petra: Given = { cents: 34_510, payer: "Müller & Söhne GmbH", text: "Rechnung RE-2026-0001" }
const rent: Given = { cents: 120_000, payer: "Mieterin", text: "Miete", side: "DBIT" }

describe.each([
  ["a savings bank, 001.02", savingsBank],
  ["a direct bank, 001.08", directBank],
])("the statement of %s", (_, bank) => {
  it("says who has paid how much for what and when", () => {
    expect(said(bank([petra]))).toEqual(["2026-12-08 | 34510 | EUR | Müller & Söhne GmbH | Rechnung RE-2026-0001"])
    expect(read(bank([petra])).ibans).toEqual([ownIban])
  })

  it("counts debits, and leaves out what is not booked or reversed", () => {
    const { credits, debits, others } = read(
      bank([petra, rent, { ...petra, status: "PDNG" }, { ...petra, reversal: true }, { ...petra, cents: 100_000_001 }]),
    )
    expect([credits.length, debits, others]).toEqual([1, 1, 3])
  })

  it("keeps the currency, and text in several lines together", () => {
    const swiss = { ...petra, currency: "CHF", text: ["Rechnung", "RE-2026-", "0001"] }
    expect(said(bank([swiss]))).toEqual(["2026-12-08 | 34510 | CHF | Müller & Söhne GmbH | Rechnung RE-2026- 0001"])
  })

  it("has nothing where nothing has come in", () => {
    expect(read(bank([]))).toMatchObject({ credits: [], debits: 0, others: 0 })
  })
})

describe("what names an entry", () => {
  const keys = (xml: string) => read(xml).credits.map(({ key }) => key)

  it("is the bank's reference, in either version", () => {
    const [old, recent] = [
      savingsBank([{ ...petra, ref: "A1" }]),
      directBank([{ ...petra, text: "anders", ref: "A1" }]),
    ]
    expect(keys(old)).toEqual(keys(recent))
    expect(keys(savingsBank([{ ...petra, ref: "A2" }]))).not.toEqual(keys(old))
  })

  it("is all of it without one, and two that are the same are two", () => {
    const twice = keys(savingsBank([petra, petra]))
    expect(new Set(twice).size).toBe(2)
    expect(keys(savingsBank([petra, petra]))).toEqual(twice)
    expect(keys(savingsBank([petra]))).toEqual([twice[0]])
    for (const other of [{ day: "2026-12-07" }, { cents: 1 }, { text: "x" }, { payer: "y" }])
      expect(keys(savingsBank([{ ...petra, ...other }]))).not.toEqual([twice[0]])
  })

  it("tells the payments of one entry apart", () => {
    const jonas = { cents: 100, payer: "Jonas", text: "RE-2026-0002" }
    expect(said(gathered([petra, jonas]))).toEqual([
      "2026-12-08 | 34510 | EUR | Müller & Söhne GmbH | Rechnung RE-2026-0001",
      "2026-12-08 | 100 | EUR | Jonas | RE-2026-0002",
    ])
    expect(new Set(keys(gathered([petra, petra, jonas]))).size).toBe(3)
    expect(said(gathered([petra, jonas], { total: 34_600 }))).toEqual([
      "2026-12-08 | 34600 | EUR |  | Rechnung RE-2026-0001 RE-2026-0002",
    ])
  })
})

describe("what is no statement", () => {
  const reason = (xml: string | Uint8Array) => {
    const outcome = readCamt(typeof xml === "string" ? bytesOf(xml) : xml)
    return outcome.ok ? "read" : outcome.reason
  }
  const whole = savingsBank([petra])
  const withType = (type: string, text = "x") => whole.replace("?>", `?>${type}`).replace("Rechnung RE-2026-0001", text)

  it("is refused when it is not well-formed, or something else", () => {
    expect(reason(whole)).toBe("read")
    for (const xml of ["", "no", "<a/>", "<Document/>", whole.slice(0, -20), whole.replace("</Ntry>", "")])
      expect(reason(xml)).toBe("statement_unreadable")
    expect(reason(whole.replaceAll("345.10", "345,10"))).toBe("statement_unreadable")
    expect(reason(whole.replaceAll("2026-12-08", "8.12.2026"))).toBe("statement_unreadable")
    expect(reason(Uint8Array.from({ length: 4_000 }, (_, index) => (index * 7) % 256))).toBe("statement_unreadable")
  })

  it("is refused in a version that nobody has looked at", () => {
    expect(reason(whole.replace("camt.053.001.02", "camt.053.001.13"))).toBe("statement_version")
    expect(reason(whole.replace("camt.053.001.02", "camt.052.001.02"))).toBe("statement_version")
  })

  it("brings along no entities: neither files of the server nor a billion laughs", () => {
    const file = withType('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;")
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("")
    const bomb = withType(`<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>`, "&l9;")
    const remote = withType('<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">')
    const lower = withType('<!doctype a [<!entity x "y">]>')
    for (const xml of [file, bomb, remote, lower]) expect(reason(xml)).toBe("statement_unreadable")
    expect(reason(new Uint8Array(Buffer.from(`\ufeff${file}`, "utf16le")))).toBe("statement_unreadable")
    // Without a type they stand for nothing.
    expect(said(whole.replace("RE-2026-0001", "&x;&lt;b&gt;"))[0]).toContain("Rechnung &x;<b>")
  })

  it("does not exhaust whoever reads it", () => {
    const deep = whole.replace("<Bal>", `${"<a>".repeat(50_000)}${"</a>".repeat(50_000)}<Bal>`)
    expect(reason(deep)).toBe("statement_unreadable")
  })
})
