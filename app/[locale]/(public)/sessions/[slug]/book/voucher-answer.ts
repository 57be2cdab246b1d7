import { getLocale, getTranslations } from "next-intl/server"
import type { FormAnswer } from "@/components/ui/form"
import { voucherCode } from "@/lib/bookings/schema-billing"
import { refuse } from "@/lib/errors"
import { formatMoney } from "@/lib/money"
import { findDiscounted } from "@/lib/payments/queries-discount"
import { sayFull } from "@/components/sessions/facts"
import { answer, sayRefusal, typed } from "../../../../../form-answer"

/**
 * What a voucher would take off, said at its field and in the total above the button, with all that was typed; nothing is
 * booked. Without a code the full price is said again.
 */
export async function sayVoucher(data: FormData): Promise<FormAnswer> {
  if (!typedCode(data)) return sayFullPrice(data)
  const { voucher = "", sessionId = "", ...fields } = typed(data)
  const code = voucherCode.safeParse(voucher)
  const email = (fields.forOther ? fields["booker.email"] : fields["participant.email"])?.trim().toLowerCase()
  const found = code.success ? await findDiscounted({ sessionId, code: code.data, email }) : refuse("voucher_unknown")
  if (!found.ok) return sayRefusal(found, data, "voucher")
  const [t, price] = [await getTranslations("billing.voucher"), await getTranslations("sessions.price")]
  const locale = await getLocale()
  const { netCents, discountCents, total } = found
  const money = (cents: number) => formatMoney(cents, total.currency, locale)
  const amounts = {
    ...{ net: money(netCents), discount: money(discountCents), rest: money(total.netCents) },
    ...{ vat: money(total.vatCents), gross: money(total.grossCents) },
  }
  const worth = t(total.grossCents > 0 ? "worth" : "free", amounts)
  const rest = { netCents: total.netCents, vatRateBasisPoints: found.vatRateBasisPoints, currency: total.currency }
  const full = sayFull(price, total.grossCents > 0 ? rest : null, locale)
  const shown = { shownVoucher: typedCode(data), shownTotal: t("total", { total: full, code: typedCode(data) }) }
  return sayAtField(worth, data, { ...shown, shownFree: total.grossCents > 0 ? "" : "on" })
}

/** Whether the total above the button is another one than would be agreed to: a code was typed, or taken out, since. */
export const hasOtherVoucher = (data: FormData): boolean => typedCode(data) !== (typed(data).shownVoucher ?? "")

/** As codes are compared. */
const typedCode = (data: FormData): string => (typed(data).voucher ?? "").toUpperCase().replace(/\s/g, "")

async function sayFullPrice(data: FormData): Promise<FormAnswer> {
  const t = await getTranslations("billing.voucher")
  return sayAtField(t("without"), data, noVoucher)
}

/** The full price is shown. */
export const noVoucher = { shownVoucher: "", shownTotal: "", shownFree: "" }

function sayAtField(voucher: string, data: FormData, shown: Record<string, string>): FormAnswer {
  const said = answer(voucher, {}, data)
  return { ...said, said: { voucher }, values: { ...said.values, ...shown } }
}
