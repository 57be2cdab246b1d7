import { useLocale } from "next-intl"
import { groupBy } from "@/lib/group-by"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatMonth, monthOf } from "@/lib/time-zone"
import { SessionRow } from "./session-row"

/** Dates under their months, in the order given; without `href` they lead nowhere, without `waitHref` what is full does. `id` keeps two lists of a page apart. */
export function SessionList({
  sessions,
  href,
  waitHref,
  id = "month",
}: {
  sessions: PublicSession[]
  href?: (session: PublicSession) => string
  waitHref?: (session: PublicSession) => string
  id?: string
}) {
  const locale = useLocale()
  const months = groupBy(sessions, ({ startsAt, timeZone }) => monthOf(startsAt, timeZone))
  return [...months].map(([month, inMonth]) => (
    <section
      key={month}
      aria-labelledby={`${id}-${month}`}
      className="mb-9 grid border-t border-ink pt-4.5 sm:mb-11 lg:grid-cols-[10.5rem_1fr]"
    >
      <h2 id={`${id}-${month}`} className="text-xl leading-[1.3] lg:pt-1.5">
        {inMonth[0] && formatMonth(inMonth[0].startsAt, inMonth[0].timeZone, locale)}
      </h2>
      <ul>
        {inMonth.map((session) => (
          <SessionRow key={session.id} session={session} href={href?.(session)} waitHref={waitHref?.(session)} />
        ))}
      </ul>
    </section>
  ))
}
