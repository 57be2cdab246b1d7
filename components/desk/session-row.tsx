import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDate, formatTimeRange } from "@/lib/time-zone"
import { DeskRing } from "./desk-ring"
import { SeatCounts } from "./seat-counts"
import { RowLink } from "@/components/ui/row-link"

/** One date in the organizer's list; the whole row opens it, and a tick in front chooses it with others. */
export function DeskSessionRow({
  session,
  waiting,
  href,
  selectable = false,
}: {
  session: DeskSession
  /** How many people wait for a seat. */
  waiting?: number
  href: string
  selectable?: boolean
}) {
  const t = useTranslations("desk.sessions")
  const series = useTranslations("series.list")
  const locale = useLocale()
  const { startsAt, endsAt, timeZone, status } = session
  const open = status === "published" || status === "guaranteed"
  const date = formatDate(startsAt, timeZone, locale)
  const row = (
    <div className="group relative grid flex-1 grid-cols-[1fr_3rem] items-center gap-x-4 sm:grid-cols-[1fr_auto_3.5rem] sm:gap-x-8">
      <div>
        <h2 className="text-xl leading-[1.3]">
          <RowLink href={href}>{date}</RowLink>
        </h2>
        <p className="text-[0.9375rem] text-soft">
          {formatTimeRange(startsAt, endsAt, timeZone, locale)} · {session.format.name}
          {session.hostName && ` · ${session.hostName}`}
        </p>
      </div>
      <div className="col-start-1 mt-1.5 sm:col-start-2 sm:row-start-1 sm:mt-0">
        {open || status === "finished" ? (
          <SeatCounts {...{ session, waiting }} className="text-sm sm:justify-end" />
        ) : (
          <Badge tone={status === "draft" ? "accent" : "plain"}>{t(`state.${status}`)}</Badge>
        )}
      </div>
      {status !== "cancelled" && (
        <DeskRing session={session} className="col-start-2 row-start-1 size-12 sm:col-start-3 sm:size-14" />
      )}
    </div>
  )
  return (
    <li className="flex items-center gap-x-1 border-t border-line py-4.5">
      {selectable &&
        (status === "cancelled" ? (
          <span className="-ml-3 size-11 shrink-0" />
        ) : (
          <label className="-ml-3 grid size-11 shrink-0 cursor-pointer place-items-center">
            <input
              type="checkbox"
              name="id"
              value={session.id}
              aria-label={series("select", { date })}
              className="checkbox"
            />
          </label>
        ))}
      {row}
    </li>
  )
}
