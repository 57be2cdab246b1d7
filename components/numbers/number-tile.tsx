import { useTranslations } from "next-intl"
import type { Counted } from "@/lib/numbers/queries"
import { medianOf, percentOf, smallest } from "@/lib/numbers/rules"

type Props = {
  number: Counted
  /** A median that belongs to it: "after 6 h". */
  after?: Counted
  /** Says below how it is counted. */
  explained?: boolean
}

/** A number as a person would say it: the count first, the share behind it, and how it is counted on request. */
export function NumberTile({ number, after, explained }: Props) {
  const t = useTranslations("numbers")
  return (
    <li className="grid content-start">
      <p className="font-serif text-[1.75rem] leading-[1.2] font-[380] tracking-[-0.012em] sm:text-[2.1875rem]">
        <Value number={number} />
      </p>
      <p className="mt-1 max-w-[19em] text-[0.9375rem] text-soft">
        {t(`names.${number.name}`)}
        <Beside number={number} after={after} />
      </p>
      {explained && (
        <details className="text-sm text-soft">
          <summary className="inline-flex min-h-11 cursor-pointer items-center underline decoration-rule underline-offset-[0.22em] hover:decoration-current">
            {t("value.howCounted")}
            <span className="sr-only">: {t(`names.${number.name}`)}</span>
          </summary>
          <p className="max-w-[24em] pb-2">{t(`formulas.${number.name}`, number.values as { hours: number })}</p>
        </details>
      )}
    </li>
  )
}

/** "41 von 48", "18 Tage"; a dash where there is nothing to say. */
function Value({ number }: { number: Counted }) {
  const t = useTranslations("numbers.value")
  const { unit, part, whole } = number
  if (unit === "share") return whole > 0 ? t("share", { part, whole }) : "–"
  const median = medianOf(number)
  return median === null ? "–" : t(unit, { value: Math.round(median) })
}

function Beside({ number, after }: { number: Counted; after?: Counted }) {
  const t = useTranslations("numbers.value")
  const { unit, whole } = number
  const percent = percentOf(number)
  if (whole === 0) return `, ${t("nothing")}`
  if (unit !== "share") return `, ${whole < smallest ? t("few", { whole, smallest }) : t("of", { whole })}`
  const hours = after ? medianOf(after) : null
  if (hours !== null) return `, ${t("after", { hours: Math.round(hours) })}`
  return percent === null ? null : `, ${t("percent", { percent })}`
}
