import { scaleBand, scaleLinear } from "d3-scale"
import { useTranslations } from "next-intl"
import { ChartTable } from "./chart-table"

const size = { width: 640, height: 240, top: 36, bottom: 36 }
const steps = ["s0", "s1", "s2", "s3", "s4", "s5"] as const

/** How long before the start people book; the nearest days on the right, as time goes. */
export function LeadChart({ counts }: { counts: number[] }) {
  const t = useTranslations("numbers.leadChart")
  const bars = steps.map((step, index) => ({ step, bookings: counts[index] ?? 0 })).reverse()
  const total = bars.reduce((sum, { bookings }) => sum + bookings, 0)
  const { width, height, top, bottom } = size
  const x = scaleBand<string>([...steps].reverse(), [0, width]).padding(0.35)
  const y = scaleLinear([0, Math.max(1, ...counts)], [height - bottom, top])
  return (
    <section aria-labelledby="lead-chart">
      <h2 id="lead-chart" className="mb-2">
        {t("title")}
      </h2>
      <p className="mb-5 max-w-[34em] text-soft">{t("summary", { bookings: total })}</p>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="chart max-w-[44rem]">
        <line className="grid-line" x1={0} x2={width} y1={y(0)} y2={y(0)} />
        {bars.map(({ step, bookings }) => (
          <g key={step}>
            <rect className="filled" x={x(step)} y={y(bookings)} width={x.bandwidth()} height={y(0) - y(bookings)} />
            <text x={(x(step) ?? 0) + x.bandwidth() / 2} y={y(bookings) - 8} className="in-middle">
              {bookings}
            </text>
            <text x={(x(step) ?? 0) + x.bandwidth() / 2} y={height - 10} className="in-middle soft">
              {t(`short.${step}`)}
            </text>
          </g>
        ))}
      </svg>
      <ChartTable
        summary={t("table")}
        caption={t("title")}
        head={[t("before"), t("bookings")]}
        rows={bars.map(({ step, bookings }) => ({ key: step, cells: [t(`steps.${step}`), bookings] }))}
      />
    </section>
  )
}
