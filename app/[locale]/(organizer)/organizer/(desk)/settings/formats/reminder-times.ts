import { getLocale, getTranslations } from "next-intl/server"
import { now as presentTime } from "@/lib/clock"
import { findFormat, listSessions } from "@/lib/sessions/queries"
import { planReminders, type ReminderRules } from "@/lib/sessions/rules-reminders"
import { formatDate, formatDateTime } from "@/lib/time-zone"
import { settings } from "../../../../../../settings"

/** What rules come to for the next session of a format, in the reader's language. */
export type ReminderTimes = { title: string; times: { what: string; when: string; past: boolean }[] }

export async function reminderTimes(formatId: string, rules: ReminderRules): Promise<ReminderTimes> {
  const [t, locale, now] = [await getTranslations("reminders.rules"), await getLocale(), presentTime()]
  const [format, { region }] = await Promise.all([findFormat(formatId), settings()])
  const [next] = format ? await listSessions(locale, { format: format.slug, show: "open", limit: 1 }, now) : []
  if (!next) return { title: t("noNext"), times: [] }
  const { localStart, startsAt, timeZone } = next
  const { reminders, callFrom } = planReminders(rules, { localStart, timeZone }, region)
  const all = [...reminders, ...(callFrom ? [{ kind: "call" as const, at: callFrom }] : [])]
  return {
    title: t("next", { date: formatDate(startsAt, timeZone, locale) }),
    times: all
      .sort((a, b) => +a.at - +b.at)
      .map(({ kind, at }) => ({
        what: t(`kinds.${kind}`),
        when: t("when", { time: formatDateTime(at, timeZone, locale), past: String(at <= now) }),
        past: at <= now,
      })),
  }
}
