import { createTranslator } from "use-intl/core"
import deBilling from "@/messages/de/billing.json"
import deBooking from "@/messages/de/booking.json"
import deMail from "@/messages/de/mail.json"
import deMailing from "@/messages/de/mailing.json"
import deSessions from "@/messages/de/sessions.json"
import enBilling from "@/messages/en/billing.json"
import enBooking from "@/messages/en/booking.json"
import enMail from "@/messages/en/mail.json"
import enMailing from "@/messages/en/mailing.json"
import enSessions from "@/messages/en/sessions.json"

// Mails say places, lengths, prices and roles in the words of the pages.
const messages = {
  de: { billing: deBilling, mail: deMail, mailing: deMailing, booking: deBooking, sessions: deSessions },
  en: { billing: enBilling, mail: enMail, mailing: enMailing, booking: enBooking, sessions: enSessions },
}

export type MailLocale = keyof typeof messages

/** Translates the texts of mails; a missing text is an error and never a key in somebody's inbox. */
export function mailTranslator(locale: MailLocale) {
  return createTranslator({
    locale,
    messages: messages[locale],
    onError: (error) => {
      throw error
    },
  })
}

export type MailTranslator = ReturnType<typeof mailTranslator>
