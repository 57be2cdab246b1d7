import type { ReactNode } from "react"

/** Nothing here: one sentence and one way on. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-4 border-t border-ink py-7">
      <p className="max-w-[34em] font-serif text-xl text-soft">{children}</p>
      {action}
    </div>
  )
}
