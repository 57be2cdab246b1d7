import { useTranslations } from "next-intl"
import { Dated } from "@/components/bookings/dated"
import { KeyValue } from "@/components/ui/key-value"
import type { HolderBooking } from "@/lib/bookings/queries"
import type { AskedMerge } from "@/lib/bookings/queries-merge"

/** The date that is booked, the one that is asked about, and that moving costs nothing. */
export function BothDates({ booking, asked }: { booking: HolderBooking; asked: AskedMerge }) {
  const t = useTranslations("merge.asked")
  return (
    <KeyValue
      roomy
      items={[
        { label: t("own"), value: <Dated session={booking.session} /> },
        { label: t("other"), value: <Dated session={asked.target} /> },
        { label: t("cost"), value: t("free") },
      ]}
    />
  )
}
