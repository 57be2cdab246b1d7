import { setRequestLocale } from "next-intl/server"
import type { ReactNode } from "react"
import { SiteFooter } from "./site-footer"
import { SiteHeader } from "./site-header"

type Props = { children: ReactNode; params: Promise<{ locale: string }> }

export default async function PublicLayout({ children, params }: Props) {
  setRequestLocale((await params).locale as "de" | "en")
  return (
    <>
      <SiteHeader />
      <main id="main" tabIndex={-1} className="wrap flex-1">
        {children}
      </main>
      <SiteFooter />
    </>
  )
}
