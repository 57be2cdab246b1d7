import { getLocale, getTranslations } from "next-intl/server"
import { refresh } from "next/cache"
import { sayPrice } from "@/components/sessions/facts"
import type { FormAnswer } from "@/components/ui/form"
import { refuse } from "@/lib/errors"
import { findPublicSession } from "@/lib/sessions/queries"
import { formatDateRange } from "@/lib/time-zone"
import { sayRefusal } from "./form-answer"

/**
 * Time, price or terms are not those that were shown: says what holds now, has the page around the form show it, and
 * lets the form, with all that was typed, agree to that.
 */
export async function sayChangedConditions(sessionId: string, data: FormData): Promise<FormAnswer> {
  const locale = await getLocale()
  const [session, t, says] = await Promise.all([
    findPublicSession({ id: sessionId }, locale),
    getTranslations("sessions"),
    getTranslations("sessions.price"),
  ])
  const answer = await sayRefusal(refuse("conditions_changed"), data)
  refresh()
  if (!session) return answer
  const { startsAt, endsAt, timeZone, price, conditions } = session
  const [when, cost] = [formatDateRange(startsAt, endsAt, timeZone, locale), sayPrice(says, price, locale)]
  const present = t("conditionsNow", { when, cost })
  return { ...answer, message: `${answer.message} ${present}`, values: { ...answer.values, conditions } }
}
