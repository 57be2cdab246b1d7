import { useTranslations } from "next-intl"
import { followsRule } from "@/lib/sessions/rules-series"
import type { findSeries } from "@/lib/sessions/queries-desk"
import { RuleText } from "./rule-text"

type Series = NonNullable<Awaited<ReturnType<typeof findSeries>>>

/** Where a session stands in its series: "jeden Donnerstag, 2 von 6", and the ones before and after it. */
export function SeriesPlace({
  series: { rule, sessions },
  sessionId,
  href,
}: {
  series: Series
  sessionId: string
  href: (sessionId: string) => string
}) {
  const t = useTranslations("series.session")
  const index = sessions.findIndex(({ id }) => id === sessionId)
  const day = sessions[index]?.localStart.slice(0, 10)
  const beside = [
    ["before", sessions[index - 1]],
    ["after", sessions[index + 1]],
  ] as const
  return (
    <section aria-labelledby="series" className="border-t border-line pt-3.5 text-[0.9688rem]">
      <h2 id="series" className="text-xl">
        {t("series")}
      </h2>
      <p className="text-soft">
        <RuleText rule={rule} />, {t("position", { number: index + 1, count: sessions.length })}
        {day && !followsRule(rule, day) && <> · {t("deviates")}</>}
      </p>
      <p className="flex gap-x-5">
        {beside.map(
          ([way, other]) =>
            other && (
              <a key={way} href={href(other.id)} className="py-2">
                {t(way)}
              </a>
            ),
        )}
      </p>
    </section>
  )
}
