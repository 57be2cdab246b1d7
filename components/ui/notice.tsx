import type { ReactNode } from "react"
import { classNames } from "./class-names"

/**
 * Something to know before going on, set off by a rule at the side. `role="status"` for
 * the answer to something just done, nothing for what was there before.
 */
export function Notice({
  tone = "accent",
  title,
  role,
  children,
}: {
  tone?: "accent" | "mark"
  title?: ReactNode
  role?: "status" | "alert"
  children?: ReactNode
}) {
  return (
    <div
      role={role}
      className={classNames(
        "grid max-w-[34em] gap-1 border-l-2 py-1 pl-5",
        tone === "mark" ? "border-mark" : "border-accent",
      )}
    >
      {title && <p className="font-[560]">{title}</p>}
      {children}
    </div>
  )
}
