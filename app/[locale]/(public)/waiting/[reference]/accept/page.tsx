import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { ChangeCost } from "@/components/bookings/change-cost"
import { Commitment, submitLabel } from "@/components/bookings/commitment"
import { Dated } from "@/components/bookings/dated"
import { RoundAnswers } from "@/components/bookings/round-fields"
import { BillingGroup } from "@/components/payments/billing-fields"
import { OfferedUntil } from "@/components/waitlist/offered-until"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { lacksAnswers } from "@/lib/bookings/queries-answers"
import { exceedsAgreed, lacksBilling } from "@/lib/bookings/queries-payer"
import { answerAt, firstStart } from "@/lib/bookings/rules"
import { now } from "@/lib/clock"
import { formatWhen } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { myOffer } from "../../../../../my-booking"
import { settings } from "../../../../../settings"
import { personal } from "../../../../../site-metadata"
import { acceptOfferAction } from "../actions"
import { Crumbs } from "../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "waitlist.accept" })
  return { title: t("title"), ...personal }
}

/** What accepting means, a page away from the mailed link: some mail scanners press the first button they find. */
export default async function AcceptPage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { holder, offer, booking } = await myOffer(reference, locale)
  const reasons = await getTranslations("errors.reasons")
  const [t, { region }, at] = [await getTranslations("waitlist.accept"), await settings(), now()]
  const { session, seatId, expiresAt } = offer
  const { bookingId, role } = holder
  const seat = { bookingId, role, price: session.price, formatId: session.format.id }
  const [asks, refused] = [await lacksBilling(seat), await exceedsAgreed(seat)]
  const lacks = await lacksAnswers(bookingId, session.format)
  const old = booking?.changeable ? booking : null
  const answer = answerAt({ ...session, ...session.format, region }, at, firstStart(session, old?.session))
  return (
    <>
      <Crumbs reference={reference} here={t("title")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t(old ? "titleMove" : "title")} />
        <KeyValue
          roomy
          items={[
            { label: t("from"), value: old && <Dated session={old.session} /> },
            { label: t(old ? "to" : "date"), value: <Dated session={session} /> },
            { label: t("cost"), value: old && <ChangeCost booking={old} now={at} way="rebook" /> },
            { label: t("until"), value: <OfferedUntil at={expiresAt} timeZone={session.timeZone} /> },
          ]}
        />
        {answer && (
          <p className="text-[0.9375rem] text-soft">
            {t(old ? "reviewedKept" : "reviewed", { when: formatWhen(answer, session.timeZone, locale, at) })}
          </p>
        )}
        <Commitment session={session} now={at} />
        <ActionForm id="accept" action={acceptOfferAction} className="grid gap-5">
          <HiddenField name="booking" value={reference} />
          <HiddenField name="seatId" value={seatId} />
          <HiddenField name="sessionId" value={session.id} />
          <HiddenField name="conditions" value={session.conditions} />
          {refused && <Notice title={reasons("paid_by_other_company")} />}
          <RoundAnswers lacks={lacks} />
          {asks && <BillingGroup />}
          <div className="flex flex-wrap gap-4">
            {!refused && <SubmitButton pendingLabel={t("pending")}>{t(`submit.${submitLabel(session)}`)}</SubmitButton>}
            <LinkButton variant="outline" href={getPathname({ href: `/waiting/${reference}`, locale })}>
              {t("back")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
