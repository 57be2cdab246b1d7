import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { SessionPerson } from "@/lib/bookings/queries"
import { formatDateShort, formatWhen } from "@/lib/time-zone"

/** Where a seat stands, with the time that goes with it. */
export function SeatStateBadge({ person, zone, now }: { person: SessionPerson; zone: string; now: Date }) {
  const t = useTranslations("desk.seatState")
  const recorded = useTranslations("numbers.attendance.recorded")
  const locale = useLocale()
  const { state, releaseReason, releasedAt, expiresAt, confirmedAt, attendance } = person
  if (state === "released") {
    const when = releasedAt ? formatDateShort(releasedAt, zone, locale) : ""
    return (
      <Badge tone="plain">
        {t(`released.${releaseReason ?? "cancelled"}`)} {when}
      </Badge>
    )
  }
  if (state === "held") {
    const until = expiresAt && expiresAt > now ? formatWhen(expiresAt, zone, locale, now) : null
    return <Badge tone="plain">{until ? t("held", { when: until }) : t("lapsed")}</Badge>
  }
  if (attendance) return <Badge tone={attendance === "absent" ? "mark" : "plain"}>{recorded(attendance)}</Badge>
  if (state === "confirmed") {
    return (
      <Badge>
        {confirmedAt ? t("confirmedAt", { when: formatDateShort(confirmedAt, zone, locale) }) : t("confirmed")}
      </Badge>
    )
  }
  return <Badge tone="mark">{t(state)}</Badge>
}
