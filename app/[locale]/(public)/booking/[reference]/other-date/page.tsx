import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { PausedText } from "@/components/sessions/paused"
import { LinkButton } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import type { HolderBooking } from "@/lib/bookings/queries"
import { type AskedMerge, findAskedMerge } from "@/lib/bookings/queries-merge"
import { now as presentTime } from "@/lib/clock"
import { fullName } from "@/lib/people/rules"
import { formatWhen } from "@/lib/time-zone"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { BothDates } from "./both-dates"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "merge.asked" })
  return { title: t("crumb"), ...personal }
}

/** "Does the other date suit you as well?" Both answers lead on to a page with a button: scanners press them, too. */
export default async function OtherDatePage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking } = await myChangeableBooking(reference, locale)
  const asked = await findAskedMerge(booking.id, locale)
  if (!asked) return redirect({ href: `/booking/${reference}`, locale })
  const t = await getTranslations("merge.asked")
  const name = fullName(booking.participant)
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={booking.role === "booker" ? t("titleBooker", { name }) : t("title")} />
        {asked.open ? (
          <Question {...{ booking, asked, locale }} />
        ) : (
          <>
            <Notice title={t("over")} />
            <div>
              <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}`, locale })}>
                {t("back")}
              </LinkButton>
            </div>
          </>
        )}
      </div>
    </>
  )
}

async function Question({ booking, asked, locale }: { booking: HolderBooking; asked: AskedMerge; locale: Locale }) {
  const [t, now] = [await getTranslations("merge.asked"), presentTime()]
  const { target, answerBy, answer } = asked
  const { reference, session } = booking
  const when = formatWhen(answerBy, session.timeZone, locale, now)
  const confirm = getPathname({ href: `/booking/${reference}/other-date/confirm`, locale })
  const byRequest = target.format.round === "closed"
  const requested = booking.pending.rebooking?.session.id === target.id ? booking.pending.rebooking : null
  if (requested) {
    const due = formatWhen(requested.decideAt, session.timeZone, locale, now)
    return (
      <>
        <Notice title={t("requested", { when: due })} />
        <BothDates {...{ booking, asked }} />
        <div>
          <LinkButton href={`${confirm}?answer=keep`} variant="outline">
            {t("takeBack")}
          </LinkButton>
        </div>
      </>
    )
  }
  return (
    <>
      {answer === "keep" && <Notice title={t("kept", { when })} />}
      <BothDates {...{ booking, asked }} />
      <div className="grid gap-3">
        {answer !== "keep" && <p>{t("text", { when })}</p>}
        <p className="text-[0.9375rem] text-soft">{t(byRequest ? "seatsByRequest" : "seats")}</p>
      </div>
      {!target.bookable && (
        <Notice title={target.pausedUntil ? <PausedText session={target} now={now} /> : t("full")} />
      )}
      <div className="flex flex-wrap gap-4">
        {target.bookable && <LinkButton href={confirm}>{t(byRequest ? "yesByRequest" : "yes")}</LinkButton>}
        {answer !== "keep" && (
          <LinkButton href={`${confirm}?answer=keep`} variant="outline">
            {t("no")}
          </LinkButton>
        )}
      </div>
    </>
  )
}
