import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import { CopyButton } from "@/components/ui/copy-button"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { formatMoney } from "@/lib/money"
import type { DeskVoucher } from "@/lib/payments/queries-vouchers"
import { formatPlainDay } from "@/lib/time-zone"
import { withdrawVoucherAction } from "./actions"

/** A code, what it takes off and for whom, and how often it was used. */
export function VoucherRow({ voucher }: { voucher: DeskVoucher }) {
  const [t, locale] = [useTranslations("money.vouchers"), useLocale()]
  const { id, code, domain, formatName, expiresOn, uses, mostUses, state } = voucher
  const limits = [
    formatName ? t("format", { format: formatName }) : t("everyFormat"),
    domain && t("company", { domain }),
    expiresOn && t("until", { date: formatPlainDay(expiresOn, locale) }),
  ]
  return (
    <li className="grid gap-x-10 gap-y-1.5 border-t border-line py-4 sm:grid-cols-[18rem_1fr_auto]">
      <div className="flex min-h-11 flex-wrap items-center gap-x-4 self-start">
        <h2 className={`font-sans text-lg font-[560] tracking-[0.02em] ${state === "open" ? "" : "text-soft"}`}>
          {code}
        </h2>
        {state === "open" && (
          <CopyButton
            value={code}
            about={code}
            texts={{ copy: t("copy"), copied: t("copied") }}
            variant="quiet"
            size="small"
          />
        )}
      </div>
      <div className="grid content-start gap-0.5 sm:py-2">
        <p>{t(`worth.${voucher.kind}`, worthOf(voucher, locale))}</p>
        <p className="text-[0.9375rem] text-soft">{limits.filter(Boolean).join(" · ")}</p>
      </div>
      <div className="grid content-start justify-items-start gap-1 sm:justify-items-end sm:py-2">
        <p className="text-[0.9375rem]">{t("uses", { uses, most: mostUses })}</p>
        {state !== "open" && (
          <p>
            <Badge tone="plain">{t(`state.${state}`)}</Badge>
          </p>
        )}
        {state === "open" && <Withdraw id={id} code={code} />}
      </div>
    </li>
  )
}

const worthOf = ({ percent, netCents, currency }: DeskVoucher, locale: string) => ({
  percent: percent ?? 0,
  amount: formatMoney(netCents ?? 0, currency, locale),
})

/** Asked once more, since it cannot be taken back. */
function Withdraw({ id, code }: { id: string; code: string }) {
  const [t, desk] = [useTranslations("money.vouchers"), useTranslations("desk")]
  return (
    <details className="sm:text-right">
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center text-sm text-soft underline decoration-rule underline-offset-[0.22em] hover:text-ink">
        {t("withdraw")}
        <span className="sr-only">: {code}</span>
      </summary>
      <ActionForm
        id={`withdraw-${id}`}
        action={withdrawVoucherAction}
        className="grid max-w-[22em] gap-3 pb-2 sm:justify-items-end"
      >
        <input type="hidden" name="voucherId" value={id} />
        <p className="text-sm text-soft">{t("withdrawText")}</p>
        <SubmitButton variant="mark" size="small" pendingLabel={desk("pending")}>
          {t("withdrawForGood")}
          <span className="sr-only">: {code}</span>
        </SubmitButton>
      </ActionForm>
    </details>
  )
}
