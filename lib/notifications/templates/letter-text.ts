import type { Block, Letter } from "../letter"
import type { Sender } from "../sender"

/** A letter as plain text: the same words, set for a window of 72 columns, or of another width. */
export function letterText(letter: Letter, sender: Sender, columns = 72): string {
  const wrap = (text: string, first = "", rest = first) => wrapAt(columns, text, first, rest)
  const parts = [
    [letter.state, letter.title].filter(Boolean).join("\n"),
    wrap(letter.greeting),
    ...letter.blocks.map((block) => blockText(block, wrap)),
    ...(letter.unsigned ? [] : [`${sender.closing}\n${sender.signature}`]),
    // What follows "-- " is a signature to mail programs (RFC 3676, section 4.3).
    ["-- ", wrap(sender.address), ...sender.links.map(({ label, href }) => `${label}: ${href}`)].join("\n"),
  ]
  return `${parts.join("\n\n").replaceAll("\u00a0", " ")}\n`
}

type Wrap = (text: string, first?: string, rest?: string) => string

function blockText(block: Block, wrap: Wrap): string {
  switch (block.type) {
    case "paragraph":
    case "note":
      return wrap(block.text)
    case "quote":
      return block.text
        .split("\n")
        .map((line) => wrap(line, "> "))
        .join("\n")
    case "code":
      return `    ${block.code}`
    case "facts": {
      const width = Math.max(...block.rows.map(([label]) => label.length)) + 3
      return block.rows.map(([label, value]) => wrap(label.padEnd(width) + value, "", " ".repeat(width))).join("\n")
    }
    case "action":
      return `${block.link.label}:\n${block.link.href}`
    case "links":
      return [
        ...(block.intro ? [wrap(block.intro), ""] : []),
        block.links.map(({ label, href }) => `${label}\n${href}`).join("\n\n"),
      ].join("\n")
  }
}

/** Breaks at spaces, never at a non-breaking one. Runs of spaces (between label and value) stay. */
function wrapAt(columns: number, text: string, first: string, rest: string): string {
  const lines: string[] = []
  let line = ""
  for (const word of text.split(/(?<! ) (?! )/)) {
    const indent = lines.length === 0 ? first : rest
    if (line && indent.length + line.length + 1 + word.length > columns) {
      lines.push(indent + line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, (lines.length === 0 ? first : rest) + line].join("\n")
}
