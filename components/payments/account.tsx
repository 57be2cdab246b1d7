import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { KeyValue } from "@/components/ui/key-value"
import { Notice } from "@/components/ui/notice"
import { countryName } from "@/lib/country-name"
import { formatMoney, type Money } from "@/lib/money"
import type { Account as BookingAccount } from "@/lib/payments/queries"
import { formatClock, formatPlainDay } from "@/lib/time-zone"

type Props = { account: BookingAccount; timeZone: string; href: string; children?: ReactNode }

/** What is owed, paid and due of a booking, and who is billed. `children` is what can be done about it. */
export function Account({ account, timeZone, href, children }: Props) {
  const t = useTranslations("payments.account")
  const ways = useTranslations("payments.ways")
  const locale = useLocale()
  const { owed, paidCents, refundedCents, openCents, billing, payUntil } = account
  const money = (cents: number) => formatMoney(cents, owed.currency, locale)
  return (
    <section aria-labelledby="account" className="grid max-w-[44em] gap-5">
      <h2 id="account" className="text-[1.375rem]">
        {t("title")}
      </h2>
      {account.underWay && <Notice title={t("underWay")} />}
      {payUntil && !account.underWay && (
        <Notice title={t("holdTitle", { time: formatClock(payUntil, timeZone, locale) })}>
          <p className="text-[0.9375rem] text-soft">{t("holdText")}</p>
        </Notice>
      )}
      <KeyValue
        items={[
          { label: t("way"), value: account.pays && ways(account.pays) },
          { label: t("owed"), value: (owed.grossCents > 0 || !account.undecided) && <AmountText amount={owed} /> },
          { label: t("net"), value: account.undecided && money(account.undecided.netCents) },
          { label: t("paid"), value: paidCents > 0 && money(paidCents) },
          { label: t("refunded"), value: refundedCents > 0 && money(refundedCents) },
          { label: t(openCents < 0 ? "back" : "open"), value: openCents !== 0 && money(Math.abs(openCents)) },
          { label: t("due"), value: account.dueOn && formatPlainDay(account.dueOn, locale) },
          { label: t("billedTo"), value: billing && <BilledTo billing={billing} /> },
          { label: t("poNumber"), value: billing?.poNumber },
          { label: t("costCentre"), value: billing?.costCentre },
          { label: t("buyerReference"), value: billing?.buyerReference },
          { label: t("sentTo"), value: billing && <span className="wrap-anywhere">{billing.emails.join(", ")}</span> },
        ]}
      />
      {!billing && (openCents > 0 || account.undecided) && <p className="text-[0.9375rem]">{t("missingText")}</p>}
      {billing && account.undecided && <p className="text-[0.9375rem]">{t("undecided")}</p>}
      {children}
      {(billing ?? (account.undecided || openCents > 0)) && (
        <p>
          <a href={href} className="inline-block py-2.5 text-sm">
            {t(billing ? "change" : "missing")}
          </a>
        </p>
      )}
    </section>
  )
}

/** Gross, and what it is made of, should it be made of anything. */
export function AmountText({ amount: { netCents, vatCents, grossCents, currency } }: { amount: Money }) {
  const t = useTranslations("payments.account")
  const locale = useLocale()
  const money = (cents: number) => formatMoney(cents, currency, locale)
  if (grossCents === 0) return money(0)
  if (vatCents === 0) return t("amountWithoutVat", { amount: money(grossCents) })
  return t("amount", { gross: money(grossCents), net: money(netCents), vat: money(vatCents) })
}

function BilledTo({ billing }: { billing: NonNullable<BookingAccount["billing"]> }) {
  const t = useTranslations("payments.billing.checks")
  const country = countryName(billing.country, useLocale())
  return (
    <>
      {billing.company}
      <br />
      {billing.street}, {billing.postalCode} {billing.city}, {country}
      {billing.vatId && (
        <>
          <br />
          {billing.vatId}
          {billing.vatCheck !== "none" && <span className="text-soft"> ({t(billing.vatCheck)})</span>}
        </>
      )}
    </>
  )
}
