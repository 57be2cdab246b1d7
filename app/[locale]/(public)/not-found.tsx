import { getLocale, getTranslations } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { PageHeader } from "@/components/ui/page-header"
import { homeHref } from "../../home-href"
import { getPathname } from "../../i18n/navigation"

export default async function NotFound() {
  const [t, locale] = [await getTranslations("errors.notFound"), await getLocale()]
  const home = await homeHref(locale)
  return (
    <div className="grid gap-8 pt-8 sm:pt-14">
      <PageHeader title={t("title")} lead={t("text")} />
      <p className="flex flex-wrap gap-4">
        <LinkButton href={home}>{t("sessions")}</LinkButton>
        <LinkButton href={getPathname({ href: "/booking", locale })} variant="outline">
          {t("bookings")}
        </LinkButton>
      </p>
    </div>
  )
}
