import type { ReactNode } from "react"
import { SiteFooter } from "../../../(public)/site-footer"
import { requireTeam } from "@/lib/auth"
import { DeskHeader } from "./desk-header"

/** The desk around every page of it. Each page asks by itself who is there: a layout is not rendered again for each. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const viewer = await requireTeam()
  return (
    <>
      <DeskHeader viewer={viewer} />
      <main id="main" tabIndex={-1} className="wrap flex-1 pt-8 sm:pt-10">
        {children}
      </main>
      <SiteFooter />
    </>
  )
}
