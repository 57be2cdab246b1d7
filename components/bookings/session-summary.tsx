import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { PlaceText, PriceText } from "@/components/sessions/facts"
import { RoundTable } from "@/components/sessions/round-table"
import { SessionTime } from "@/components/sessions/session-time"
import { Panel } from "@/components/ui/panel"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatDate } from "@/lib/time-zone"

/** The date a form is about, small, beside the form. `yours` once a seat is held for the reader. */
export function SessionSummary({
  session,
  yours = false,
  children,
}: {
  session: PublicSession
  yours?: boolean
  children?: ReactNode
}) {
  const t = useTranslations("booking.summary")
  const locale = useLocale()
  return (
    <Panel as="aside" label={t("label")}>
      <div className="grid gap-x-4.5 gap-y-3 min-[22rem]:flex min-[22rem]:items-center">
        <RoundTable capacity={session.capacity} free={session.seatsFree} yours={yours} className="size-18" />
        <div>
          <p className="font-serif text-xl leading-[1.25]">{formatDate(session.startsAt, session.timeZone, locale)}</p>
          <p className="text-[0.9375rem]">
            <SessionTime session={session} />
          </p>
          <p className="text-[0.9375rem] text-soft">
            <PlaceText session={session} />
            {"\u00a0· "}
            <PriceText price={session.price} />
          </p>
        </div>
      </div>
      {children && <div className="grid gap-3 text-[0.9375rem] text-soft">{children}</div>}
    </Panel>
  )
}
