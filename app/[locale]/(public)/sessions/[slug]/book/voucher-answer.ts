import { getLocale, getTranslations } from "next-intl/server"
import type { FormAnswer } from "@/components/ui/form"
import { voucherCode } from "@/lib/bookings/schema-billing"
import { refuse } from "@/lib/errors"
import { formatMoney } from "@/lib/money"
import { findDiscounted } from "@/lib/payments/queries-discount"
import { answer, sayRefusal, typed } from "../../../../../form-answer"

/** What a voucher would take off, said at its field and as the total, with all that was typed; nothing is booked. */
export async function sayVoucher(data: FormData): Promise<FormAnswer> {
  const { voucher = "", sessionId = "", ...fields } = typed(data)
  const code = voucherCode.safeParse(voucher)
  const email = (fields.forOther ? fields["booker.email"] : fields["participant.email"])?.trim().toLowerCase()
  const found = code.success ? await findDiscounted({ sessionId, code: code.data, email }) : refuse("voucher_unknown")
  if (!found.ok) return sayRefusal(found, data, "voucher")
  const [t, locale] = [await getTranslations("billing.voucher"), await getLocale()]
  const { netCents, discountCents, total } = found
  const money = (cents: number) => formatMoney(cents, total.currency, locale)
  const amounts = {
    ...{ net: money(netCents), discount: money(discountCents), rest: money(total.netCents) },
    ...{ vat: money(total.vatCents), gross: money(total.grossCents) },
  }
  const worth = t(total.grossCents > 0 ? "worth" : "free", amounts)
  return { ...answer(worth, {}, data), said: { voucher: worth, total: t("total", amounts) } }
}
