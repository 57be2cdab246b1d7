import { useLocale, useTranslations } from "next-intl"
import { DeskRing } from "@/components/desk/desk-ring"
import { SeatCounts } from "@/components/desk/seat-counts"
import { Badge } from "@/components/ui/badge"
import { LinkButton } from "@/components/ui/button"
import type { DeskSession } from "@/lib/sessions/queries"
import { ChanceText, isRisk } from "@/components/desk/viability"
import { chanceOf, type Shown } from "@/lib/numbers/rules-viability"
import { attendanceOpen, type SessionTask } from "@/lib/sessions/rules"
import { formatDateTime, formatDaysUntil, formatDayShort } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"

/** The next session, or the one that is on, as a card: who is in it, until when it is decided, what is missing. */
export function NextSession({
  session,
  tasks,
  shown,
  waiting,
  notComing,
  now,
}: {
  session: DeskSession
  tasks: SessionTask[]
  /** Of its format: from this follows how probable it is that enough come. */
  shown: Shown
  waiting?: number
  /** How many of those confirmed have said that they do not come. */
  notComing: number
  now: Date
}) {
  const [t, own, locale] = [useTranslations("desk.today"), useTranslations("numbers"), useLocale()]
  const { id, startsAt, timeZone, status } = session
  const undecided = status === "published" && startsAt > now
  const today = attendanceOpen(session, now)
  const { minimum, capacity, seats, decideBy } = session
  const chance = chanceOf({ booked: seats.confirmed - notComing, minimum, capacity }, shown)
  const missing = tasks.flatMap((task) => {
    if (task.kind === "below_minimum") return own("today.missing.below_minimum", { missing: task.missing })
    return task.kind === "place_missing" ? own("today.missing.place", { place: session.format.place }) : []
  })
  return (
    <section
      aria-labelledby="next-session"
      className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-5 sm:gap-x-9 lg:grid-cols-[auto_1fr_auto]"
    >
      <DeskRing session={session} centre className="size-24 sm:size-37" />
      <div>
        <p className="text-[0.9375rem] text-soft">
          {startsAt > now ? t("next", { when: formatDaysUntil(startsAt, timeZone, locale, now) }) : t("running")} ·{" "}
          {session.format.name}
        </p>
        <h2
          id="next-session"
          className="mt-1.5 mb-2.5 text-xl leading-[1.1] font-[380] tracking-[-0.022em] min-[25rem]:text-2xl sm:text-3xl"
        >
          {formatDateTime(startsAt, timeZone, locale)}
        </h2>
        <SeatCounts {...{ session, waiting }} className="text-[0.9375rem] max-sm:hidden" />
      </div>
      <div className="col-span-2 grid gap-2 empty:hidden sm:col-start-2 sm:-mt-3 lg:col-span-1 lg:col-start-2">
        <SeatCounts {...{ session, waiting }} className="text-[0.9375rem] sm:hidden" />
        {(undecided || missing.length > 0) && (
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-[0.9375rem] text-soft">
            {missing.join(" · ")}
            {undecided && (
              <Badge tone={tasks.some(isRisk) ? "mark" : "plain"}>
                {own("today.decideBy", { date: formatDayShort(decideBy, timeZone, locale) })}
              </Badge>
            )}
          </p>
        )}
        {chance.booked >= minimum && !today && (
          <p className="text-[0.9375rem] text-soft">
            <ChanceText chance={chance} />
          </p>
        )}
      </div>
      <LinkButton
        href={deskHref(`/organizer/sessions/${id}${today ? "/attendance" : ""}`, locale)}
        variant="outline"
        className="max-lg:col-span-2 max-lg:justify-self-start max-sm:w-full lg:col-start-3 lg:row-start-1"
      >
        {today ? own("attendance.link") : t("open")}
      </LinkButton>
    </section>
  )
}
