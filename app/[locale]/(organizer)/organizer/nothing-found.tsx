import type { ReactNode } from "react"
import { LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"

/** An empty list: nothing is there, or nothing of what was chosen, and then the choice can be taken back. */
export function NothingFound({ clear, children }: { clear?: { href: string; label: string }; children: ReactNode }) {
  const back = clear && (
    <LinkButton href={clear.href} variant="outline">
      {clear.label}
    </LinkButton>
  )
  return (
    <div className="mt-8">
      <EmptyState action={back}>{children}</EmptyState>
    </div>
  )
}
