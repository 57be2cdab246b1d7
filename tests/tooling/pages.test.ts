import fs from "node:fs"
import { expect, it } from "vitest"
import { pages, unseen } from "../../scripts/pages"

/** "/sessions/[slug]/book" for every page file there is. */
const files = fs
  .globSync("app/**/page.tsx")
  .map((file) => file.replace(/^app\/\[locale\]|\/\([^)]*\)|\/page\.tsx$/g, "") || "/")

it("every page has its picture and is judged, or says why not", () => {
  expect([...new Set([...pages.map(({ route }) => route), ...Object.keys(unseen)])].sort()).toEqual(files.sort())
})

it("pictures have a name each", () => {
  expect(new Set(pages.map(({ name }) => name)).size).toBe(pages.length)
})

it("the README shows the essential ones, the gallery all, and they are there and small", () => {
  const shown = (file: string) =>
    [...fs.readFileSync(file, "utf8").matchAll(/\((?:docs\/)?images\/([\w-]+)\.webp\)/g)].map(([, name]) => name!)
  const essential = pages.filter((page) => page.essential).map(({ name }) => name)
  expect(new Set(shown("README.md"))).toEqual(new Set(essential))
  const inGallery = shown("docs/gallery.md")
  expect(inGallery).toEqual(expect.arrayContaining(pages.map(({ name }) => name)))
  const sizes = inGallery.map((name) => fs.statSync(`docs/images/${name}.webp`).size)
  expect(fs.readdirSync("docs/images")).toHaveLength(inGallery.length)
  expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThan(60_000)
})
