import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { PendingChange } from "@/components/bookings/pending-change"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { now } from "@/lib/clock"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import { myChangeableBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { withdrawRequestAction } from "../actions"
import { Crumbs } from "../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "manage.withdraw" })
  return { title: t("title"), ...personal }
}

/** Takes a request back, a page away from the mailed link: some mail scanners press the first button they find. */
export default async function WithdrawPage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking } = await myChangeableBooking(reference, locale)
  const { rebooking, substitution } = booking.pending
  if (!rebooking && !substitution) redirect({ href: `/booking/${reference}`, locale })
  const t = await getTranslations("manage.withdraw")
  return (
    <>
      <Crumbs booking={booking} here={t("title")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} />
        <PendingChange booking={booking} now={now()} />
        <p>{t("text")}</p>
        <ActionForm id="withdraw" action={withdrawRequestAction} className="grid gap-5">
          <HiddenField name="booking" value={reference} />
          <div className="flex flex-wrap gap-4">
            <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>
            <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}`, locale })}>
              {t("keep")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
