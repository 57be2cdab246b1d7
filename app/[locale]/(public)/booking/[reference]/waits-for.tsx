import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { Notice } from "@/components/ui/notice"
import { now } from "@/lib/clock"
import { formatDate, formatDateTime } from "@/lib/time-zone"
import type { HolderEntry } from "@/lib/waitlist/queries"
import { getPathname } from "../../../../i18n/navigation"

type Props = { entry: HolderEntry; keeps: boolean; locale: Locale }

/** What a booking waits for beside its seat, and the offer that waits for an answer. Nothing once that is over. */
export async function WaitsFor({ entry, keeps, locale }: Props) {
  const t = await getTranslations("waitlist.booking")
  const { state, reference, dates, wishes, offer } = entry
  if (state !== "waiting" && state !== "offered") return null
  const stands = offer && offer.expiresAt >= now() ? offer : null
  const day = stands && formatDate(stands.session.startsAt, stands.session.timeZone, locale)
  return (
    <Notice
      title={
        stands && day
          ? t("offer", { date: day, when: formatDateTime(stands.expiresAt, stands.session.timeZone, locale) })
          : t("waiting", { count: dates.length + Math.sign(wishes.length) })
      }
    >
      {keeps && <p className="text-[0.9375rem] text-soft">{t(stands ? "offerText" : "waitingText")}</p>}
      <a
        href={getPathname({ href: `/waiting/${reference}`, locale })}
        className="inline-flex min-h-11 items-center justify-self-start"
      >
        {t(stands ? "answer" : "see")}
      </a>
    </Notice>
  )
}
