import { useLocale, useTranslations } from "next-intl"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import type { HolderBooking } from "@/lib/bookings/queries"
import { formatDate } from "@/lib/time-zone"
import { getPathname } from "../../../../i18n/navigation"

/** The way back to the booking from the pages that change it. */
export function Crumbs({ booking, here }: { booking: HolderBooking; here: string }) {
  const t = useTranslations("common")
  const locale = useLocale()
  const { startsAt, timeZone } = booking.session
  return (
    <div className="pt-2 sm:pt-4">
      <Breadcrumb
        label={t("breadcrumb")}
        steps={[
          {
            href: getPathname({ href: `/booking/${booking.reference}`, locale }),
            label: formatDate(startsAt, timeZone, locale),
          },
        ]}
        here={here}
      />
    </div>
  )
}
