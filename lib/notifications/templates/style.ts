import type { CSSProperties } from "react"
import type { Shades } from "@/lib/palette"

// The tokens of app/globals.css. Mail programs know no custom properties, and many drop the style element: light is
// written into each element, dark stands in the style element for those that read it.
const light = {
  paper: "#faf7f1",
  ink: "#1c1a17",
  soft: "#635c52",
  line: "#e3dbcd",
}

const serif = "Newsreader, 'Iowan Old Style', Charter, Georgia, 'Times New Roman', serif"
const sans = "'Hanken Grotesk', -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"
const text: CSSProperties = { fontFamily: sans, fontSize: "16px", lineHeight: "25px", color: light.ink }

/** The style of each part, with the accent of the house. */
export const styleOf = ({ accent, onAccent, wash }: Shades) =>
  ({
    body: { margin: 0, padding: 0, backgroundColor: light.paper },
    container: { maxWidth: "560px", padding: "32px 24px 40px" },
    brand: { margin: 0, fontFamily: serif, fontSize: "20px", lineHeight: "26px", color: light.ink },
    topRule: { margin: "14px 0 30px", border: 0, borderTop: `1px solid ${light.ink}` },
    state: { ...text, margin: "0 0 6px", fontSize: "14px", lineHeight: "20px", fontWeight: 600, color: accent },
    title: {
      margin: "0 0 26px",
      fontFamily: serif,
      fontSize: "30px",
      lineHeight: "36px",
      fontWeight: 400,
      letterSpacing: "-0.4px",
      color: light.ink,
    },
    paragraph: { ...text, margin: "0 0 18px" },
    note: { ...text, margin: "0 0 18px", fontSize: "14px", lineHeight: "21px", color: light.soft },
    quote: {
      margin: "0 0 20px",
      padding: "0 0 0 18px",
      borderLeft: `2px solid ${accent}`,
      fontFamily: serif,
      fontSize: "18px",
      lineHeight: "27px",
      whiteSpace: "pre-line",
      color: light.ink,
    },
    code: {
      margin: "0 0 22px",
      padding: "18px 0",
      fontFamily: serif,
      fontSize: "36px",
      lineHeight: "42px",
      letterSpacing: "8px",
      textAlign: "center",
      backgroundColor: wash,
      color: light.ink,
    },
    facts: { margin: "4px 0 22px" },
    factLabel: {
      ...text,
      width: "112px",
      padding: "8px 14px 8px 0",
      fontSize: "15px",
      lineHeight: "22px",
      verticalAlign: "top",
      borderTop: `1px solid ${light.line}`,
      color: light.soft,
    },
    factValue: {
      ...text,
      padding: "8px 0",
      fontSize: "15px",
      lineHeight: "22px",
      verticalAlign: "top",
      borderTop: `1px solid ${light.line}`,
    },
    action: { margin: "8px 0 26px" },
    button: {
      padding: "14px 24px",
      borderRadius: "3px",
      fontFamily: sans,
      fontSize: "16px",
      fontWeight: 600,
      backgroundColor: accent,
      color: onAccent,
    },
    links: { margin: "0 0 22px" },
    link: { ...text, margin: 0, padding: "9px 0", borderTop: `1px solid ${light.line}` },
    anchor: { color: accent, textDecoration: "underline" },
    rule: { margin: "34px 0 16px", border: 0, borderTop: `1px solid ${light.line}` },
    footer: { ...text, margin: 0, fontSize: "13px", lineHeight: "20px", color: light.soft },
    footerLink: { color: light.soft, textDecoration: "underline" },
  }) satisfies Record<string, CSSProperties>

export type Style = ReturnType<typeof styleOf>

export const darkOf = ({ accent, onAccent, wash }: Shades) => `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, .paper, .paper > tbody > tr > td, body > table, body > table > tbody > tr > td { background-color: #161513 !important; }
  .ink { color: #efe9de !important; }
  .soft { color: #a8a093 !important; }
  .accent { color: ${accent} !important; }
  .line, .rule { border-color: #2f2b26 !important; }
  .ink-rule { border-color: #efe9de !important; }
  .quote { border-color: ${accent} !important; }
  .code { background-color: ${wash} !important; color: #efe9de !important; }
  .button { background-color: ${accent} !important; color: ${onAccent} !important; }
}`
