import { useLocale, useTranslations } from "next-intl"
import { getPathname } from "../../i18n/navigation"

const pages = [
  ["bookings", "/booking"],
  ["imprint", "/imprint"],
  ["privacy", "/privacy"],
  ["terms", "/terms"],
  ["confidentiality", "/confidentiality"],
  ["accessibility", "/accessibility"],
  ["contact", "/contact"],
] as const

export function SiteFooter() {
  const t = useTranslations("common.footer")
  const locale = useLocale()
  return (
    <footer className="wrap mt-16 sm:mt-20 print:hidden">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-3 border-t border-line pt-4 pb-10 text-sm text-soft">
        <nav aria-label={t("label")}>
          <ul className="flex flex-wrap gap-x-6">
            {pages.map(([name, href]) => (
              <li key={name}>
                <a
                  href={getPathname({ href, locale })}
                  className="inline-flex min-h-11 items-center no-underline hover:text-ink hover:underline"
                >
                  {t(name)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p>{t("promise")}</p>
      </div>
    </footer>
  )
}
