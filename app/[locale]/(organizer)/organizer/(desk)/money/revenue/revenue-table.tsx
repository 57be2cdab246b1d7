import { useLocale, useTranslations } from "next-intl"
import { formatSignedMoney } from "@/lib/money"
import { byMonth, type Revenue, type RevenueRow, totalOf } from "@/lib/payments/rules-revenue"
import { formatMonth, noonOf } from "@/lib/time-zone"

const columns = ["netCents", "vatCents", "grossCents", "feeGrossCents", "refundedCents"] as const

/** Each month with what it comes to, a line as long as that, and its formats below. */
export function RevenueTable({ rows, year }: { rows: RevenueRow[]; year: number }) {
  const [t, locale] = [useTranslations("money.revenue"), useLocale()]
  const months = byMonth(rows)
  const most = Math.max(1, ...months.map(({ total }) => total.netCents))
  const caption = t("caption", { year: String(year) })
  return (
    <div className="mt-6 overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full min-w-[37rem] text-[0.9375rem]">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-ink text-left text-sm text-soft">
            <th scope="col" className="py-2 pr-4 font-normal">
              {t("month")}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="py-2 pl-4 text-right font-normal">
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {months.map(({ month, total, rows: formats }) => (
          <tbody key={month} className="border-b border-line">
            <tr className="align-top">
              <th scope="rowgroup" className="w-36 py-3 pr-4 text-left font-[560] sm:w-2/5">
                {formatMonth(noonOf(`${month}-01`), "UTC", locale)}
                <Line share={total.netCents / most} />
              </th>
              <Amounts revenue={total} />
            </tr>
            {formats.map((row) => (
              <tr key={row.formatId} className="text-soft">
                <th scope="row" className="pr-4 pb-2.5 text-left font-normal">
                  {row.formatName}
                </th>
                <Amounts revenue={row} below />
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr className="border-t border-ink">
            <th scope="row" className="py-3 pr-4 text-left font-[560]">
              {t("total", { year: String(year) })}
            </th>
            <Amounts revenue={totalOf(rows)} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Amounts({ revenue, below }: { revenue: Revenue; below?: boolean }) {
  const locale = useLocale()
  return columns.map((column) => (
    <td key={column} className={`pl-4 text-right whitespace-nowrap ${below ? "pb-2.5" : "py-3"}`}>
      {revenue[column] === 0 ? "–" : formatSignedMoney(revenue[column], "EUR", locale)}
    </td>
  ))
}

/** As long as its share of the best month; the figures beside it say the same. */
const Line = ({ share }: { share: number }) => (
  <svg viewBox="0 0 320 2" aria-hidden="true" className="chart mt-2">
    <rect className="filled" width={320 * Math.max(0, share)} height="2" />
  </svg>
)
