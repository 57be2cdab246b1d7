import { diffWordsWithSpace } from "diff"
import type { FormatContent } from "@/lib/sessions/schema"
import { showFormat } from "./format-form"

/** A part of a text: in both, only before, or only after. */
export type Part = { text: string; only?: "before" | "after" }
export type Change = { field: string; parts: Part[] }

/** What differs between two versions of a format, by the name of the field in the form, word by word in the texts. */
export function changesOf(before: FormatContent, after: FormatContent): Change[] {
  const [old, young] = [showFormat(before), showFormat(after)]
  const fields = [...new Set([...Object.keys(old), ...Object.keys(young)])]
  return fields
    .filter((field) => (old[field] ?? "") !== (young[field] ?? ""))
    .map((field) => ({ field, parts: partsOf(field, old[field] ?? "", young[field] ?? "") }))
}

function partsOf(field: string, before: string, after: string): Part[] {
  const parts: Part[] =
    field.startsWith("texts.") && before && after
      ? diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
          text: value,
          ...(added && { only: "after" as const }),
          ...(removed && { only: "before" as const }),
        }))
      : [
          { text: before, only: "before" },
          { text: after, only: "after" },
        ]
  return parts.filter(({ text }) => text !== "")
}
