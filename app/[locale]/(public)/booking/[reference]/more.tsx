import { useLocale, useTranslations } from "next-intl"
import type { HolderBooking } from "@/lib/bookings/queries"
import { fullName } from "@/lib/people/rules"
import { getPathname } from "../../../../i18n/navigation"
import { Ways } from "@/components/bookings/ways"

/** What else can be done with a booking: who else looks after it, who says yes to it, where it is read. */
export function More({ booking }: { booking: HolderBooking }) {
  const t = useTranslations("assistant.more")
  const locale = useLocale()
  const here = getPathname({ href: `/booking/${booking.reference}`, locale })
  const { booker, role } = booking
  const ways = [
    {
      way: "assistant",
      label: t("assistant"),
      text: t("assistantText", {
        hasBooker: role === "booker" ? "own" : String(booker !== null),
        ...{ name: booker?.name ?? "", participant: fullName(booking.participant) },
      }),
    },
    { way: "approval", label: t("approval"), text: t("approvalText") },
    // The calendar of a mailbox is for who reads it.
    ...(role === "participant" ? [{ way: "subscribe", label: t("subscribe"), text: t("subscribeText") }] : []),
  ]
  return <Ways id="more" title={t("title")} href={here} ways={ways} />
}
