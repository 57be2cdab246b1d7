import fc from "fast-check"
import { wcagContrast } from "culori"
import { describe, expect, it } from "vitest"
import fs from "node:fs"
import { drawnAccent, isReadable, nearestReadable, paletteOf, presets, type Shades, styleSheet } from "@/lib/palette"

const colour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, "0")}`)
const grounds = { light: ["#faf7f1", "#fffdf9"], dark: ["#161513", "#1d1b18"] }

/** Every pair that is read together, at its weakest. */
const weakest = ({ accent, strong, onAccent, wash }: Shades, papers: string[]) =>
  Math.min(
    ...[...papers, wash].map((ground) => wcagContrast(accent, ground)),
    ...[accent, strong].map((ground) => wcagContrast(onAccent, ground)),
  )

describe("an accent", () => {
  it("can be read on paper and read upon, in light and dark, whichever is permitted", () => {
    fc.assert(
      fc.property(colour, (chosen) => {
        const { light, dark } = paletteOf(nearestReadable(chosen))
        expect(weakest(light, grounds.light)).toBeGreaterThanOrEqual(4.5)
        expect(weakest(dark, grounds.dark)).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 400, examples: [["#ffffff"], ["#000000"], ["#ffff00"], ["#0000ff"], ["#00ff00"], ["#ff0000"]] },
    )
  })

  it("stays as it was chosen where it can be read", () => {
    fc.assert(
      fc.property(colour, (chosen) => {
        fc.pre(isReadable(chosen))
        expect(nearestReadable(chosen)).toBe(chosen)
        expect(paletteOf(chosen).light.accent).toBe(chosen)
      }),
    )
  })

  it.each(["#ffcc00", "#ffffff", "#9ad1c0", "#777777"])("like %s is too light, and a darker one is offered", (pale) => {
    expect(isReadable(pale)).toBe(false)
    expect(isReadable(nearestReadable(pale))).toBe(true)
    expect(wcagContrast(nearestReadable(pale), grounds.light[0]!)).toBeLessThan(6)
  })

  it("of those to choose from can be read", () => {
    for (const preset of Object.values(presets)) expect(isReadable(preset)).toBe(true)
  })

  it("as the house was drawn is the one of globals.css and of no style sheet of its own", () => {
    const drawn = fs.readFileSync("app/globals.css", "utf8")
    const { light, dark } = paletteOf(drawnAccent)
    for (const [name, shade] of [
      ["accent", "accent"],
      ["accent-strong", "strong"],
      ["on-accent", "onAccent"],
      ["wash", "wash"],
    ] as const)
      expect(drawn).toContain(`--color-${name}: light-dark(${light[shade]}, ${dark[shade]});`)
    for (const ground of [...grounds.light, ...grounds.dark]) expect(drawn).toContain(ground)
  })

  it("as a style sheet is colours and nothing else", () => {
    const root = ":root{--color-accent:#;--color-accent-strong:#;--color-on-accent:#;--color-wash:#}"
    expect(styleSheet("#5b2a4e").replace(/#[0-9a-f]{6}/g, "#")).toBe(
      `${root}@media screen and (prefers-color-scheme:dark){${root}}`,
    )
  })
})
