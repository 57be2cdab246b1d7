import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { BillingFields } from "@/components/payments/billing-fields"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { countryName } from "@/lib/country-name"
import type { InvoicePage } from "@/lib/invoices/queries-page"
import { billingOf } from "@/lib/payments/queries"
import { getPathname } from "../../../../../i18n/navigation"
import { myInvoices } from "../../../../../my-invoices"
import { personal } from "../../../../../site-metadata"
import { correctBillingAction } from "../actions"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "billing.correct" })
  return { title: t("title"), ...personal }
}

/** Whom the invoices are for, said by whoever gets them. */
export default async function AddressPage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const [{ page }, t] = [await myInvoices(reference, locale), await getTranslations("billing.correct")]
  const [common, papers] = [await getTranslations("common"), await getTranslations("billing.page")]
  const back = getPathname({ href: `/invoices/${reference}`, locale })
  const issued = page.papers.length > 0
  return (
    <>
      <div className="pt-2 sm:pt-4">
        <Breadcrumb label={common("breadcrumb")} steps={[{ href: back, label: papers("title") }]} here={t("crumb")} />
      </div>
      <div className="grid max-w-150 gap-7 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} lead={t(issued ? "after" : "before")} />
        <ActionForm id="address" action={correctBillingAction} className="grid gap-5">
          <HiddenField name="booking" value={reference} />
          <BillingFields shown={billingOf(page.billing)} only={issued ? "not tax" : "not mailboxes"} />
          {issued && <Tax billing={page.billing} locale={locale} />}
          <div className="flex flex-wrap gap-4">
            <SubmitButton pendingLabel={t("pending")}>{t(issued ? "saveRenew" : "save")}</SubmitButton>
            <LinkButton variant="outline" href={back}>
              {t("back")}
            </LinkButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}

type Billed = { billing: InvoicePage["billing"]; locale: Locale }

/** What decides the tax, to be seen and sent as it is. */
async function Tax({ billing: { country, vatId }, locale }: Billed) {
  const t = await getTranslations("billing.correct")
  return (
    <div className="grid gap-2 border-l-2 border-line pl-4">
      <HiddenField name="billing.country" value={country} />
      <HiddenField name="billing.vatId" value={vatId ?? ""} />
      <KeyValue
        items={[
          { label: t("country"), value: countryName(country, locale) },
          { label: t("vatId"), value: vatId },
        ]}
      />
      <p className="text-sm text-soft">{t("fixed")}</p>
    </div>
  )
}
