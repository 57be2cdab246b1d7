import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { cruise, type ICruiseResult } from "dependency-cruiser"
import extractConfig from "dependency-cruiser/config-utl/extract-depcruise-config"
import { ESLint } from "eslint"
import { describe, expect, test } from "vitest"

describe("a planted mistake is caught", () => {
  test("an await forgotten inside a transaction", async () => {
    const forgotten = `import { transaction } from "@/lib/db"
      export const lose = () => transaction(async (tx) => { tx.seat.deleteMany({}); return null })`
    expect(await rulesBrokenBy(forgotten)).toContain("@typescript-eslint/no-floating-promises")
    expect(await rulesBrokenBy(forgotten.replace("tx.seat", "await tx.seat"))).toEqual([])
  }, 60_000)

  test.each([
    [
      "a domain that imports to its right",
      "lib/people/planted.ts",
      "lib/bookings/other.ts",
      "people-imports-to-its-left",
    ],
    [
      "a domain that knows the framework",
      "lib/bookings/planted.ts",
      "node_modules/next/server.js",
      "domains-know-no-framework",
    ],
    ["a component that reads", "components/planted.tsx", "lib/bookings/queries.ts", "components-take-props"],
    ["a page that asks the database", "app/page.tsx", "lib/db.ts", "only-domains-touch-the-database"],
    ["plumbing that knows a domain", "lib/planted.ts", "lib/sessions/other.ts", "plumbing-knows-no-domain"],
    [
      "a domain that imports from beside it",
      "lib/round/planted.ts",
      "lib/payments/other.ts",
      "round-imports-to-its-left",
    ],
    ["a folder that is no domain", "app/planted.ts", "lib/services/other.ts", "a-folder-is-a-domain"],
    ["a domain that asks Stripe itself", "lib/invoices/planted.ts", "lib/stripe.ts", "only-payments-touch-stripe"],
    ["a lib that knows the app", "lib/bookings/planted.ts", "app/other.ts", "nothing-imports-app-or-tests"],
  ])("%s", async (_, from, to, rule) => {
    expect(await directionsBrokenBy(from, to)).toContain(rule)
  })

  test("an import in the right direction passes", async () => {
    expect(await directionsBrokenBy("lib/bookings/planted.ts", "lib/people/other.ts")).toEqual([])
  })
})

/** Lints the code as if it stood in that file, since these rules ask the types of the project. Nothing is written. */
async function rulesBrokenBy(code: string): Promise<(string | null)[]> {
  const [result] = await new ESLint().lintText(code, { filePath: "lib/bookings/hold-seat.ts" })
  return result?.messages.map(({ ruleId }) => ruleId) ?? []
}

/** Which of our rules a house of two files breaks, one importing the other. */
async function directionsBrokenBy(from: string, to: string): Promise<string[]> {
  const house = fs.mkdtempSync(path.join(os.tmpdir(), "planted-"))
  try {
    for (const file of [from, to]) fs.mkdirSync(path.dirname(path.join(house, file)), { recursive: true })
    fs.writeFileSync(path.join(house, to), "export const value = 1\n")
    const target = `./${path.relative(path.dirname(from), to).replace(/\.tsx?$/, "")}`
    fs.writeFileSync(path.join(house, from), `import { value } from "${target}"\nexport default value\n`)
    const { forbidden, options } = await extractConfig("./.dependency-cruiser.cjs")
    const { output } = await cruise([from], {
      ...options,
      tsConfig: undefined,
      baseDir: house,
      ruleSet: { forbidden },
      validate: true,
    })
    return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name)
  } finally {
    fs.rmSync(house, { recursive: true })
  }
}
