import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { ChangeCost } from "@/components/bookings/change-cost"
import { QuoteText } from "@/components/payments/quote-text"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { now } from "@/lib/clock"
import { findQuote } from "@/lib/payments/queries-quote"
import { formatDate, formatTimeRange } from "@/lib/time-zone"
import { getPathname } from "../../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../../my-booking"
import { personal } from "../../../../../../site-metadata"
import { releaseAction } from "../../actions"
import { Crumbs } from "../../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "manage.release" })
  return { title: t("title"), ...personal }
}

/** Second step of giving back: the button. */
export default async function ReleaseConfirmPage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking } = await myChangeableBooking(reference, locale)
  const quote = booking.price && (await findQuote({ bookingId: booking.id, role: booking.role, action: "release" }))
  const t = await getTranslations("manage.release")
  const { startsAt, endsAt, timeZone } = booking.session
  const date = formatDate(startsAt, timeZone, locale)
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("confirmTitle")} />
        <p>{t("confirmText", { date, time: formatTimeRange(startsAt, endsAt, timeZone, locale) })}</p>
        {quote ? (
          <QuoteText quote={quote} />
        ) : (
          <p>
            {t("cost")}: <ChangeCost booking={booking} now={now()} way="release" />
          </p>
        )}
        <ActionForm id="release" action={releaseAction} className="grid gap-5">
          <HiddenField name="booking" value={reference} />
          <div className="flex flex-wrap gap-4">
            <SubmitButton variant="mark" pendingLabel={t("pending")}>
              {t("submit")}
            </SubmitButton>
            <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}`, locale })}>
              {t("keep")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
