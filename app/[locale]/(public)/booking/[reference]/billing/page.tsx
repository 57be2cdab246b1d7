import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { BillingFields } from "@/components/payments/billing-fields"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { findAccount } from "@/lib/payments/queries"
import { seesAccount } from "@/lib/bookings/queries-payer"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import { myBooking } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { saveBillingAction } from "../billing-actions"
import { Crumbs } from "../crumbs"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "payments.billing" })
  return { title: t("title"), ...personal }
}

/** Who is billed; what is issued already is issued anew. */
export default async function BillingPage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const [{ booking, holder }, t] = await Promise.all([
    myBooking(reference, locale),
    getTranslations("payments.billing"),
  ])
  const account = (await seesAccount(holder)) ? await findAccount(booking.id) : null
  if (!account) redirect({ href: `/booking/${reference}`, locale })
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} lead={t(account?.billingOpen ? "lead" : "issued")} />
        <ActionForm id="billing" action={saveBillingAction} className="grid gap-5">
          <HiddenField name="booking" value={reference} />
          <BillingFields shown={account?.billing ?? undefined} />
          <div className="flex flex-wrap gap-4">
            <SubmitButton pendingLabel={t("pending")}>{t("save")}</SubmitButton>
            <LinkButton variant="outline" href={getPathname({ href: `/booking/${reference}`, locale })}>
              {t("back")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
