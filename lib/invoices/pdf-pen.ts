import { encode } from "uqr"

type Doc = PDFKit.PDFDocument

/** Points of a millimetre. */
export const mm = (length: number): number => (length * 72) / 25.4
export const colours = { ink: "#1c1a17", soft: "#635c52", line: "#cfc5b4" }

/** Whole fonts: a name in Łódź is printed like one in Bonn. What they do not hold (Greek, Cyrillic) is set in Noto. */
const fontFiles = {
  text: "hanken-grotesk/400Regular/HankenGrotesk_400Regular.ttf",
  strong: "hanken-grotesk/600SemiBold/HankenGrotesk_600SemiBold.ttf",
  title: "newsreader/400Regular/Newsreader_400Regular.ttf",
  figures: "newsreader/400Regular/Newsreader_400Regular.ttf",
  figuresStrong: "newsreader/600SemiBold/Newsreader_600SemiBold.ttf",
  other: "noto-sans/400Regular/NotoSans_400Regular.ttf",
}
export type Face = Exclude<keyof typeof fontFiles, "other">

export type Style = {
  face?: Face
  size?: number
  colour?: keyof typeof colours
  align?: "left" | "right"
  gap?: number
}

/** Writes on a page. `text` answers how high it was. */
export function penOf(document: Doc) {
  for (const [name, file] of Object.entries(fontFiles))
    document.registerFont(name, `node_modules/@expo-google-fonts/${file}`)

  /** The face, or the one that has every letter of the text; letters that neither has become a question mark. */
  function choose(text: string, face: Face): { face: string; text: string } {
    if (holds(document.font(face), text)) return { face, text }
    const other = document.font("other")
    return { face: "other", text: [...text].map((letter) => (holds(other, letter) ? letter : "?")).join("") }
  }

  function set(text: string, { face = "text", size = 9.5, colour = "ink" }: Style): string {
    const chosen = choose(text, face)
    document.font(chosen.face).fontSize(size).fillColor(colours[colour])
    return chosen.text
  }
  const options = (width: number, { face = "text", align = "left", gap = 1.5 }: Style) => ({
    ...{ width, align, lineGap: gap },
    ...(face.startsWith("figures") && { features: ["tnum", "kern"] as PDFKit.Mixins.OpenTypeFeatures[] }),
  })

  return {
    text(text: string, x: number, y: number, width: number, style: Style = {}): number {
      const written = set(text, style)
      // Letters of the serif sit higher in their line.
      const drop = style.face?.startsWith("figures") ? (style.size ?? 0) * 0.28 : 0
      document.text(written, x, y + drop, options(width, style))
      return document.heightOfString(written, options(width, style))
    },
    height(text: string, width: number, style: Style = {}): number {
      return document.heightOfString(set(text, style), options(width, style))
    },
    rule(x: number, y: number, width: number, weight = 0.5): void {
      document
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(weight)
        .strokeColor(colours.line)
        .stroke()
    },
    code(text: string, x: number, y: number, side: number): void {
      const { size, data } = encode(text, { ecc: "M", border: 0 })
      const dot = side / size
      data.forEach((row, line) =>
        row.forEach((dark, column) => {
          if (dark) document.rect(x + column * dot, y + line * dot, dot, dot)
        }),
      )
      document.fillColor(colours.ink).fill()
    },
  }
}
export type Pen = ReturnType<typeof penOf>

/** Whether the present font has every letter; the types do not show what is asked. */
const holds = (document: Doc, text: string): boolean => {
  const { font } = (document as unknown as { _font: { font: { hasGlyphForCodePoint: (code: number) => boolean } } })
    ._font
  return [...text].every((letter) => letter === "\n" || font.hasGlyphForCodePoint(letter.codePointAt(0) as number))
}
