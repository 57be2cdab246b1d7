import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import { ChangeCost } from "@/components/bookings/change-cost"
import { Commitment, submitLabel } from "@/components/bookings/commitment"
import { Dated } from "@/components/bookings/dated"
import { QuoteText } from "@/components/payments/quote-text"
import { PausedText } from "@/components/sessions/paused"
import { KeyValue } from "@/components/ui/key-value"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { now } from "@/lib/clock"
import { findQuote } from "@/lib/payments/queries-quote"
import { findPublicSession } from "@/lib/sessions/queries"
import { myMovableBooking } from "../../../../../../my-booking"
import { personal } from "../../../../../../site-metadata"
import { Crumbs } from "../../crumbs"
import { isFull, WaitForDate } from "../wait-for-date"
import { TakeOtherDate } from "../take-other-date"
import { RebookForm } from "../rebook-form"

type Props = { params: Promise<{ locale: Locale; reference: string; slug: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "manage.rebook" })
  return { title: t("confirmTitle"), ...personal }
}

/** Second step of moving: from where to where, and at what cost; what is full is waited for. */
export default async function RebookConfirmPage({ params }: Props) {
  const { locale, reference, slug } = await params
  setRequestLocale(locale)
  const [{ booking, holder }, target] = await Promise.all([
    myMovableBooking(reference, locale),
    findPublicSession({ slug }, locale),
  ])
  if (!target) notFound()
  if (isFull(target)) return <WaitForDate {...{ booking, holder, target, locale }} />
  if (booking.calledOff) return <TakeOtherDate {...{ booking, target, locale }} />
  const t = await getTranslations("manage.rebook")
  const costs = target.price ?? booking.price
  const asked = { bookingId: booking.id, role: booking.role, action: "rebooking", sessionId: target.id } as const
  const quote = costs && (await findQuote(asked))
  const reviewed = target.format.admission === "reviewed"
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("confirmTitle")} />
        <KeyValue
          roomy
          items={[
            { label: t("from"), value: <Dated session={booking.session} /> },
            { label: t("to"), value: <Dated session={target} /> },
            { label: t("cost"), value: !quote && <ChangeCost booking={booking} now={now()} way="rebook" /> },
          ]}
        />
        {quote && !quote.exceedsAgreed && <QuoteText quote={quote} />}
        {costs && !quote?.exceedsAgreed && <Commitment session={target} now={now()} />}
        {reviewed && <p className="text-[0.9375rem] text-soft">{t("reviewedNote")}</p>}
        {!target.bookable && (
          <Notice tone="mark" title={target.pausedUntil ? <PausedText session={target} now={now()} /> : t("full")} />
        )}
        <RebookForm
          {...{ booking, target, locale }}
          texts={{ submit: t(`submit.${submitLabel(target)}`), pending: t("pending"), other: t("other") }}
        />
      </div>
    </>
  )
}
