import { useLocale, useTranslations } from "next-intl"
import { LinkButton } from "@/components/ui/button"
import { PageHeader } from "@/components/ui/page-header"
import { getPathname } from "../../i18n/navigation"

export default function NotFound() {
  const t = useTranslations("errors.notFound")
  const locale = useLocale()
  return (
    <div className="grid gap-8 pt-8 sm:pt-14">
      <PageHeader title={t("title")} lead={t("text")} />
      <p className="flex flex-wrap gap-4">
        <LinkButton href={getPathname({ href: "/", locale })}>{t("sessions")}</LinkButton>
        <LinkButton href={getPathname({ href: "/booking", locale })} variant="outline">
          {t("bookings")}
        </LinkButton>
      </p>
    </div>
  )
}
