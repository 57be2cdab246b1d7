import { useLocale, useTranslations } from "next-intl"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { getPathname } from "../../../../i18n/navigation"

/** The way back to what somebody waits for. */
export function Crumbs({ reference, here }: { reference: string; here: string }) {
  const [t, common, locale] = [useTranslations("waitlist.entry"), useTranslations("common"), useLocale()]
  return (
    <div className="pt-2 sm:pt-4">
      <Breadcrumb
        label={common("breadcrumb")}
        steps={[{ href: getPathname({ href: `/waiting/${reference}`, locale }), label: t("title") }]}
        here={here}
      />
    </div>
  )
}
