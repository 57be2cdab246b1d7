import { hasLocale, type AbstractIntlMessages } from "next-intl"
import { getRequestConfig } from "next-intl/server"
import { routing } from "./routing"

/** The message files a page may use; mails load their own. */
const areas = [
  ...["api", "common", "sessions", "booking", "manage", "legal", "errors"],
  ...["desk", "people", "team", "numbers", "changes", "series", "transfer", "house", "search", "assistant"],
  ...["reminders", "viability", "merge", "waitlist", "mailing", "door", "cards", "composition"],
  ...["payments", "billing", "invoices", "money", "dunning", "bank"],
]

export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale
  const locale = hasLocale(routing.locales, requested) ? requested : routing.defaultLocale
  return { locale, messages: await loadMessages(locale) }
})

type MessageFile = { default: AbstractIntlMessages }

async function loadMessages(locale: string): Promise<AbstractIntlMessages> {
  const load = (area: string) => import(`../../messages/${locale}/${area}.json`) as Promise<MessageFile>
  const files = await Promise.all(areas.map(load))
  return Object.fromEntries(files.map((file, index) => [areas[index], file.default])) as AbstractIntlMessages
}
