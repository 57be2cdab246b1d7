import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { buildSettings } from "../../scripts/build"

const marks = [buildSettings.PUBLIC_URL, buildSettings.APP_SECRET]

test("no setting is built in: one build serves everywhere", () => {
  const files = readdirSync(".next", { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !path.relative(".next", entry.parentPath).startsWith("cache"))
    .map((entry) => path.join(entry.parentPath, entry.name))
  expect(files.length).toBeGreaterThan(50)
  expect(files.filter((file) => marks.some((mark) => readFileSync(file).includes(mark)))).toEqual([])
})
