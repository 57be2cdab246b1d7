import { render } from "@react-email/render"
import { createElement } from "react"
import type { OutgoingMail } from "@/lib/mail"
import type { Locale, Prisma } from "@/prisma/generated/client"
import { calendarMessage } from "./calendar"
import type { Desk, Letter } from "./letter"
import * as booker from "./letters/booker"
import * as bookings from "./letters/bookings"
import * as changes from "./letters/changes"
import * as codes from "./letters/codes"
import * as members from "./letters/members"
import { creditNoteLetter, invoiceLetter } from "./letters/documents"
import { mergeQuestionLetter } from "./letters/merge"
import * as reminders from "./letters/reminders"
import { demandLetter, lastDemandLetter, paymentReminderLetter } from "./letters/dunning"
import * as payments from "./letters/payments"
import { refilledLetter } from "./letters/refilled"
import * as round from "./letters/round"
import * as subscriptions from "./letters/subscriptions"
import * as team from "./letters/team"
import * as waitlist from "./letters/waitlist"
import { mailLinks } from "./links"
import { type CalendarFacts, mailKinds, type MailKind, mailParams, type MailParams } from "./schema"
import { withOwnText } from "./own-text"
import { getSender } from "./sender"
import { LetterHtml } from "./templates/letter-html"
import { letterText } from "./templates/letter-text"
import { mailTranslator } from "./translator"

/** A row of the outbox, as far as it is rendered from. */
export type MailRow = {
  kind: string
  recipient: string
  locale: Locale
  params: Prisma.JsonValue
  /** The house's own words, if there are any. */
  ownText?: Prisma.JsonValue
  messageId: string
  createdAt: Date
}

const letters: { [Kind in MailKind]: (desk: Desk, params: MailParams<Kind>) => Letter } = {
  code: codes.codeLetter,
  sign_in_code: codes.signInLetter,
  links: codes.linksLetter,
  reserved: bookings.reservedLetter,
  confirmed: bookings.confirmedLetter,
  declined: bookings.declinedLetter,
  released: bookings.releasedLetter,
  duplicate: bookings.duplicateLetter,
  rebooked: changes.rebookedLetter,
  rebooking_requested: changes.rebookingRequestedLetter,
  rebooking_declined: changes.rebookingDeclinedLetter,
  substituted: changes.substitutedLetter,
  substitute: changes.substituteLetter,
  substitution_requested: changes.substitutionRequestedLetter,
  substitution_declined: changes.substitutionDeclinedLetter,
  request_withdrawn: changes.requestWithdrawnLetter,
  calendar_renamed: changes.calendarRenamedLetter,
  calendar_moved: booker.calendarMovedLetter,
  booker_named: booker.bookerNamedLetter,
  booker_changed: booker.bookerChangedLetter,
  booker_replaced: booker.bookerReplacedLetter,
  entry_booker: booker.entryBookerLetter,
  session_moved: changes.sessionMovedLetter,
  session_cancelled: changes.sessionCancelledLetter,
  session_guaranteed: changes.sessionGuaranteedLetter,
  merge_question: mergeQuestionLetter,
  reminder: reminders.reminderLetter,
  question: reminders.questionLetter,
  question_again: reminders.questionLetter,
  last_reminder: reminders.lastReminderLetter,
  waiting: waitlist.waitingLetter,
  waitlist_ended: waitlist.waitlistEndedLetter,
  waitlist_removed: waitlist.waitlistRemovedLetter,
  opened: waitlist.openedLetter,
  offer: waitlist.offerLetter,
  offer_lapsed: waitlist.offerLapsedLetter,
  refilled: refilledLetter,
  contact_exchanged: round.contactLetter,
  invoice: invoiceLetter,
  credit_note: creditNoteLetter,
  payment_returned: payments.paymentReturnedLetter,
  payment_failed: payments.paymentFailedLetter,
  refund_failed: payments.refundFailedLetter,
  payment_reminder: paymentReminderLetter,
  payment_demand: demandLetter,
  payment_last_demand: lastDemandLetter,
  subscription: subscriptions.subscriptionLetter,
  new_dates: subscriptions.newDatesLetter,
  team_invitation: members.invitationLetter,
  team_factor: members.factorLetter,
  team_test: members.testLetter,
  organizer_request: team.requestLetter,
  organizer_booked: team.bookedLetter,
  organizer_release: team.releaseLetter,
  organizer_payment_returned: payments.teamPaymentReturnedLetter,
  organizer_payment_failed: payments.teamPaymentFailedLetter,
  organizer_refund_failed: payments.teamRefundFailedLetter,
  organizer_objection: round.objectionLetter,
  organizer_full: team.fullLetter,
  organizer_decision: team.decisionLetter,
  organizer_bounce: team.bounceLetter,
  organizer_digest: team.digestLetter,
}

/**
 * What a mail says, made from its facts at this moment: nothing rendered is ever stored.
 * @param options.mask hides links and codes, for the journal
 * @param options.columns where lines of the plain text break, if not where they do in mails
 * @throws when the row's facts are not those of its kind
 */
export async function renderMail(mail: MailRow, options: { mask: boolean; columns?: number }): Promise<OutgoingMail> {
  const { letter, facts, desk } = writeLetter(mail, options)
  const sender = await getSender(desk)
  return {
    from: sender.from,
    replyTo: sender.replyTo,
    to: mail.recipient,
    subject: letter.subject,
    text: letterText(letter, sender, options.columns),
    html: await render(createElement(LetterHtml, { letter, sender, locale: mail.locale })),
    messageId: mail.messageId,
    calendar: calendarOf(mail, facts, sender.replyTo),
    // The mail that asks first belongs to no subscription yet.
    ...("subscriptionId" in facts && "dates" in facts && { unsubscribe: desk.links.unsubscribe(facts.subscriptionId) }),
  }
}

/** The subject alone, for lists. */
export const subjectOf = (mail: MailRow): string => writeLetter(mail, { mask: true }).letter.subject

function writeLetter(mail: MailRow, options: { mask: boolean }) {
  const { locale } = mail
  const desk: Desk = { t: mailTranslator(locale), locale, links: mailLinks(locale, options) }
  const { kind, facts } = readParams(mail)
  const letter = withOwnText(desk, letters[kind](desk, facts as never), { kind, facts, ownText: mail.ownText })
  // A header is not set in type: plain spaces.
  return { desk, facts, letter: { ...letter, subject: letter.subject.replaceAll("\u00a0", " ") } }
}

function readParams({ kind, params }: MailRow): { kind: MailKind; facts: MailParams } {
  const known = mailKinds.find((each) => each === kind)
  if (!known) throw new Error(`unknown kind of mail: ${kind}`)
  return { kind: known, facts: mailParams[known].parse(params) }
}

function calendarOf(mail: MailRow, facts: MailParams, organizer: OutgoingMail["replyTo"]): OutgoingMail["calendar"] {
  if (!("calendar" in facts) || !facts.calendar) return undefined
  const { bookingId, reference } = facts
  const calendar: CalendarFacts = facts.calendar
  const content = calendarMessage({
    ...calendar,
    bookingId,
    reference,
    email: mail.recipient,
    locale: mail.locale,
    organizer,
    stamp: mail.createdAt,
  })
  return { method: calendar.method, content }
}
