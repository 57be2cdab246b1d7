import { useLocale, useTranslations } from "next-intl"
import type { HolderBooking } from "@/lib/bookings/queries"
import { fullName } from "@/lib/people/rules"
import { getPathname } from "../../../../i18n/navigation"

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
  return (
    <section aria-labelledby="more">
      <h2 id="more" className="mb-3.5 text-[1.375rem]">
        {t("title")}
      </h2>
      <ul className="max-w-[46rem]">
        {ways.map(({ way, label, text }) => (
          <li key={way} className="grid gap-x-6 border-t border-line py-1.5 sm:grid-cols-[17rem_1fr] sm:items-center">
            <a href={`${here}/${way}`} className="inline-flex min-h-11 items-center justify-self-start">
              {label}
            </a>
            <span className="pb-2 text-soft sm:pb-0">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
