import { scaleBand, scaleLinear } from "d3-scale"
import { useLocale, useTranslations } from "next-intl"
import type { SessionNumbers } from "@/lib/numbers/queries"
import { trend } from "@/lib/numbers/rules"
import { formatDate, formatDateShort } from "@/lib/time-zone"
import { ChartTable } from "./chart-table"

const size = { width: 640, height: 240, left: 80, top: 14, bottom: 36 }

/** How full each session was, oldest first; the frame of a column is what there was room for. */
export function FillChart({
  sessions,
  href,
  shortened,
}: {
  sessions: SessionNumbers[]
  href: (id: string) => string
  /** There are more than can be shown. */
  shortened: boolean
}) {
  const [t, locale] = [useTranslations("numbers.fillChart"), useLocale()]
  const sum = (of: (session: SessionNumbers) => number) => sessions.reduce((total, session) => total + of(session), 0)
  const shares = sessions.map(({ confirmed, capacity }) => confirmed / capacity)
  const line = trend(shares)
  const percent = (share: number) => Math.round(share * 100)
  const date = ({ startsAt, timeZone }: SessionNumbers) => formatDate(startsAt, timeZone, locale)
  return (
    <section aria-labelledby="fill-chart">
      <h2 id="fill-chart" className="mb-2">
        {t("title")}
      </h2>
      <p className="mb-5 max-w-[34em] text-soft">
        {t("summary", {
          sessions: sessions.length,
          confirmed: sum(({ confirmed }) => confirmed),
          capacity: sum(({ capacity }) => capacity),
        })}{" "}
        {shortened && t("last", { count: sessions.length })}{" "}
        {line && t("trend", { first: percent(line.first), last: percent(line.last) })}
      </p>
      <Columns sessions={sessions} line={line} />
      <ChartTable
        summary={t("table")}
        caption={t("title")}
        head={[t("date"), t("confirmed"), t("capacity"), t("attended"), t("excused"), t("absent")]}
        rows={[...sessions].reverse().map((session) => ({
          key: session.id,
          href: href(session.id),
          cells: [
            date(session),
            session.confirmed,
            session.capacity,
            session.attended,
            session.excused,
            session.absent,
          ],
        }))}
      />
    </section>
  )
}

function Columns({ sessions, line }: { sessions: SessionNumbers[]; line: ReturnType<typeof trend> }) {
  const locale = useLocale()
  const { width, height, left, top, bottom } = size
  const most = Math.min(width - left, sessions.length * 64)
  const x = scaleBand(
    sessions.map(({ id }) => id),
    [left, left + most],
  ).padding(sessions.length > 30 ? 0.2 : 0.35)
  const y = scaleLinear([0, 1], [height - bottom, top])
  const ends = sessions.filter((_, index) => index === 0 || index === sessions.length - 1)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="chart max-w-[44rem]">
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line className="grid-line" x1={left} x2={width} y1={y(share)} y2={y(share)} />
          <text x={left - 8} y={y(share)} className="at-end middle">
            {`${share * 100} %`}
          </text>
        </g>
      ))}
      {sessions.map(({ id, confirmed, capacity }) => (
        <g key={id}>
          <rect className="room" x={x(id)} y={y(1)} width={x.bandwidth()} height={y(0) - y(1)} />
          <rect
            className="filled"
            x={x(id)}
            y={y(confirmed / capacity)}
            width={x.bandwidth()}
            height={y(0) - y(confirmed / capacity)}
          />
        </g>
      ))}
      {line && <line className="trend" x1={left} x2={left + most} y1={y(clamp(line.first))} y2={y(clamp(line.last))} />}
      {ends.map(({ id, startsAt, timeZone }, index) => (
        <text
          key={id}
          x={index === 0 ? x(id) : (x(id) ?? 0) + x.bandwidth()}
          y={height - 8}
          className={index === 0 ? undefined : "at-end"}
        >
          {formatDateShort(startsAt, timeZone, locale)}
        </text>
      ))}
    </svg>
  )
}

const clamp = (share: number) => Math.max(0, Math.min(1, share))
