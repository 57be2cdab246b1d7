import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Contacts } from "./contact"
import type { AskedSession, Call } from "@/lib/bookings/queries-attendance"
import { formatWhen } from "@/lib/time-zone"

/** Whom to call about a date, each with the number and, by `tick`, what was said. */
export function CallList({
  session,
  now,
  tick,
}: {
  session: AskedSession
  now: Date
  tick: (call: Call) => ReactNode
}) {
  const t = useTranslations("reminders.calls")
  const locale = useLocale()
  const { since, timeZone, calls, counts } = session
  if (since > now)
    return counts.silent > 0 ? (
      <p className="text-soft">{t("later", { when: formatWhen(since, timeZone, locale, now) })}</p>
    ) : null
  return (
    calls.length > 0 && (
      <>
        <p className="mb-3.5 max-w-[34em] text-soft">{t("lead")}</p>
        <ul>
          {calls.map((call) => (
            <li
              key={call.seatId}
              className="grid gap-x-8 gap-y-2 border-t border-line py-4 sm:grid-cols-[1fr_auto] sm:items-center"
            >
              <Caller call={call} />
              {tick(call)}
            </li>
          ))}
        </ul>
      </>
    )
  )
}

function Caller({ call: { name, company, phone, email, booker } }: { call: Call }) {
  const t = useTranslations("reminders.calls")
  return (
    <div>
      <h4 className="font-serif text-lg font-[500]">{name}</h4>
      <p className="text-[0.9375rem] text-soft">{company}</p>
      <Contacts {...{ email, phone, booker }} bookedBy={(name) => t("bookedBy", { name })}>
        {!phone && <span className="text-soft">{t("noPhone")}</span>}
      </Contacts>
    </div>
  )
}
