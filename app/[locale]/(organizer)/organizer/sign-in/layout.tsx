import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { LanguageLink } from "../../../(public)/nav-links"
import { SiteFooter } from "../../../(public)/site-footer"

export default function SignInLayout({ children }: { children: ReactNode }) {
  const t = useTranslations("desk.nav")
  return (
    <>
      <div className="wrap flex justify-end pt-3.5 text-[0.9375rem] text-soft sm:pt-5">
        <LanguageLink label={t("otherLanguage")} />
      </div>
      {children}
      <SiteFooter />
    </>
  )
}
