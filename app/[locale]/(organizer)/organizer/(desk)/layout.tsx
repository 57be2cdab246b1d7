import type { ReactNode } from "react"
import { SiteFooter } from "../../../(public)/site-footer"
import { getViewer } from "@/lib/auth"
import { DeskHeader } from "./desk-header"
import { DeskShortcuts } from "./desk-shortcuts"

/**
 * The desk around every page of it. Each page asks by itself who is there, since it knows where to come back to after
 * signing in; for strangers there is nothing around it.
 */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer()
  if (!viewer) return children
  return (
    <>
      <DeskHeader viewer={viewer} />
      <main id="main" tabIndex={-1} className="wrap flex-1 pt-8 sm:pt-10 print:pt-0">
        {children}
      </main>
      <div className="wrap pt-10 print:hidden">
        <DeskShortcuts viewer={viewer} />
      </div>
      <SiteFooter />
    </>
  )
}
