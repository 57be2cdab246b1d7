import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import type { PlannedSessionChange } from "@/lib/bookings/queries-changes"
import { formatClock, formatDate, formatDateShort, formatDateTime, instantOf } from "@/lib/time-zone"

/** A change that waits for its minute, or could not be carried out; `children` are the two ways on. */
export function PlannedChangeBanner({
  plan,
  now,
  href,
  children,
}: {
  plan: PlannedSessionChange
  now: Date
  /** To its session, where the banner stands somewhere else. */
  href?: string
  children?: ReactNode
}) {
  const t = useTranslations("changes.plan")
  const locale = useLocale()
  const { state, effectiveAt, timeZone, message, plannedByName, startsAt, together } = plan
  const what = useWhat(plan)
  const impossible = state === "impossible"
  const title = impossible
    ? t("impossible", { what })
    : effectiveAt > now
      ? t("effective", { time: formatClock(effectiveAt, timeZone, locale) })
      : t("soon")
  return (
    <div className={`grid gap-3 border-l-2 py-1 pl-5 ${impossible ? "border-mark" : "border-accent"}`}>
      <div className="grid max-w-[38em] gap-1">
        <p className="font-serif text-xl leading-[1.25]">{title}</p>
        <p className="text-soft">
          {href && (
            <>
              <a href={href}>{t("session", { date: formatDate(startsAt, timeZone, locale) })}</a>
              {". "}
            </>
          )}
          {impossible ? <Failure failure={plan.failure} /> : t("about", { what, count: together.length + 1 })}{" "}
          {plannedByName && t("planned", { name: plannedByName })}
        </p>
        {together.length > 0 && <Together together={together} />}
        {message && !impossible && (
          <details className="text-[0.9375rem] text-soft">
            <summary className="flex min-h-11 cursor-pointer items-center underline decoration-rule underline-offset-[0.22em]">
              {t("message")}
            </summary>
            <p className="whitespace-pre-line">{message}</p>
          </details>
        )}
      </div>
      {children}
    </div>
  )
}

function Failure({ failure }: Pick<PlannedSessionChange, "failure">) {
  const t = useTranslations("changes.plan.failure")
  const key = (failure?.reason ?? "unknown") as "below_taken"
  return t.has(key) ? t(key, { taken: failure?.taken ?? 0 }) : t("unknown")
}

/** "Verlegung auf Do., 21.01.2027, 10:00 Uhr" */
function useWhat({ change, together }: PlannedSessionChange): string {
  const t = useTranslations("changes.plan.what")
  const locale = useLocale()
  const count = together.length + 1
  if (!change) return t("unreadable")
  if (count > 1) return t(`many.${change.kind}`, { count })
  if (change.kind === "move") {
    const { localStart, timeZone } = change
    return t("move", { date: formatDateTime(instantOf(localStart, timeZone), timeZone, locale) })
  }
  return change.kind === "capacity" ? t("capacity", { count: change.capacity }) : t(change.kind)
}

/** The other sessions of the decision; what is done to one is done to all of them. */
function Together({ together }: Pick<PlannedSessionChange, "together">) {
  const t = useTranslations("changes.plan")
  const locale = useLocale()
  const dates = together.map(({ startsAt, timeZone }) => formatDateShort(startsAt, timeZone, locale))
  return <p className="text-soft">{t("together", { count: together.length, dates: dates.join(", ") })}</p>
}
