import { useLocale, useTranslations } from "next-intl"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatClock } from "@/lib/time-zone"

type Props = { session: Pick<PublicSession, "pausedUntil" | "timeZone">; now: Date }

/** "Für diesen Termin ist die Buchung bis 10:42 Uhr kurz unterbrochen." Nothing where it is not. */
export function PausedText({ session: { pausedUntil, timeZone }, now }: Props) {
  const t = useTranslations("changes.public")
  const locale = useLocale()
  if (!pausedUntil) return null
  return pausedUntil > now ? t("until", { time: formatClock(pausedUntil, timeZone, locale) }) : t("soon")
}
