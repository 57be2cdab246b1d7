import type { ReactNode } from "react"
import { classNames } from "./class-names"

const tones = {
  accent: "bg-wash text-accent",
  /** Needs a decision. */
  mark: "bg-mark-wash text-mark",
  /** Over, or of no consequence. */
  plain: "border border-rule text-soft",
}

/** A state in a word or two. */
export function Badge({ tone = "accent", children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-block justify-self-start rounded-full px-2.5 py-0.5 text-xs font-[540]",
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
