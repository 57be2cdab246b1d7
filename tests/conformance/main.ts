import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import os from "node:os"
import path from "node:path"
import { testSettings } from "../support/settings"
import { findValidator, validate, type Validator } from "./validator"

/**
 * `npm run conformance`: every document of the golden files before a validator that is not ours. It needs Java and, the
 * first time, Maven; it says what it could not run, and leaves the result in docs/conformance.md.
 */
Object.assign(process.env, testSettings, { DATABASE_URL: "postgres://nobody@localhost/none" })
const { cases } = await import("../invoices/cases")
const { filesOf } = await import("@/lib/invoices/make-document")

const notRun = [
  "KoSIT's own validator: it and its configuration for XRechnung are in no package registry (its rules are in Mustang).",
]
const found = findValidator()
if ("missing" in found) {
  console.log(`Nothing was run. ${found.missing}`)
} else {
  const rows = await validateAll(found)
  for (const text of notRun) console.log(`Not run: ${text}`)
  writeFileSync("docs/conformance.md", pageOf(found, rows))
  process.exitCode = rows.every(({ good }) => good) ? 0 : 1
}

type Row = { name: string; page: string; xml: string; good: boolean; complaints: string[] }

async function validateAll(validator: Validator): Promise<Row[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "conformance-"))
  const rows: Row[] = []
  const keep = (row: Row) => {
    rows.push(row)
    console.log(
      [row.good ? "as expected" : "NOT AS EXPECTED", row.name, row.page, row.xml, ...row.complaints].join(" · "),
    )
  }
  for (const [name, content] of Object.entries(cases)) {
    const { pdf, xml } = await filesOf(content)
    const xrechnung = content.profile === "xrechnung"
    const write = (file: string, bytes: Uint8Array | string) => {
      const target = path.join(folder, file)
      writeFileSync(target, bytes)
      return target
    }
    const { valid, pdfA, complaints } = validate(validator, write(`${name}.pdf`, pdf), { xrechnung })
    const good = valid && pdfA === true && complaints.length === 0
    keep({ name, page: pdfA ? "PDF/A-3b" : "not PDF/A-3b", xml: valid ? "valid" : "not valid", good, complaints })
    if (name !== "standard-rate") continue
    // A validator that finds nothing wrong anywhere would prove nothing.
    const wrong = new TextDecoder()
      .decode(xml)
      .replace("<ram:GrandTotalAmount>345.10<", "<ram:GrandTotalAmount>345.11<")
    const control = validate(validator, write("control.xml", wrong), { xrechnung })
    keep({
      ...{
        name: "the same with a wrong total",
        page: "no page",
        xml: control.valid ? "valid" : "not valid, as it should be",
      },
      ...{ good: !control.valid, complaints: [] },
    })
  }
  rmSync(folder, { recursive: true })
  return rows
}

function pageOf({ versions }: Validator, rows: Row[]): string {
  const day = new Date().toISOString().slice(0, 10)
  return `# Documents before validators that are not ours

The last result of \`npm run conformance\`, of ${day}: ${versions.join(", ")}. Each document of [tests/invoices/golden](../tests/invoices/golden) is made as PDF with its XML inside; veraPDF looks at the page (PDF/A-3b), and at the XML the schema of CII D16B, the rules of EN 16931 and, of an XRechnung, the German ones.

| document | page | XML |
| --- | --- | --- |
${rows.map(({ name, page, xml, complaints }) => `| ${name} | ${page} | ${[xml, ...complaints].join("; ")} |`).join("\n")}

Not run:

${notRun.map((text) => `- ${text}`).join("\n")}
`
}
