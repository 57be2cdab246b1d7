import { useLocale, useTranslations } from "next-intl"
import type { Happening } from "@/lib/bookings/list-happenings"
import { formatDateShort, formatWhen } from "@/lib/time-zone"
import { fullName } from "@/lib/people/rules"

/** What happened last, each with its time and the date it is about. */
export function Happenings({
  happenings,
  zone,
  now,
  href,
}: {
  happenings: Happening[]
  /** Where the desk stands: the times of what happened are its own. */
  zone: string
  now: Date
  href?: (sessionId: string) => string
}) {
  const t = useTranslations("desk.happenings")
  const locale = useLocale()
  return (
    <ol>
      {happenings.map((happening) => {
        const { id, kind, at, sessionId, startsAt, timeZone, memberName } = happening
        const date = formatDateShort(startsAt, timeZone, locale)
        return (
          <li key={id} className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[1fr_auto] sm:items-baseline">
            <p>
              {t(kind.replace(".", "_") as "seat_requested", { person: nameOf(happening) })}{" "}
              <span className="text-[0.9375rem] text-soft">
                {href && <a href={href(sessionId)}>{t("session", { date })}</a>}
                {memberName && (href ? " · " : "") + memberName}
              </span>
            </p>
            <p className="text-sm text-soft">
              <time dateTime={at.toISOString()}>{formatWhen(at, zone, locale, now)}</time>
            </p>
          </li>
        )
      })}
    </ol>
  )
}

function nameOf({ title, givenName, familyName, company }: Happening): string {
  return givenName && familyName ? `${fullName({ title, givenName, familyName })}, ${company ?? ""}` : ""
}
