import { createTranslator } from "use-intl/core"
import { formatMoney } from "@/lib/money"
import type { Quote } from "@/lib/payments/queries-quote"
import type { Locale } from "@/lib/sessions/schema"
import de from "@/messages/de/payments.json"
import en from "@/messages/en/payments.json"

/** What a quote says, as sentences. */
export function explainQuote({ fee, feePercent, ...quote }: Quote, locale: Locale): string {
  const { refundCents, dueCents, waivedWhenRefilled } = quote
  const t = createTranslator({ locale, messages: locale === "de" ? de : en, namespace: "quote" })
  const money = (cents: number) => formatMoney(cents, fee.currency, locale)
  return [
    fee.grossCents > 0
      ? t("explain.fee", { percent: feePercent, fee: money(fee.grossCents) })
      : dueCents === 0 && !quote.undecided && t("explain.free"),
    refundCents > 0 && t("explain.refund", { refund: money(refundCents) }),
    dueCents > 0 && t("explain.due", { due: money(dueCents) }),
    quote.undecided && t("undecided", { net: money(quote.undecided.netCents) }),
    waivedWhenRefilled && t("explain.refilled"),
    quote.paidElsewhere && t("elsewhere"),
    fee.grossCents > 0 && t("damage"),
  ]
    .filter(Boolean)
    .join(" ")
}
