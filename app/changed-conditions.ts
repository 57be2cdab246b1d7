import { getLocale, getTranslations } from "next-intl/server"
import { refresh } from "next/cache"
import type { FormAnswer } from "@/components/ui/form"
import { refuse } from "@/lib/errors"
import { formatMoney, grossCents } from "@/lib/money"
import { findPublicSession } from "@/lib/sessions/queries"
import { formatDateRange } from "@/lib/time-zone"
import { sayRefusal } from "./form-answer"

/**
 * Time, price or terms are not those that were shown: says what holds now, has the page around the form show it, and
 * lets the form, with all that was typed, agree to that.
 */
export async function sayChangedConditions(sessionId: string, data: FormData): Promise<FormAnswer> {
  const locale = await getLocale()
  const [session, t] = await Promise.all([findPublicSession({ id: sessionId }, locale), getTranslations("sessions")])
  const answer = await sayRefusal(refuse("conditions_changed"), data)
  refresh()
  if (!session || !answer) return answer
  const { startsAt, endsAt, timeZone, price, conditions } = session
  const money = (cents: number, currency: string) => formatMoney(cents, currency, locale)
  const cost = price
    ? t("price.short", {
        net: money(price.netCents, price.currency),
        gross: money(grossCents(price.netCents, price.vatRateBasisPoints), price.currency),
      })
    : t("price.free")
  const present = t("conditionsNow", { when: formatDateRange(startsAt, endsAt, timeZone, locale), cost })
  return { ...answer, message: `${answer.message} ${present}`, values: { ...answer.values, conditions } }
}
