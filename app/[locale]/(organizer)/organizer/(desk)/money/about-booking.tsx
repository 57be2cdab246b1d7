import { useLocale } from "next-intl"
import type { ReactNode } from "react"
import type { AboutBooking as Booking } from "@/lib/payments/about-booking"
import { fullName } from "@/lib/people/rules"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"

/** Whose money it is and for which session; `children` stands behind its date. */
export function AboutBooking({ booking, children }: { booking: Booking; children: ReactNode }) {
  const locale = useLocale()
  return (
    <>
      <p className="text-[0.9375rem] text-soft">
        {fullName(booking)} · <span className="whitespace-nowrap">{booking.reference}</span>
      </p>
      <p className="text-[0.9375rem] text-soft">
        <a href={deskHref(`/organizer/sessions/${booking.sessionId}`, locale)} className="inline-block py-0.5">
          {formatDate(booking.startsAt, booking.timeZone, locale)}
        </a>{" "}
        · {children}
      </p>
    </>
  )
}
