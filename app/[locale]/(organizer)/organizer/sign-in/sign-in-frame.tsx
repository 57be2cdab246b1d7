import type { ReactNode } from "react"
import { Logo } from "@/components/ui/logo"
import { PageHeader } from "@/components/ui/page-header"

/** A narrow page before the desk: one thing after the other. */
export function SignInFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="wrap grid flex-1 content-center py-16">
      <div className="mx-auto grid w-full max-w-[26rem] gap-8">
        <Logo className="size-14" />
        <PageHeader size="small" title={title} lead={lead} />
        {children}
      </div>
    </main>
  )
}
