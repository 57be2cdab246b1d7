import { getTranslations } from "next-intl/server"
import { NumberTile } from "@/components/numbers/number-tile"
import { readNumbers } from "@/lib/numbers/queries"
import { instantsOf, spanOf } from "@/lib/numbers/rules"
import { deskHref } from "../../desk-session"

const shown = ["fill", "attendance", "refill", "returning"] as const

/** How the quarter goes so far, in four numbers. */
export async function ThisQuarter({
  scope,
  now,
  zone,
  locale,
}: {
  scope: { hostId?: string }
  now: Date
  zone: string
  locale: "de" | "en"
}) {
  const t = await getTranslations("numbers.today")
  const span = spanOf({ period: "quarter" }, now, zone)
  const numbers = await readNumbers({ ...scope, ...instantsOf(span, zone) }, now)
  return (
    <section aria-labelledby="quarter" className="mt-12">
      <div className="mb-3.5 flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="quarter">{t("quarter")}</h2>
        <a
          href={deskHref("/organizer/numbers", locale)}
          className="inline-flex min-h-11 items-center font-[560] text-accent no-underline hover:underline"
        >
          {t("all")}
        </a>
      </div>
      {numbers.held.part > 0 ? (
        <ul className="grid grid-cols-2 gap-x-5 gap-y-6 border-t border-ink pt-3 sm:gap-x-8 lg:grid-cols-4">
          {shown.map((name) => (
            <NumberTile key={name} number={numbers[name]} after={name === "refill" ? numbers.refillHours : undefined} />
          ))}
        </ul>
      ) : (
        <p className="border-t border-ink py-3.5 text-soft">{t("quarterEmpty")}</p>
      )}
    </section>
  )
}
