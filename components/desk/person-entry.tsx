import { useLocale, useTranslations } from "next-intl"
import type { PersonEntry } from "@/lib/people/queries-people"
import { formatDate } from "@/lib/time-zone"
import { RowLink } from "@/components/ui/row-link"

/** A line of the list of people; the whole row opens it. */
export function PersonEntryRow({ person, zone, href }: { person: PersonEntry; zone: string; href: string }) {
  const t = useTranslations("people")
  const roles = useTranslations("booking.roles")
  const locale = useLocale()
  const { name, company, role, email, sessions, lastAt, nextAt, bookedFor } = person
  const dates = [
    (sessions > 0 || (!nextAt && bookedFor === 0)) && t("sessions", { count: sessions }),
    lastAt && t("last", { date: formatDate(lastAt, zone, locale) }),
    nextAt && t("next", { date: formatDate(nextAt, zone, locale) }),
  ].filter(Boolean)
  return (
    <li className="group relative grid gap-x-8 gap-y-1 border-t border-line py-4 sm:grid-cols-[1fr_auto] sm:items-baseline">
      <div>
        <h2 className="text-xl leading-[1.3]">
          <RowLink href={href}>{name}</RowLink>
        </h2>
        <p className="text-[0.9375rem] wrap-anywhere text-soft">
          {company ? `${company}${role ? `\u00a0· ${roles(role)}` : ""}` : email}
        </p>
      </div>
      <p className="grid text-sm text-soft sm:justify-items-end">
        {dates.length > 0 && <span>{dates.join(", ")}</span>}
        {bookedFor > 0 && <span>{t("bookedFor", { count: bookedFor })}</span>}
      </p>
    </li>
  )
}
