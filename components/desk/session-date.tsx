import { useLocale } from "next-intl"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDate, formatTimeRange } from "@/lib/time-zone"

type Props = { session: Pick<DeskSession, "startsAt" | "endsAt" | "timeZone"> }

/** "Do., 14.01.2027, 10:00–11:30 Uhr (MEZ)", broken between date and time if anywhere. */
export function SessionDate({ session: { startsAt, endsAt, timeZone } }: Props) {
  const locale = useLocale()
  return (
    <>
      <span className="inline-block">{formatDate(startsAt, timeZone, locale)},</span>{" "}
      <span className="inline-block">{formatTimeRange(startsAt, endsAt, timeZone, locale)}</span>
    </>
  )
}
