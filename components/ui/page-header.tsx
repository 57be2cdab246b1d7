import type { ReactNode } from "react"
import { classNames } from "./class-names"

/** The head of a page: a state above, the title, one sentence below. */
export function PageHeader({
  eyebrow,
  title,
  lead,
  size = "page",
  children,
}: {
  eyebrow?: ReactNode
  title: ReactNode
  lead?: ReactNode
  /** `small` for forms and tools, `display` for the one page that receives strangers. */
  size?: "small" | "page" | "display"
  children?: ReactNode
}) {
  return (
    <header className="grid gap-4 sm:gap-5">
      {eyebrow}
      <h1
        className={classNames(
          size === "display" && "max-w-[15em] text-display",
          size === "small" && "text-3xl leading-[1.1]",
        )}
      >
        {title}
      </h1>
      {lead && <Lead>{lead}</Lead>}
      {children}
    </header>
  )
}

/** The sentence under a title. */
export function Lead({ children }: { children: ReactNode }) {
  return <p className="max-w-[34em] font-serif text-lg leading-[1.5] font-[380] text-soft sm:text-xl">{children}</p>
}
