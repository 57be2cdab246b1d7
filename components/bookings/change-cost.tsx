import { useLocale, useTranslations } from "next-intl"
import type { HolderBooking } from "@/lib/bookings/queries"
import { deadlines, freeUntil } from "@/lib/bookings/rules"
import { formatMoney } from "@/lib/money"
import { formatDate } from "@/lib/time-zone"

/** What moving or giving back costs now and until when that holds: shown before anybody clicks. */
export function ChangeCost({ booking, now, way }: { booking: HolderBooking; now: Date; way: "release" | "rebook" }) {
  const t = useTranslations("manage.cost")
  const locale = useLocale()
  const { price, terms, session } = booking
  const { startsAt, timeZone } = session
  const fee = way === "rebook" ? booking.rebookFee : booking.fee
  const day = (at: Date) => formatDate(at, timeZone, locale)
  if (fee.netCents > 0 && price) {
    const step = deadlines(terms, startsAt, timeZone, way).find(({ until }) => until === null || now < until)
    return (
      <>
        <b>{formatMoney(fee.netCents, price.currency, locale)}</b>{" "}
        <span className="text-soft">
          {step?.until && t("until", { date: day(new Date(step.until.getTime() - 1)) })}
          {terms.waivedWhenRefilled && `. ${t("refilled")}`}
        </span>
      </>
    )
  }
  const free = freeUntil(terms, price, startsAt, timeZone, way)
  const until =
    booking.state !== "confirmed" && price
      ? t("untilConfirmed")
      : free && free < startsAt
        ? t("until", { date: day(free) })
        : t("untilStart")
  return (
    <>
      <b>{t("free")}</b> <span className="text-soft">{until}</span>
    </>
  )
}
