import bank from "../../messages/de/bank.json" with { type: "json" }
import billing from "../../messages/de/billing.json" with { type: "json" }
import booking from "../../messages/de/booking.json" with { type: "json" }
import cards from "../../messages/de/cards.json" with { type: "json" }
import changes from "../../messages/de/changes.json" with { type: "json" }
import composition from "../../messages/de/composition.json" with { type: "json" }
import desk from "../../messages/de/desk.json" with { type: "json" }
import door from "../../messages/de/door.json" with { type: "json" }
import dunning from "../../messages/de/dunning.json" with { type: "json" }
import errors from "../../messages/de/errors.json" with { type: "json" }
import house from "../../messages/de/house.json" with { type: "json" }
import mailing from "../../messages/de/mailing.json" with { type: "json" }
import manage from "../../messages/de/manage.json" with { type: "json" }
import search from "../../messages/de/search.json" with { type: "json" }
import series from "../../messages/de/series.json" with { type: "json" }
import money from "../../messages/de/money.json" with { type: "json" }
import numbers from "../../messages/de/numbers.json" with { type: "json" }
import reminders from "../../messages/de/reminders.json" with { type: "json" }
import payments from "../../messages/de/payments.json" with { type: "json" }
import people from "../../messages/de/people.json" with { type: "json" }
import sessions from "../../messages/de/sessions.json" with { type: "json" }
import team from "../../messages/de/team.json" with { type: "json" }
import transfer from "../../messages/de/transfer.json" with { type: "json" }
import viability from "../../messages/de/viability.json" with { type: "json" }
import waitlist from "../../messages/de/waitlist.json" with { type: "json" }
import bankEn from "../../messages/en/bank.json" with { type: "json" }
import billingEn from "../../messages/en/billing.json" with { type: "json" }
import bookingEn from "../../messages/en/booking.json" with { type: "json" }
import cardsEn from "../../messages/en/cards.json" with { type: "json" }
import changesEn from "../../messages/en/changes.json" with { type: "json" }
import compositionEn from "../../messages/en/composition.json" with { type: "json" }
import deskEn from "../../messages/en/desk.json" with { type: "json" }
import doorEn from "../../messages/en/door.json" with { type: "json" }
import dunningEn from "../../messages/en/dunning.json" with { type: "json" }
import errorsEn from "../../messages/en/errors.json" with { type: "json" }
import houseEn from "../../messages/en/house.json" with { type: "json" }
import mailingEn from "../../messages/en/mailing.json" with { type: "json" }
import manageEn from "../../messages/en/manage.json" with { type: "json" }
import searchEn from "../../messages/en/search.json" with { type: "json" }
import seriesEn from "../../messages/en/series.json" with { type: "json" }
import moneyEn from "../../messages/en/money.json" with { type: "json" }
import numbersEn from "../../messages/en/numbers.json" with { type: "json" }
import remindersEn from "../../messages/en/reminders.json" with { type: "json" }
import paymentsEn from "../../messages/en/payments.json" with { type: "json" }
import peopleEn from "../../messages/en/people.json" with { type: "json" }
import sessionsEn from "../../messages/en/sessions.json" with { type: "json" }
import teamEn from "../../messages/en/team.json" with { type: "json" }
import transferEn from "../../messages/en/transfer.json" with { type: "json" }
import viabilityEn from "../../messages/en/viability.json" with { type: "json" }
import waitlistEn from "../../messages/en/waitlist.json" with { type: "json" }

/** What the pages say, so that a better sentence does not break a journey. */
export type Words = {
  bank: typeof bank
  billing: typeof billing
  booking: typeof booking
  cards: typeof cards
  changes: typeof changes
  composition: typeof composition
  desk: typeof desk
  door: typeof door
  dunning: typeof dunning
  errors: typeof errors
  house: typeof house
  mailing: typeof mailing
  manage: typeof manage
  money: typeof money
  numbers: typeof numbers
  search: typeof search
  series: typeof series
  payments: typeof payments
  people: typeof people
  reminders: typeof reminders
  sessions: typeof sessions
  team: typeof team
  transfer: typeof transfer
  viability: typeof viability
  waitlist: typeof waitlist
}

export const german: Words = {
  bank,
  billing,
  booking,
  cards,
  changes,
  composition,
  desk,
  door,
  dunning,
  errors,
  house,
  mailing,
  manage,
  money,
  numbers,
  payments,
  people,
  reminders,
  search,
  series,
  sessions,
  team,
  transfer,
  viability,
  waitlist,
}
export const english: Words = {
  bank: bankEn,
  billing: billingEn,
  booking: bookingEn,
  cards: cardsEn,
  changes: changesEn,
  composition: compositionEn,
  desk: deskEn,
  door: doorEn,
  dunning: dunningEn,
  errors: errorsEn,
  house: houseEn,
  mailing: mailingEn,
  manage: manageEn,
  series: seriesEn,
  money: moneyEn,
  numbers: numbersEn,
  search: searchEn,
  payments: paymentsEn,
  people: peopleEn,
  reminders: remindersEn,
  sessions: sessionsEn,
  team: teamEn,
  transfer: transferEn,
  viability: viabilityEn,
  waitlist: waitlistEn,
}
