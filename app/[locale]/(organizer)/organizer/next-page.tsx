import type { ReactNode } from "react"
import { LinkButton } from "@/components/ui/button"

/** Leads on where a list goes on. */
export function NextPage({ href, children }: { href: string; children: ReactNode }) {
  return (
    <p className="mt-6">
      <LinkButton variant="outline" size="small" href={href}>
        {children}
      </LinkButton>
    </p>
  )
}
