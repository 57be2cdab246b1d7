import { createHash } from "node:crypto"
import { clampChroma, converter, formatHex, type Oklch, wcagContrast } from "culori"

/** Paper, sheet and hairlines as app/globals.css has them; the accent is what can be chosen. */
export const grounds = {
  light: { paper: "#faf7f1", sheet: "#fffdf9", line: "#e3dbcd" },
  dark: { paper: "#161513", sheet: "#1d1b18", line: "#2f2b26" },
}
const { light, dark } = grounds

/** The accent the house was drawn with; its shades are drawn too. */
export const drawnAccent = "#1f4d44"

/** Accents to choose from beside one's own: quiet ones, and none that is near copper, which marks decisions. */
export const presets = {
  pine: drawnAccent,
  ink: "#1f3f66",
  plum: "#5b2a4e",
  slate: "#3b4654",
  moss: "#47531f",
} as const

/** The shades of an accent on one ground. */
export type Shades = { accent: string; strong: string; onAccent: string; wash: string }
export type Palette = { light: Shades; dark: Shades }

const drawn: Palette = {
  light: { accent: drawnAccent, strong: "#163a33", onAccent: "#fffdf9", wash: "#e8eee9" },
  dark: { accent: "#93cbb9", strong: "#a9dccb", onAccent: "#12201c", wash: "#1d2a26" },
}

/** WCAG 2.2, success criterion 1.4.3 (AA): text of any size. */
const enough = 4.5

const oklch = converter("oklch")
const hex = (l: number, c: number, h?: number) =>
  formatHex(clampChroma({ mode: "oklch", l, c, h } satisfies Oklch, "oklch"))

/** Where an accent is read or read upon: as text on each ground, and under the text of a button. */
function contrastOf({ accent, strong, onAccent, wash }: Shades, { paper, sheet } = light): number {
  const pairs = [paper, sheet, wash].map((ground) => wcagContrast(accent, ground))
  return Math.min(...pairs, wcagContrast(strong, paper), wcagContrast(onAccent, accent), wcagContrast(onAccent, strong))
}

/**
 * The shades of an accent, for light and dark. The light accent is the one that was chosen; the dark one has its hue and
 * is as light as it has to be. Every pair that is read together has the contrast of WCAG AA, if the accent `isReadable`.
 */
export function paletteOf(accent: string): Palette {
  if (accent === drawnAccent) return drawn
  const { c, h } = chosen(accent)
  // As calm as the drawn one.
  const calm = Math.min(c, 0.07)
  const inDark = (lightness: number): Shades => ({
    accent: hex(lightness, calm, h),
    strong: hex(lightness + 0.06, calm, h),
    onAccent: hex(0.23, Math.min(c, 0.02), h),
    wash: hex(0.265, Math.min(c, 0.018), h),
  })
  let lightness = 0.79
  while (contrastOf(inDark(lightness), dark) < enough) lightness += 0.01
  return { light: inLight(accent), dark: inDark(lightness) }
}

function inLight(accent: string): Shades {
  const { l, c, h } = chosen(accent)
  const [strong, wash] = [hex(Math.max(0, l - 0.07), c, h), hex(0.945, Math.min(c, 0.012), h)]
  return { accent, strong, onAccent: light.sheet, wash }
}

const chosen = (accent: string): Oklch => {
  const colour = oklch(accent)
  if (!colour) throw new TypeError("no colour")
  return colour
}

/** Whether it can be read on paper, and light text on it. */
export const isReadable = (accent: string): boolean => contrastOf(inLight(accent)) >= enough

/** The same colour as dark as it has to be; itself where it can be read. */
export function nearestReadable(accent: string): string {
  const { l, c, h } = chosen(accent)
  let [found, lightness] = [accent, l]
  while (!isReadable(found)) found = hex((lightness -= 0.005), c, h)
  return found
}

/** "2.4", how it reads on paper; for the sentence that refuses it. */
export const contrastOnPaper = (accent: string): number => Math.floor(wcagContrast(accent, light.paper) * 10) / 10

const properties = { accent: "accent", strong: "accent-strong", onAccent: "on-accent", wash: "wash" } as const

/** The shades as a style sheet: the custom properties of app/globals.css. What is printed is light. */
export function styleSheet(accent: string): string {
  const { light, dark } = paletteOf(accent)
  const root = (shades: Shades) =>
    `:root{${Object.entries(properties)
      .map(([shade, name]) => `--color-${name}:${shades[shade as keyof Shades]}`)
      .join(";")}}`
  return `${root(light)}@media screen and (prefers-color-scheme:dark){${root(dark)}}`
}

/** The name of its file: what is in it is part of its name, so that browsers may keep it for ever. */
export function sheetName(accent: string): string {
  const hash = createHash("sha256").update(styleSheet(accent)).digest("hex")
  return `${accent.slice(1)}.${hash.slice(0, 12)}.css`
}

/** The style sheet under a name; null where that is no name of one, or of a colour that cannot be read. */
export function sheetNamed(name: string): string | null {
  const accent = `#${name.slice(0, 6)}`
  if (!/^#[0-9a-f]{6}$/.test(accent) || !isReadable(accent) || sheetName(accent) !== name) return null
  return styleSheet(accent)
}
