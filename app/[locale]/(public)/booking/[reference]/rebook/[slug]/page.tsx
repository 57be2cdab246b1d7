import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import { ChangeCost } from "@/components/bookings/change-cost"
import { PlaceText } from "@/components/sessions/facts"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { now } from "@/lib/clock"
import { findPublicSession, type PublicSession } from "@/lib/sessions/queries"
import { formatDateRange } from "@/lib/time-zone"
import { getPathname } from "../../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../../my-booking"
import { personal } from "../../../../../../site-metadata"
import { rebookAction } from "../../actions"
import { Crumbs } from "../../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string; slug: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "manage.rebook" })
  return { title: t("confirmTitle"), ...personal }
}

/** Second step of moving: from where to where, and at what cost. */
export default async function RebookConfirmPage({ params }: Props) {
  const { locale, reference, slug } = await params
  setRequestLocale(locale)
  const [{ booking }, target] = await Promise.all([
    myChangeableBooking(reference, locale),
    findPublicSession({ slug }, locale),
  ])
  if (!target) notFound()
  const t = await getTranslations("manage.rebook")
  const reviewed = target.format.admission === "reviewed"
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("confirmTitle")} />
        <KeyValue
          items={[
            { label: t("from"), value: <Dated session={booking.session} locale={locale} /> },
            { label: t("to"), value: <Dated session={target} locale={locale} /> },
            { label: t("cost"), value: <ChangeCost booking={booking} now={now()} way="rebook" /> },
          ]}
        />
        {reviewed && <p className="text-[0.9375rem] text-soft">{t("reviewedNote")}</p>}
        {!target.bookable && <Notice tone="mark" title={t("full")} />}
        <ActionForm id="rebook" action={rebookAction} className="grid gap-5">
          <HiddenField name="requestId" value={crypto.randomUUID()} />
          <HiddenField name="booking" value={reference} />
          <HiddenField name="sessionId" value={target.id} />
          <div className="flex flex-wrap gap-4">
            {target.bookable && (
              <SubmitButton pendingLabel={t("pending")}>{t(reviewed ? "submitReviewed" : "submit")}</SubmitButton>
            )}
            <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}/rebook`, locale })}>
              {t("other")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}

function Dated({ session, locale }: { session: PublicSession; locale: Locale }) {
  const { startsAt, endsAt, timeZone, texts } = session
  return (
    <>
      {formatDateRange(startsAt, endsAt, timeZone, locale)}
      <br />
      <span className="text-soft">
        {texts.shortName}, <PlaceText session={session} />
      </span>
    </>
  )
}
