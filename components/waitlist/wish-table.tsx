import { useTranslations } from "next-intl"
import { type Band, bands, cellName, wishDays } from "@/lib/waitlist/rules"
import { TickCell } from "./choices"

/** A working week to tick: days across, times of day down. */
export function WishTable({ caption }: { caption: string }) {
  const t = useTranslations("waitlist.join")
  const rows = Object.keys(bands) as Band[]
  return (
    <table className="w-full max-w-120 table-fixed border-t border-ink text-sm tabular-nums">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className="w-17 py-2 text-left font-normal text-soft min-[22rem]:w-24 sm:w-32">
            {t("band")}
          </th>
          {wishDays.map((day) => (
            <th key={day} scope="col" className="py-2 font-[540]">
              {t(`days.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((band) => (
          <tr key={band} className="border-t border-line">
            <th scope="row" className="text-left font-normal min-[22rem]:whitespace-nowrap">
              {t(`bands.${band}`)}
            </th>
            {wishDays.map((day) => (
              <td key={day} className="border-l border-line p-0">
                <TickCell
                  name={`wish.${cellName(day, band)}`}
                  label={t("cell", { weekday: t(`weekdays.${day}`), band: t(`bands.${band}`) })}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
