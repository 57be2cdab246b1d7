import { useLocale, useTranslations } from "next-intl"
import { type FeeSpan, feeTable, type Terms } from "@/lib/bookings/rules"
import { formatMoney, type Price } from "@/lib/money"
import { formatDate } from "@/lib/time-zone"

type Props = { terms: Terms; price: Price | null; startsAt: Date; timeZone: string; now: Date }

/** What giving back, moving and handing over cost for one date from now on, until which day: real dates and amounts. */
export function FeeTable({ terms, price, startsAt, timeZone, now }: Props) {
  const t = useTranslations("sessions.fees")
  const locale = useLocale()
  const money = (cents: number) => formatMoney(cents, price?.currency ?? "EUR", locale)
  // A deadline names the last day on which it still holds.
  const day = ({ until }: FeeSpan) => (until ? formatDate(new Date(until.getTime() - 1), timeZone, locale) : t("start"))
  const isAhead = ({ until }: FeeSpan) => until === null || until > now
  const number = "py-2 pl-3 text-right whitespace-nowrap"
  return (
    <table className="w-full max-w-[44em] text-sm tabular-nums">
      <caption className="pb-2 text-left text-soft">
        {t("caption", { date: formatDate(startsAt, timeZone, locale) })}
      </caption>
      {feeTable(terms, price, startsAt, timeZone).map(({ way, spans }) => (
        <tbody key={way} className="border-t border-ink">
          <tr>
            <th scope="rowgroup" className="py-2 text-left font-[560]">
              {t(`ways.${way}`)}
            </th>
            <th scope="col" className={`${number} font-normal text-soft`}>
              {t("amount")}
            </th>
          </tr>
          {spans.filter(isAhead).map((span, index) => (
            <tr key={index} className="border-t border-line">
              <th scope="row" className="py-2 text-left font-normal">
                {t("until", { date: day(span) })}
                {span.percent > 0 && <span className="block text-soft">{t("percent", { percent: span.percent })}</span>}
              </th>
              <td className={number}>{span.cents > 0 ? money(span.cents) : t("free")}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}
