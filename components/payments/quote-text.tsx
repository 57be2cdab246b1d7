import { useLocale, useTranslations } from "next-intl"
import { KeyValue } from "@/components/ui/key-value"
import { formatMoney, negated } from "@/lib/money"
import type { Quote } from "@/lib/payments/queries-quote"
import { formatDate } from "@/lib/time-zone"
import { AmountText } from "./account"

/** What giving the seat back, or moving it, comes to now: fee, what goes back, what is still to pay. */
export function QuoteText({ quote }: { quote: Quote }) {
  const t = useTranslations("payments.quote")
  const locale = useLocale()
  const { fee, change, refundCents, dueCents, deadlineAt, timeZone } = quote
  const money = (cents: number) => formatMoney(cents, fee.currency, locale)
  // Net and VAT where the whole of it comes from this change, and not from what was open before.
  const amount = (cents: number) =>
    cents === Math.abs(change.grossCents) ? (
      <AmountText amount={change.grossCents < 0 ? negated(change) : change} />
    ) : (
      money(cents)
    )
  // A deadline names the last day on which it still holds.
  const day = deadlineAt && formatDate(new Date(deadlineAt.getTime() - 1), timeZone, locale)
  return (
    <div className="grid gap-4">
      <KeyValue
        items={[
          { label: t("fee"), value: fee.grossCents > 0 ? <AmountText amount={fee} /> : t("feeNone") },
          { label: t("refund"), value: refundCents > 0 && amount(refundCents) },
          { label: t("due"), value: dueCents > 0 && amount(dueCents) },
          { label: t("until"), value: day ?? t("start") },
        ]}
      />
      {quote.undecided && (
        <p className="text-[0.9375rem]">{t("undecided", { net: money(quote.undecided.netCents) })}</p>
      )}
      {quote.paidElsewhere && <p className="text-[0.9375rem]">{t("elsewhere")}</p>}
      {fee.grossCents > 0 && (
        <p className="text-[0.9375rem] text-soft">
          {quote.waivedWhenRefilled && `${t(quote.paidElsewhere ? "explain.refilled" : "refilled")} `}
          {t("damage")}
        </p>
      )}
    </div>
  )
}
