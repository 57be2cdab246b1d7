import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { ChangeCost } from "@/components/bookings/change-cost"
import { QuoteText } from "@/components/payments/quote-text"
import { LinkButton } from "@/components/ui/button"
import { PageHeader } from "@/components/ui/page-header"
import { now } from "@/lib/clock"
import { findQuote } from "@/lib/payments/queries-quote"
import { formatDateRange } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "manage.release" })
  return { title: t("title"), ...personal }
}

/** First step of giving back: what it costs, and the two ways that keep the seat in the house. There is no form here. */
export default async function ReleasePage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking } = await myChangeableBooking(reference, locale)
  const quote = booking.price && (await findQuote({ bookingId: booking.id, role: booking.role, action: "release" }))
  const t = await getTranslations("manage.release")
  const { startsAt, endsAt, timeZone } = booking.session
  const here = getPathname({ href: `/booking/${reference}`, locale })
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} lead={formatDateRange(startsAt, endsAt, timeZone, locale)} />
        <p>{t("text")}</p>
        {quote ? (
          <QuoteText quote={quote} />
        ) : (
          <p>
            {t("cost")}: <ChangeCost booking={booking} now={now()} way="release" />
          </p>
        )}
        <p>
          {t.rich("alternatives", {
            rebook: (text) => <a href={`${here}/rebook`}>{text}</a>,
            substitute: (text) => <a href={`${here}/substitute`}>{text}</a>,
          })}
        </p>
        <p className="flex flex-wrap gap-4">
          <LinkButton href={`${here}/release/confirm`}>{t("continue")}</LinkButton>
          <LinkButton href={here} variant="outline">
            {t("keep")}
          </LinkButton>
        </p>
      </div>
    </>
  )
}
