import type { Locale } from "next-intl"
import { setRequestLocale } from "next-intl/server"
import type { ReactNode } from "react"
import { settings } from "../../settings"
import { SiteFooter } from "./site-footer"
import { SiteHeader } from "./site-header"

type Props = { children: ReactNode; params: Promise<{ locale: string }> }

export default async function PublicLayout({ children, params }: Props) {
  setRequestLocale((await params).locale as Locale)
  const { name } = await settings()
  return (
    <>
      <SiteHeader name={name} />
      <main id="main" tabIndex={-1} className="wrap flex-1">
        {children}
      </main>
      <SiteFooter />
    </>
  )
}
