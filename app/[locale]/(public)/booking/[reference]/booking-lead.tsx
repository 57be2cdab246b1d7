import { useLocale, useTranslations } from "next-intl"
import { LengthText, PlaceText, StateSentence } from "@/components/sessions/facts"
import type { BookingState } from "@/components/bookings/booking-state"
import type { HolderBooking } from "@/lib/bookings/queries"
import { now } from "@/lib/clock"
import { formatWhen } from "@/lib/time-zone"

/** One sentence on how the booking stands. It is the same for every request, whatever will become of it. */
export function BookingLead({ booking, state }: { booking: HolderBooking; state: BookingState }) {
  const t = useTranslations("manage.lead")
  const locale = useLocale()
  const { session, decideAt } = booking
  const what = (
    <>
      {session.texts.shortName}, <LengthText minutes={session.format.lengthMinutes} />, <PlaceText session={session} />.{" "}
      {session.startsAt > now() && <StateSentence session={session} />}
    </>
  )
  if (state === "confirmed") return what
  if (state !== "requested" || !decideAt) return t(state === "requested" ? "reserved" : state)
  return (
    <>
      {t("requested", { when: formatWhen(decideAt, session.timeZone, locale, now()) })} {what}
    </>
  )
}
