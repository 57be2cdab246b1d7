import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { PersonSeat } from "@/lib/people/queries-people"
import { formatDate } from "@/lib/time-zone"
import { RowLink } from "@/components/ui/row-link"

/** The dates of somebody, the latest first, each with what became of the seat. */
export function PersonHistory({ seats, href }: { seats: PersonSeat[]; href: (sessionId: string) => string }) {
  const t = useTranslations("people.history")
  const locale = useLocale()
  if (seats.length === 0) return <p className="border-t border-line py-3.5 text-soft">{t("empty")}</p>
  return (
    <ul>
      {seats.map((seat) => {
        const { seatId, startsAt, timeZone, formatTexts, reference, bookerName, bookedFor } = seat
        const by = bookedFor ? t("for", { name: bookedFor }) : bookerName && t("bookedBy", { name: bookerName })
        return (
          <li
            key={seatId}
            className="group relative grid gap-x-6 gap-y-1 border-t border-line py-3.5 sm:grid-cols-[1fr_auto] sm:items-baseline"
          >
            <div>
              <RowLink href={href(seat.sessionId)}>{formatDate(startsAt, timeZone, locale)}</RowLink>
              <p className="text-[0.9375rem] text-soft">
                {[formatTexts[locale].shortName, reference, by].filter(Boolean).join("\u00a0· ")}
              </p>
            </div>
            <p>
              <Outcome seat={seat} />
            </p>
          </li>
        )
      })}
    </ul>
  )
}

/** What became of the seat, the last that is known: whether the person was there, or what the seat is. */
function Outcome({ seat: { state, releaseReason, attendance } }: { seat: PersonSeat }) {
  const [t, states] = [useTranslations("people.history"), useTranslations("desk.seatState")]
  const recorded = useTranslations("numbers.attendance.recorded")
  if (attendance) return <Badge tone={tones[attendance]}>{recorded(attendance)}</Badge>
  if (state === "released") return <Badge tone="plain">{states(`released.${releaseReason ?? "cancelled"}`)}</Badge>
  if (state === "held") return <Badge tone="plain">{t("held")}</Badge>
  return <Badge tone={state === "confirmed" ? "accent" : "mark"}>{states(state)}</Badge>
}

const tones = { attended: "accent", excused: "plain", absent: "mark" } as const
