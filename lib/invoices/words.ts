import { createTranslator } from "use-intl/core"
import { formatSignedMoney } from "@/lib/money"
import { formatPlainDay } from "@/lib/time-zone"
import de from "@/messages/de/invoices.json"
import en from "@/messages/en/invoices.json"

const messages = { de, en }
type Language = keyof typeof messages

/** What a document says in its language; a missing text is an error and never a key on an invoice. */
export function words(locale: Language) {
  const say = createTranslator({
    locale,
    messages: messages[locale],
    onError: (error) => {
      throw error
    },
  })
  return {
    locale,
    say,
    money: (cents: number) => formatSignedMoney(cents, "EUR", locale),
    /** "7" or "5,5" */
    percent: (basisPoints: number) => new Intl.NumberFormat(locale).format(basisPoints / 100),
    day: (day: string) => plain(formatPlainDay(day, locale)),
  }
}

/** Without the spaces that keep words together: programs read it too. */
export const plain = (text: string): string => text.replaceAll("\u00a0", " ")

export type Words = ReturnType<typeof words>
