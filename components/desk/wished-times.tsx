import { useTranslations } from "next-intl"
import { LinkButton } from "@/components/ui/button"
import type { SharedTime, Wisher } from "@/lib/waitlist/rules-wishes"

/** So many are shown at once; the others can be opened. */
const few = 5

/** The times of one format at which the most people could, each with a way to make a session of it. */
export function WishedTimes({
  format,
  language,
  times,
  href,
}: {
  format: string
  language: "de" | "en"
  times: SharedTime[]
  href: (time: SharedTime) => string
}) {
  const [t, languages] = [useTranslations("viability.wishes"), useTranslations("desk.languages")]
  const rows = (shown: SharedTime[]) => (
    <ol>
      {shown.map((time) => (
        <Time key={`${time.weekday} ${time.from}`} time={time} href={href(time)} />
      ))}
    </ol>
  )
  return (
    <section aria-label={`${format}, ${languages(language)}`} className="mb-12">
      <h2 className="mb-3.5 flex flex-wrap items-baseline gap-x-3">
        {format} <span className="font-sans text-[0.9375rem] text-soft">{languages(language)}</span>
      </h2>
      {rows(times.slice(0, few))}
      {times.length > few && (
        <details>
          <summary className="flex min-h-12 cursor-pointer items-center border-t border-line underline decoration-rule underline-offset-[0.22em]">
            {t("more", { count: times.length - few })}
          </summary>
          {rows(times.slice(few))}
        </details>
      )}
    </section>
  )
}

function Time({ time: { weekday, from, until, people }, href }: { time: SharedTime; href: string }) {
  const t = useTranslations("viability.wishes")
  const day = t(`weekdays.${weekday as 1}`)
  return (
    <li className="grid grid-cols-[2.75rem_1fr] gap-x-3 gap-y-1 border-t border-line py-4 sm:grid-cols-[3.5rem_1fr_auto] sm:items-start">
      <span aria-hidden="true" className="font-serif text-[2rem] leading-none tracking-[-0.03em] sm:text-3xl">
        {people.length}
      </span>
      <div className="grid gap-0.5">
        <h3 className="font-sans text-base leading-[1.4] font-[540]">
          {t("could", { count: people.length, day, from })}
        </h3>
        <p className="text-[0.9375rem] text-soft">{t("until", { from, until })}</p>
        <People people={people} />
      </div>
      <LinkButton
        href={href}
        variant="outline"
        size="small"
        className="col-start-2 mt-2 justify-self-start sm:col-start-3 sm:mt-0"
      >
        {t("create")}
        <span className="sr-only">
          : {day} {from}
        </span>
      </LinkButton>
    </li>
  )
}

function People({ people }: { people: Wisher[] }) {
  const t = useTranslations("viability.wishes")
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] underline decoration-rule underline-offset-[0.22em]">
        {t("who")}
      </summary>
      <ul className="pb-1 text-[0.9375rem]">
        {people.map(({ participantId, name, company }) => (
          <li key={participantId}>
            {name}, <span className="text-soft">{company}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
