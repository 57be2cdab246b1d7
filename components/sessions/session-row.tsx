import { useLocale, useTranslations } from "next-intl"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatDateLong, formatDay, formatWeekday } from "@/lib/time-zone"
import { LengthText, PlaceText, PriceText, SeatsText, StateText } from "./facts"
import { RoundTable } from "./round-table"
import { SessionTime } from "./session-time"

const dot = "\u00a0· "

/**
 * One date in the list. The whole row leads to its page, if it leads anywhere; the link is named by day and title. Where it
 * is full, a second one leads to the waiting list, if there is a way to it.
 */
export function SessionRow({ session, href, waitHref }: { session: PublicSession; href?: string; waitHref?: string }) {
  const [t, paused] = [useTranslations("sessions.language"), useTranslations("changes.public")]
  const wait = useTranslations("waitlist.way")
  const locale = useLocale()
  const { startsAt, timeZone, slug } = session
  const name = <span lang={session.texts.language}>{session.texts.shortName}</span>
  const over = session.status === "finished" || session.status === "cancelled"
  return (
    <li className="group relative grid grid-cols-[3.5rem_1fr_3rem] gap-x-3.5 border-b border-line py-5 last:border-b-0 sm:grid-cols-[4.75rem_1fr_10.5rem_3.5rem] sm:items-center sm:gap-x-6 lg:grid-cols-[4.75rem_1fr_13rem_3.5rem] lg:first:pt-1">
      <p id={`${slug}-day`} className="row-span-2 sm:row-span-1">
        <span className="sr-only">{formatDateLong(startsAt, timeZone, locale)}</span>
        <span aria-hidden="true" className="block font-serif text-[2rem] leading-none tracking-[-0.03em] sm:text-3xl">
          {formatDay(startsAt, timeZone)}
        </span>
        <span aria-hidden="true" className="mt-1.5 block text-xs font-medium text-soft">
          {formatWeekday(startsAt, timeZone, locale)}
        </span>
      </p>
      <div>
        <h3 id={`${slug}-title`}>
          {href ? (
            <a
              href={href}
              aria-labelledby={`${slug}-day ${slug}-title`}
              className="no-underline decoration-from-font group-hover:underline group-hover:decoration-accent after:absolute after:inset-0"
            >
              {name}
            </a>
          ) : (
            name
          )}
        </h3>
        <p className="mt-1 text-[0.9375rem]">
          <SessionTime session={session} />
        </p>
        <p className="text-[0.9375rem] text-soft">
          {/* A line may break after a dot, not before it. */}
          <LengthText minutes={session.format.lengthMinutes} />
          {dot}
          <PlaceText session={session} />
          {session.language !== locale && dot + t(session.language)}
          {dot}
          <PriceText price={session.price} />
        </p>
      </div>
      <p className="col-span-2 col-start-2 mt-1.5 flex flex-wrap gap-x-2.5 text-sm text-soft sm:col-span-1 sm:col-start-auto sm:mt-0 sm:block sm:text-right">
        {!over && (
          <b className="text-ink sm:block">
            <SeatsText session={session} />
          </b>
        )}
        <span className="text-balance sm:block">
          {session.pausedUntil ? paused("short") : <StateText session={session} />}
        </span>
        {waitHref && !over && session.seatsFree === 0 && !session.pausedUntil && (
          <a
            href={waitHref}
            aria-label={wait("linkLabel", { date: formatDateLong(startsAt, timeZone, locale) })}
            className="relative z-10 -my-2.5 py-2.5 sm:-mb-3 sm:block"
          >
            {wait("link")}
          </a>
        )}
      </p>
      {!over && (
        <RoundTable
          capacity={session.capacity}
          free={session.seatsFree}
          className="col-start-3 row-start-1 size-12 justify-self-end sm:col-start-auto sm:row-start-auto sm:size-14"
        />
      )}
    </li>
  )
}
