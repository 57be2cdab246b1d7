import { useLocale, useTranslations } from "next-intl"
import type { LogEntry } from "@/lib/bookings/list-activities"
import { formatDateShort, formatDateTime } from "@/lib/time-zone"
import { sayActivity, sayActor, sayChanges } from "./say-activity"

/** One line of the log: what, who and when, with what was before and after. */
export function LogRow({ entry, zone, href }: { entry: LogEntry; zone: string; href: (sessionId: string) => string }) {
  const [desk, team, locale] = [useTranslations("desk"), useTranslations("team"), useLocale()]
  const teller = { desk, team, zone, locale }
  const { changes, texts } = sayChanges(entry, teller)
  const { startsAt, timeZone, sessionId, at } = entry
  return (
    <li className="grid gap-x-6 gap-y-0.5 border-t border-line py-3 sm:grid-cols-[1fr_auto] sm:items-baseline">
      <div>
        <p>
          {sayActivity(entry, teller)}{" "}
          {startsAt && timeZone && sessionId && (
            <a href={href(sessionId)} className="text-[0.9375rem] text-soft">
              {desk("happenings.session", { date: formatDateShort(startsAt, timeZone, locale) })}
            </a>
          )}
        </p>
        {(changes.length > 0 || texts.length > 0) && (
          <ul className="mt-0.5 text-[0.9375rem] text-soft">
            {changes.map(({ label, before, after }) => (
              <li key={label}>
                {label && `${label}: `}
                {before !== null && (
                  <>
                    {before} <span aria-hidden="true">→</span>
                    <span className="sr-only">{team("log.to")}</span>{" "}
                  </>
                )}
                <span className="text-ink">{after}</span>
              </li>
            ))}
            {texts.length > 0 && <li>{team("log.texts", { names: texts.join(", ") })}</li>}
          </ul>
        )}
      </div>
      <p className="text-sm text-soft sm:text-right">
        {sayActor(entry, teller)}
        <span className="sm:hidden"> · </span>
        <br className="max-sm:hidden" />
        <time dateTime={at.toISOString()}>{formatDateTime(at, zone, locale)}</time>
      </p>
    </li>
  )
}
