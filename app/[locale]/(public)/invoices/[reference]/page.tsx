import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { Papers } from "@/components/invoices/papers"
import { TransferFacts } from "@/components/invoices/transfer"
import { PayForm } from "@/components/payments/pay-form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { countryName } from "@/lib/country-name"
import type { InvoicePage } from "@/lib/invoices/queries-page"
import { findAccount } from "@/lib/payments/queries"
import { getPathname } from "../../../../i18n/navigation"
import { myInvoices } from "../../../../my-invoices"
import { personal } from "../../../../site-metadata"
import { payInvoiceAction } from "./actions"

type Props = {
  params: Promise<{ locale: Locale; reference: string }>
  searchParams: Promise<{ done?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "billing.page" })
  return { title: t("title"), ...personal }
}

/** The invoices of one booking for whoever pays them. Who comes and how to get in is not theirs to know. */
export default async function InvoicesPage({ params, searchParams }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  if (reference === "void") return <Void />
  const [{ page, recipient }, t, pay] = [
    await myInvoices(reference, locale),
    await getTranslations("billing.page"),
    await getTranslations("billing.pay"),
  ]
  const here = getPathname({ href: `/invoices/${reference}`, locale })
  const account = page.transfer && (await findAccount(recipient.bookingId))
  return (
    <div className="grid gap-9 pt-6 sm:gap-10 sm:pt-11">
      <Done what={(await searchParams).done} />
      <PageHeader size="small" eyebrow={t("eyebrow", { reference })} title={t("title")} lead={t("lead")} />
      {page.papers.length > 0 ? (
        <section aria-label={t("documents")}>
          <Papers papers={page.papers} href={here} />
        </section>
      ) : (
        <Notice title={t("none")}>
          <p className="text-[0.9375rem] text-soft">{t("noneText")}</p>
        </Notice>
      )}
      {page.transfer && (
        <TransferFacts transfer={page.transfer} dueOn={page.dueOn}>
          {/* What is paid there is all that is owed: only where that is what is shown here. */}
          {account?.payable && account.openCents === page.transfer.cents && (
            <PayForm reference={reference} action={payInvoiceAction} title={pay("online")} />
          )}
        </TransferFacts>
      )}
      <BilledTo billing={page.billing} href={`${here}/address`} locale={locale} />
    </div>
  )
}

const done = ["changed", "renewed", "paid"] as const

/** Says that what was just done is done. */
async function Done({ what }: { what: unknown }) {
  const t = await getTranslations("billing.page")
  const known = done.find((each) => each === what)
  if (!known) return null
  return (
    <Notice role="status" title={t(known)}>
      {known === "renewed" && <p className="text-[0.9375rem] text-soft">{t("renewedText")}</p>}
    </Notice>
  )
}

async function Void() {
  const t = await getTranslations("billing.page")
  return (
    <div className="pt-8 sm:pt-14">
      <Notice tone="mark" title={<h1 className="font-sans text-base font-[560]">{t("void")}</h1>}>
        <p className="text-[0.9375rem] text-soft">{t("voidText")}</p>
      </Notice>
    </div>
  )
}

type Billed = { billing: InvoicePage["billing"]; href: string; locale: Locale }

async function BilledTo({ billing, href, locale }: Billed) {
  const t = await getTranslations("billing.page")
  const { companyName, street, postalCode, city, country, vatId } = billing
  const place = `${postalCode} ${city}, ${countryName(country, locale)}`
  return (
    <section aria-labelledby="billed" className="grid gap-2">
      <h2 id="billed" className="text-[1.375rem]">
        {t("billedTo")}
      </h2>
      <address className="wrap-anywhere not-italic">
        {[companyName, street, place, vatId].filter(Boolean).map((text) => (
          <span key={text} className="block">
            {text}
          </span>
        ))}
      </address>
      <p>
        <a href={href} className="inline-flex min-h-11 items-center">
          {t("change")}
        </a>
      </p>
    </section>
  )
}
