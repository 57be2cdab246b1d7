import type { ReactNode } from "react"
import { classNames } from "./class-names"

/** The one sheet on a page: what matters for acting, gathered. */
export function Panel({
  as: Element = "section",
  label,
  className,
  children,
}: {
  as?: "section" | "aside" | "div"
  /** Names the region for people who cannot see the frame. */
  label?: string
  className?: string
  children: ReactNode
}) {
  return (
    <Element
      aria-label={label}
      className={classNames(
        "grid content-start gap-5 self-start rounded-panel border border-line bg-sheet p-5 sm:p-7.5",
        className,
      )}
    >
      {children}
    </Element>
  )
}
