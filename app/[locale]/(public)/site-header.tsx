import { useLocale, useTranslations } from "next-intl"
import { Logo } from "@/components/ui/logo"
import type { SettingsData } from "@/lib/sessions/schema"
import { homePath, offeredIn } from "../../i18n/offered"
import { LanguageLink, NavLink } from "./nav-links"

type Props = Pick<SettingsData, "name" | "languages">

/** The legal notice, the name, and the way through the site; without JavaScript a `<details>` is the phone's menu. */
export function SiteHeader({ name, languages }: Props) {
  const t = useTranslations("common")
  const locale = useLocale()
  return (
    <header>
      <p className="border-b border-line py-2 text-xs text-soft">
        <span className="wrap block">{t("businessNotice")}</span>
      </p>
      <div className="relative">
        <div className="wrap flex items-center justify-between gap-6 py-3.5 sm:py-5">
          <a
            href={homePath(locale, languages)}
            className="flex min-h-11 items-center gap-3 font-serif text-[1.4375rem] leading-none font-medium tracking-[-0.01em] no-underline"
          >
            <Logo />
            {name}
          </a>
          <nav aria-label={t("nav.label")} className="max-md:hidden print:hidden">
            <Links className="flex gap-7" languages={languages} />
          </nav>
          <details className="md:hidden print:hidden">
            <summary className="flex min-h-11 cursor-pointer list-none items-center px-1 text-sm underline decoration-rule underline-offset-[0.22em]">
              {t("nav.menu")}
            </summary>
            <nav aria-label={t("nav.label")} className="absolute inset-x-0 top-full z-10 border-y border-line bg-paper">
              <Links className="wrap grid py-2" languages={languages} />
            </nav>
          </details>
        </div>
      </div>
    </header>
  )
}

function Links({ className, languages }: { className: string; languages: Props["languages"] }) {
  const [t, locale] = [useTranslations("common.nav"), useLocale()]
  const other = offeredIn(languages).find((offered) => offered !== locale)
  return (
    <ul className={`${className} text-[0.9375rem] text-soft`}>
      <li>
        <NavLink href="/" at={homePath(locale, languages)} below="/sessions" label={t("sessions")} />
      </li>
      <li>
        <NavLink href="/how-it-works" label={t("howItWorks")} />
      </li>
      <li>
        <NavLink href="/confidentiality" label={t("confidentiality")} />
      </li>
      <li>
        <NavLink href="/contact" label={t("contact")} />
      </li>
      {other && (
        <li>
          <LanguageLink label={t("otherLanguage")} home={homePath(other, languages)} />
        </li>
      )}
    </ul>
  )
}
