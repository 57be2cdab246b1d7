import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { ChangeCost } from "@/components/bookings/change-cost"
import { SessionList } from "@/components/sessions/session-list"
import { LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { PageHeader } from "@/components/ui/page-header"
import { now } from "@/lib/clock"
import { listPublicSessions } from "@/lib/sessions/queries"
import { formatDate, formatTimeRange } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { myMovableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { ByRequest } from "./by-request"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "manage.rebook" })
  return { title: t("title"), ...personal }
}

/** First step of moving: the public list without where one is, what can be taken first, then what can be waited for. */
export default async function RebookPage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const [{ booking }, upcoming, t] = await Promise.all([
    myMovableBooking(reference, locale),
    listPublicSessions(locale),
    getTranslations("manage.rebook"),
  ])
  const { id, startsAt, endsAt, timeZone } = booking.session
  const { moveByRequest, session: mine } = booking
  const others = upcoming.filter(
    ({ id: other, format }) => other !== id && !(moveByRequest && format.id === mine.format.id),
  )
  const [open, taken] = [others.filter(({ bookable }) => bookable), others.filter(({ bookable }) => !bookable)]
  const here = getPathname({ href: `/booking/${reference}`, locale })
  const date = formatDate(startsAt, timeZone, locale)
  const wait = await getTranslations("waitlist.rebook")
  const off = booking.calledOff ? await getTranslations("changes.other") : null
  return (
    <>
      <Crumbs booking={booking} here={off ? off("crumb") : t("crumb")} />
      <div className="grid gap-4 pt-6 pb-10 sm:pt-9">
        <PageHeader
          size="small"
          title={off ? off("title") : t("title")}
          lead={
            off ? off("lead", { date }) : t("lead", { date, time: formatTimeRange(startsAt, endsAt, timeZone, locale) })
          }
        />
        {!off && (
          <p className="text-[0.9375rem]">
            {t("cost")}: <ChangeCost booking={booking} now={now()} way="rebook" />
          </p>
        )}
        {moveByRequest && <ByRequest reference={reference} />}
      </div>
      {open.length > 0 ? (
        <SessionList sessions={open} href={({ slug }) => `${here}/rebook/${slug}`} />
      ) : (
        <EmptyState
          action={
            <LinkButton href={here} variant="outline">
              {t("back")}
            </LinkButton>
          }
        >
          {off ? off("none") : t("none")}
        </EmptyState>
      )}
      {taken.length > 0 && (
        <div className="pt-2">
          <div className="mb-6 grid gap-1">
            <h2 className="text-[1.375rem]">{wait("taken")}</h2>
            <p className="text-[0.9375rem] text-soft">{wait(off ? "takenTextOff" : "takenText")}</p>
          </div>
          <SessionList sessions={taken} id="taken" href={({ slug }) => `${here}/rebook/${slug}`} />
        </div>
      )}
    </>
  )
}
