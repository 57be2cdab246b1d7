import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { KeyValue } from "@/components/ui/key-value"
import { QrCode } from "@/components/ui/qr-code"
import { formatMoney } from "@/lib/money"
import { giroCode, ibanGroups, type Transfer } from "@/lib/invoices/rules-giro"
import { formatPlainDay } from "@/lib/time-zone"

type Props = { transfer: Transfer; dueOn: string | null; children?: ReactNode }

/** How what is open is paid: by transfer, typed or scanned. `children` is another way. */
export function TransferFacts({ transfer, dueOn, children }: Props) {
  const [t, locale] = [useTranslations("billing.pay"), useLocale()]
  const amount = formatMoney(transfer.cents, transfer.currency, locale)
  return (
    <section aria-labelledby="to-pay" className="grid max-w-[46rem] gap-5">
      <div className="grid gap-2">
        <h2 id="to-pay" className="text-[1.375rem]">
          {t("title")}
        </h2>
        <p>{dueOn ? t("openUntil", { amount, due: formatPlainDay(dueOn, locale) }) : t("open", { amount })}</p>
      </div>
      {children}
      <div className="grid gap-6 sm:grid-cols-[1fr_auto]">
        <div className="grid content-start gap-3">
          <h3 className="text-base font-[560]">{t("transfer")}</h3>
          <KeyValue
            items={[
              { label: t("to"), value: transfer.name },
              { label: t("iban"), value: <span className="tabular-nums">{ibanGroups(transfer.iban)}</span> },
              { label: t("amount"), value: amount },
              { label: t("remittance"), value: transfer.remittance },
            ]}
          />
        </div>
        <figure className="grid justify-items-start gap-2 sm:w-44">
          <QrCode text={giroCode(transfer)} label={t("qr")} className="size-40 border border-line" />
          <figcaption className="text-sm text-soft">{t("qrHint")}</figcaption>
        </figure>
      </div>
    </section>
  )
}
