import { useLocale, useTranslations } from "next-intl"
import { ReaderTime } from "@/components/sessions/reader-time"
import { formatDateTime, zoneName } from "@/lib/time-zone"

/** "Do., 14.01.2027, 14:00 Uhr (MEZ)", and what that is on the reader's own clock where it differs. */
export function OfferedUntil({ at, timeZone }: { at: Date; timeZone: string }) {
  const t = useTranslations("common")
  const locale = useLocale()
  return (
    <>
      <time dateTime={at.toISOString()} className="whitespace-nowrap">
        {formatDateTime(at, timeZone, locale)} ({zoneName(at, timeZone, locale)})
      </time>{" "}
      <ReaderTime
        start={at}
        zone={timeZone}
        locale={locale}
        labels={{ time: t.raw("localTime") as string, dateTime: t.raw("localDateTime") as string }}
      />
    </>
  )
}
