import type { Locale } from "next-intl"
import { setRequestLocale } from "next-intl/server"
import { headers } from "next/headers"
import { redirect } from "next/navigation"
import type { ReactNode } from "react"
import { requestContext } from "@/lib/request-context"
import { leadsTo } from "../../i18n/offered"
import { settings } from "../../settings"
import { SiteFooter } from "./site-footer"
import { SiteHeader } from "./site-header"

type Props = { children: ReactNode; params: Promise<{ locale: string }> }

export default async function PublicLayout({ children, params }: Props) {
  const locale = (await params).locale as Locale
  setRequestLocale(locale)
  const [{ name, languages }, { path }] = [await settings(), requestContext(await headers())]
  const elsewhere = leadsTo(path, locale, languages)
  if (elsewhere) redirect(elsewhere)
  return (
    <>
      <SiteHeader name={name} languages={languages} />
      <main id="main" tabIndex={-1} className="wrap flex-1">
        {children}
      </main>
      <SiteFooter />
    </>
  )
}
