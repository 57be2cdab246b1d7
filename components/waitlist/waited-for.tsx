import { useLocale, useTranslations } from "next-intl"
import { PlaceText } from "@/components/sessions/facts"
import type { HolderEntry } from "@/lib/waitlist/queries"
import { formatDateRange } from "@/lib/time-zone"
import type { Wish } from "@/lib/waitlist/schema"

/** What somebody waits for: dates, each with the place in its queue where there is one, then days and times. */
export function WaitedFor({ entry: { dates, wishes } }: { entry: Pick<HolderEntry, "dates" | "wishes"> }) {
  const t = useTranslations("waitlist.entry")
  const locale = useLocale()
  return (
    <ul className="max-w-[46rem] border-b border-line">
      {dates.map(({ session, place }) => (
        <li
          key={session.id}
          className="grid gap-x-6 gap-y-0.5 border-t border-line py-3.5 sm:grid-cols-[1fr_auto] sm:items-baseline"
        >
          <p>
            {formatDateRange(session.startsAt, session.endsAt, session.timeZone, locale)}
            <br />
            <span className="text-[0.9375rem] text-soft">
              <span lang={session.texts.language}>{session.texts.shortName}</span>, <PlaceText session={session} />
            </span>
          </p>
          {place !== null && <p className="text-[0.9375rem] font-[560] text-accent">{t("place", { place })}</p>}
        </li>
      ))}
      {wishes.map((wish) => (
        <li key={`${wish.weekday} ${wish.from}`} className="border-t border-line py-3.5">
          <WishText wish={wish} />
        </li>
      ))}
    </ul>
  )
}

/** "dienstags, Beginn zwischen 09:00 und 12:00 Uhr" */
export function WishText({ wish: { weekday, from, until } }: { wish: Wish }) {
  const [t, join] = [useTranslations("waitlist.entry"), useTranslations("waitlist.join.weekdays")]
  return (
    <span className="inline-block first-letter:uppercase">
      {t("wish", { weekday: join(`${weekday}` as "1"), from, until })}
    </span>
  )
}
