import { useLocale, useTranslations } from "next-intl"
import type { HolderBooking } from "@/lib/bookings/queries"
import { freeUntil } from "@/lib/bookings/rules"
import { formatDate, formatTimeRange, formatWhen } from "@/lib/time-zone"

/** What happens next, each with its date; `access` where the way into the meeting is on the page already. */
export function NextSteps({ booking, access, now }: { booking: HolderBooking; access: boolean; now: Date }) {
  const t = useTranslations("manage.next")
  const locale = useLocale()
  const { session, price, terms, decideAt } = booking
  const { startsAt, endsAt, timeZone, placeText, format } = session
  const free = price && freeUntil(terms, price, startsAt, timeZone)
  const rebook = price && freeUntil(terms, price, startsAt, timeZone, "rebook")
  const apart = +(rebook ?? 0) !== +(free ?? 0)
  const until = (at: Date | null, text: string) =>
    at && at > now ? { when: t("freeUntil", { date: formatDate(at, timeZone, locale) }), text } : null
  const steps: { when: string; time?: string; text: string }[] = [
    decideAt ? { when: formatWhen(decideAt, timeZone, locale, now), text: t("decisionText") } : null,
    until(free, t(apart ? "releaseFreeText" : "freeUntilText")),
    apart ? until(rebook, t("rebookFreeText")) : null,
    {
      when: formatDate(startsAt, timeZone, locale),
      time: formatTimeRange(startsAt, endsAt, timeZone, locale),
      text:
        format.place === "online"
          ? t(access ? "startOnlineOpen" : "startOnline")
          : t("startOnSite", { place: placeText ?? "" }),
    },
  ].filter((step) => step !== null)
  return (
    <section aria-labelledby="next">
      <h2 id="next" className="mb-3.5 text-[1.375rem]">
        {t("title")}
      </h2>
      <ol className="max-w-[46rem]">
        {steps.map(({ when, time, text }) => (
          <li key={when} className="grid gap-x-6 gap-y-0.5 border-t border-line py-3 sm:grid-cols-[17rem_1fr]">
            <span className="block font-[540] first-letter:uppercase">
              {when}
              {time && <span className="block">{time}</span>}
            </span>
            <span className="text-soft">{text}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
