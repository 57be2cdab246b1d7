import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { TaskedSession } from "@/lib/bookings/queries-today"
import { type Chance, enough, restsOnCounts } from "@/lib/numbers/rules-viability"
import type { SessionTask } from "@/lib/sessions/rules"
import { formatDayShort } from "@/lib/time-zone"

/** A session of which it has to be decided whether it takes place. */
export type RiskTask = Extract<SessionTask, { decideBy: Date }>
export const isRisk = (task: SessionTask): task is RiskTask => "decideBy" in task

/** "Di., 26.01. hat 2 von 4 nötigen Zusagen." with the day by which it is decided. */
export function RiskSentence({ session, task }: { session: TaskedSession; task: RiskTask }) {
  const [t, locale] = [useTranslations("viability.risk"), useLocale()]
  const { startsAt, timeZone, confirmed, minimum } = session
  const date = formatDayShort(startsAt, timeZone, locale)
  const by = formatDayShort(task.decideBy, timeZone, locale)
  return (
    <>
      {t(task.kind, { date, confirmed, minimum })}{" "}
      <Badge tone="mark">{t(task.overdue ? "overdue" : "decideBy", { date: by })}</Badge>
    </>
  )
}

/** How probable it is that enough come; below the minimum, how many would make it so. */
export function ChanceText({ chance: { booked, minimum, percent, needed } }: { chance: Chance }) {
  const t = useTranslations("viability.chance")
  const sure = Math.round(enough * 100)
  if (booked >= minimum) return t("enough", { percent, minimum, booked })
  return needed === null
    ? t("missing", { missing: minimum - booked })
    : t("needed", { missing: minimum - booked, needed, minimum, sure })
}

/** What that rests on: how many seats were counted, and what is assumed while they are few. */
export function ChanceBasis({ chance: { shown } }: { chance: Chance }) {
  const t = useTranslations("viability.basis")
  return t(restsOnCounts(shown) ? "counted" : "assumed", shown)
}
