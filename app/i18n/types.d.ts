import type api from "../../messages/de/api.json"
import type assistant from "../../messages/de/assistant.json"
import type bank from "../../messages/de/bank.json"
import type billing from "../../messages/de/billing.json"
import type booking from "../../messages/de/booking.json"
import type cards from "../../messages/de/cards.json"
import type composition from "../../messages/de/composition.json"
import type common from "../../messages/de/common.json"
import type dunning from "../../messages/de/dunning.json"
import type desk from "../../messages/de/desk.json"
import type door from "../../messages/de/door.json"
import type errors from "../../messages/de/errors.json"
import type invoices from "../../messages/de/invoices.json"
import type legal from "../../messages/de/legal.json"
import type mailing from "../../messages/de/mailing.json"
import type manage from "../../messages/de/manage.json"
import type money from "../../messages/de/money.json"
import type changes from "../../messages/de/changes.json"
import type numbers from "../../messages/de/numbers.json"
import type house from "../../messages/de/house.json"
import type payments from "../../messages/de/payments.json"
import type people from "../../messages/de/people.json"
import type reminders from "../../messages/de/reminders.json"
import type search from "../../messages/de/search.json"
import type series from "../../messages/de/series.json"
import type team from "../../messages/de/team.json"
import type transfer from "../../messages/de/transfer.json"
import type merge from "../../messages/de/merge.json"
import type viability from "../../messages/de/viability.json"
import type waitlist from "../../messages/de/waitlist.json"
import type sessions from "../../messages/de/sessions.json"

declare module "next-intl" {
  /** A key that is not in the German files does not compile. */
  interface AppConfig {
    Locale: "de" | "en"
    Messages: {
      api: typeof api
      cards: typeof cards
      assistant: typeof assistant
      bank: typeof bank
      billing: typeof billing
      booking: typeof booking
      common: typeof common
      composition: typeof composition
      desk: typeof desk
      dunning: typeof dunning
      door: typeof door
      errors: typeof errors
      invoices: typeof invoices
      legal: typeof legal
      mailing: typeof mailing
      manage: typeof manage
      changes: typeof changes
      house: typeof house
      money: typeof money
      numbers: typeof numbers
      payments: typeof payments
      people: typeof people
      reminders: typeof reminders
      search: typeof search
      series: typeof series
      team: typeof team
      transfer: typeof transfer
      merge: typeof merge
      viability: typeof viability
      waitlist: typeof waitlist
      sessions: typeof sessions
    }
  }
}
