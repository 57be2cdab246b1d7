import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { KeyValue } from "@/components/ui/key-value"
import { Panel } from "@/components/ui/panel"
import { feeDue, freeUntil } from "@/lib/bookings/rules"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatDate, weekOf } from "@/lib/time-zone"
import { FullPriceText, PlaceText, SeatsText, StateText } from "./facts"
import { RoundTable } from "./round-table"
import { SessionTime } from "./session-time"

/** Everything needed to decide and act, beside the story; `children` hold the one thing to do. */
export function SessionPanel({ session, now, children }: { session: PublicSession; now: Date; children?: ReactNode }) {
  const t = useTranslations("sessions")
  const over = session.status === "cancelled" || session.status === "finished"
  return (
    <Panel as="aside" label={t("page.panel")}>
      <div className="flex items-center gap-5">
        {!over && (
          <RoundTable
            capacity={session.capacity}
            free={session.seatsFree}
            centre={String(session.seatsFree)}
            className="size-24 sm:size-26"
          />
        )}
        <div>
          <p className="font-serif text-[1.375rem] leading-[1.2]">
            {over ? <StateText session={session} /> : <SeatsText session={session} />}
          </p>
          {!over && (
            <p className="mt-1 text-[0.9375rem] text-soft">
              <StateText session={session} />
            </p>
          )}
        </div>
      </div>
      <Facts session={session} now={now} />
      {children}
    </Panel>
  )
}

function Facts({ session, now }: { session: PublicSession; now: Date }) {
  const t = useTranslations("sessions")
  const locale = useLocale()
  const { startsAt, timeZone, terms, price } = session
  // It stands beside "Umbuchen".
  const free = freeUntil(terms, price, startsAt, timeZone, "rebook")
  const { percent } = feeDue(terms, price, startsAt, timeZone, now, "rebook")
  return (
    <KeyValue
      items={[
        {
          label: t("page.date"),
          value: (
            <>
              {formatDate(startsAt, timeZone, locale)} ({t("page.week", { week: weekOf(startsAt, timeZone) })})
              <br />
              <SessionTime session={session} />
            </>
          ),
        },
        {
          label: t("page.placeLabel"),
          value: session.format.place === "online" ? t("page.online") : <PlaceText session={session} />,
        },
        { label: t("page.languageLabel"), value: t("list.languageName", { language: session.language }) },
        { label: t("page.priceLabel"), value: <FullPriceText price={price} /> },
        {
          label: t("terms.label"),
          value:
            session.status !== "cancelled" &&
            session.status !== "finished" &&
            (percent > 0
              ? t("terms.shortNow", { percent })
              : free && free < startsAt
                ? t("terms.short", { date: formatDate(free, timeZone, locale) })
                : t("terms.shortFree")),
        },
      ]}
    />
  )
}
