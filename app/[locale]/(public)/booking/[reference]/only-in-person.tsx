import { useLocale, useTranslations } from "next-intl"
import { LinkButton } from "@/components/ui/button"
import { CopyField } from "@/components/ui/copy-field"
import type { HolderBooking } from "@/lib/bookings/queries"
import { env } from "@/lib/env"
import { fullName } from "@/lib/people/rules"
import { formatDate } from "@/lib/time-zone"
import { getPathname } from "../../../../i18n/navigation"

/** To the assistant: who alone can do this, and the page to pass on. It opens nothing by itself. */
export function OnlyInPerson({ booking }: { booking: HolderBooking }) {
  const t = useTranslations("door.personal")
  const locale = useLocale()
  const { participant, session, reference } = booking
  const name = fullName(participant)
  const link = env().PUBLIC_URL + getPathname({ href: `/booking/${reference}/pledge`, locale: booking.locale })
  const date = formatDate(session.startsAt, session.timeZone, locale)
  const mail = `subject=${encodeURIComponent(t("subject", { date }))}&body=${encodeURIComponent(t("body", { name, date, link }))}`
  return (
    <div className="grid gap-5">
      <p className="max-w-[34em]">{t("text", { name })}</p>
      <CopyField id="pledge-page" label={t("link")} value={link} texts={{ copy: t("copy"), copied: t("copied") }} />
      <p>
        <LinkButton href={`mailto:${participant.email}?${mail}`} variant="outline">
          {t("forward")}
        </LinkButton>
      </p>
    </div>
  )
}
