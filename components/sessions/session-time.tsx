import { useLocale, useTranslations } from "next-intl"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatTimeRange } from "@/lib/time-zone"
import { ReaderTime } from "./reader-time"

/** "10:00–11:30 Uhr (MEZ)" and, where it differs, the time on the reader's own clock. */
export function SessionTime({ session }: { session: Pick<PublicSession, "startsAt" | "endsAt" | "timeZone"> }) {
  const t = useTranslations("common")
  const locale = useLocale()
  const { startsAt, endsAt, timeZone } = session
  return (
    <>
      <time dateTime={startsAt.toISOString()}>{formatTimeRange(startsAt, endsAt, timeZone, locale)}</time>{" "}
      <ReaderTime
        start={startsAt}
        zone={timeZone}
        locale={locale}
        labels={{ time: t.raw("localTime") as string, dateTime: t.raw("localDateTime") as string }}
      />
    </>
  )
}
