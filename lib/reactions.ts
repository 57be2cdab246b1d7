import { type ActivityKind } from "@/lib/activity"
import { noteRefills } from "@/lib/bookings/note-refills"
import { transaction, type Tx } from "@/lib/db"
import { mailConfirmed, mailDeclined, mailRequested } from "@/lib/notifications/mail-answers"
import { mailBookerChanged, mailCalendarMoved } from "@/lib/notifications/mail-booker"
import {
  mailCalendarTitle,
  mailRebooked,
  mailReleased,
  mailSubstituted,
  mailSubstitutionEnded,
  mailSubstitutionRequested,
} from "@/lib/notifications/mail-changes"
import { mailCode, mailDuplicate, mailLinks, mailSignInCode } from "@/lib/notifications/mail-codes"
import { mailContacts, mailObjection } from "@/lib/notifications/mail-round"
import { mailMergeQuestion } from "@/lib/notifications/mail-merge"
import { mailDecision, mailFilled, mailGuaranteed, mailRevised } from "@/lib/notifications/mail-session"
import { mailFactorNotice, mailInvitation, mailTest } from "@/lib/notifications/mail-members"
import { mailPaymentReminder } from "@/lib/notifications/mail-dunning"
import { mailPaymentFailed, mailPaymentReturned, mailRefundFailed } from "@/lib/notifications/mail-payments"
import { mailRefilled } from "@/lib/notifications/mail-refilled"
import { mailSubscription } from "@/lib/notifications/mail-subscriptions"
import { mailBounce, mailReturned } from "@/lib/notifications/mail-team"
import {
  mailEntryCode,
  mailOffer,
  mailOfferLapsed,
  mailOpened,
  mailWaiting,
  mailWaitlistEnded,
  mailWaitlistRemoved,
} from "@/lib/notifications/mail-waitlist"
import { settleBooking } from "@/lib/payments/settle-booking"
import type { Activity } from "@/prisma/generated/client"

/** What follows from an activity. It runs in one transaction and may run twice: what it does twice counts once. */
type Reaction = (tx: Tx, activity: Activity) => Promise<void>

const nothing: Reaction[] = []

/** What is owed follows from the log. After what locks a session. */
const settle: Reaction = async (tx, { bookingId }) => {
  if (!bookingId) return
  const [{ now }] = await tx.$queryRaw<[{ now: Date }]>`SELECT moment()::timestamptz(3) AS now`
  await settleBooking(tx, { bookingId, now })
}

/** "When X has happened, do Y": every kind has its line. */
const reactions: Record<ActivityKind, Reaction[]> = {
  "seat.held": [mailCode],
  "seat.expired": nothing,
  "seat.requested": [mailRequested],
  "seat.confirmed": [noteRefills, mailConfirmed, settle],
  "seat.declined": [mailDeclined],
  "seat.released": [mailReleased, settle],
  "seat.rebooked": [noteRefills, mailRebooked, settle],
  "seat.substituted": [mailSubstituted],
  "seat.added": [noteRefills, mailConfirmed, settle],
  // The page on which it is paid follows at once.
  "payment.awaited": nothing,
  "payment.returned": [mailPaymentReturned],
  // What is owed is open again.
  "payment.failed": [mailPaymentFailed],
  "payment.reminded": [mailPaymentReminder],
  // The ledger says so in the same transaction.
  "transfer.recorded": nothing,
  "transfer.withdrawn": nothing,
  "statement.read": nothing,
  "credit.set_aside": nothing,
  "refund.failed": [mailRefundFailed],
  // Sent by the next sweep.
  "refund.retried": nothing,
  "refund.completed": nothing,
  "exception.resolved": nothing,
  // Told when it takes effect, to the minute like every other answer.
  "decision.made": nothing,
  // A to-do of the desk: the answer was no after all.
  "decision.impossible": nothing,
  "card.approved": nothing,
  "card.withdrawn": nothing,
  "round.shown": nothing,
  "objection.raised": [mailObjection],
  "objection.settled": nothing,
  "contact.exchanged": [mailContacts],
  "attendance.answered": nothing,
  "attendance.recorded": nothing,
  "pledge.given": nothing,
  // A proposal for the list of attendance, read from its row.
  "room.entered": nothing,
  "room.hosted": nothing,
  "substitution.requested": [mailSubstitutionRequested],
  "substitution.declined": [mailSubstitutionEnded],
  "substitution.withdrawn": [mailSubstitutionEnded],
  "booking.approval_ended": nothing,
  "booking.approval_shared": nothing,
  "booking.booker_changed": [mailBookerChanged],
  "booking.calendar_moved": [mailCalendarMoved],
  "booking.calendar_title_chosen": [mailCalendarTitle],
  "booking.code_renewed": [mailCode, mailEntryCode],
  "booking.duplicate_refused": [mailDuplicate],
  "booking.links_requested": [mailLinks],
  "waitlist.joined": [mailEntryCode],
  "waitlist.queued": [mailWaiting],
  "waitlist.pinned": nothing,
  "waitlist.left": [mailWaitlistRemoved],
  "waitlist.ended": [mailWaitlistEnded],
  "offer.made": [mailOffer],
  // What it brings about has an activity of its own.
  "offer.accepted": nothing,
  "offer.declined": nothing,
  "offer.lapsed": [mailOfferLapsed],
  "series.created": nothing,
  "session.created": nothing,
  "session.deleted": nothing,
  "session.edited": [mailRevised],
  "session.published": nothing,
  // Each offer of it has an activity of its own.
  "session.first_access": nothing,
  "session.opened": [mailOpened],
  "session.guaranteed": [mailGuaranteed],
  "merge.asked": [mailMergeQuestion],
  // Whoever moves is rebooked, which has an activity of its own; the rest stands at the desk.
  "merge.answered": nothing,
  "merge.withdrawn": nothing,
  "viability.near": [mailDecision],
  "viability.passed": [mailDecision],
  "session.capacity_changed": nothing,
  "session.moved": [mailRevised],
  // Each seat that is released with it has an activity of its own.
  "session.cancelled": nothing,
  "session.finished": nothing,
  "session.filled": [mailFilled],
  // What it brings about has activities of its own; one that has become impossible waits at the desk.
  "change.planned": nothing,
  "change.withdrawn": nothing,
  "change.carried_out": nothing,
  "change.impossible": nothing,
  // It stands in the booking of whoever may see it, and always as it is now.
  "session.link_changed": nothing,
  // Its files are made by a job of their own.
  "invoice.issued": nothing,
  "invoice.credited": nothing,
  "invoices.exported": nothing,
  "mail.failed": [mailBounce],
  "address.marked": [mailReturned],
  "address.cleared": nothing,
  "seat.refilled": [mailRefilled, settle],
  "voucher.created": nothing,
  "voucher.withdrawn": nothing,
  // What is issued after it carries it.
  "billing.changed": nothing,
  "billing.vat_id_checked": nothing,
  "subscription.requested": [mailSubscription],
  "subscription.confirmed": nothing,
  "subscription.left": nothing,
  "subscription.removed": nothing,
  "format.mail_text_changed": nothing,
  "mail.tested": [mailTest],
  "team.signed_in": nothing,
  "team.signed_out": nothing,
  "team.code_requested": [mailSignInCode],
  "team.member_added": [mailInvitation],
  "team.member_removed": nothing,
  "team.invitation_resent": [mailInvitation],
  "team.role_changed": nothing,
  "team.own_settings_changed": nothing,
  "team.factor_added": [mailFactorNotice],
  "team.factor_removed": [mailFactorNotice],
  "team.factor_blocked": [mailFactorNotice],
  "team.recovery_code_used": [mailFactorNotice],
  "team.recovery_codes_renewed": [mailFactorNotice],
  "person.edited": nothing,
  // Takes effect with the next answer.
  "company.edited": nothing,
  "company.regrouped": nothing,
  "company.assigned": nothing,
  "company.domain_added": nothing,
  "company.domain_removed": nothing,
  "company.conflict_added": nothing,
  "company.conflict_removed": nothing,
  // Whose mails they are has not changed: each booking keeps its address and its links.
  "person.merged": nothing,
  "person.erased": nothing,
  "person.note_added": nothing,
  "person.note_removed": nothing,
  "feed.ended": nothing,
  "feed.renewed": nothing,
  "format.created": nothing,
  "format.edited": nothing,
  // What is due follows from the rules at every minute.
  "format.reminders_set": nothing,
  "settings.changed": nothing,
  "settings.portrait_changed": nothing,
  "settings.portrait_removed": nothing,
  "people.forgotten": nothing,
  "people.imported": nothing,
  "sessions.imported": nothing,
  "house.exported": nothing,
  "house.restored": nothing,
}

/** Does what follows from an activity, all of it or nothing. Safe to run twice and by two workers at once. */
export async function react(activityId: string): Promise<void> {
  await transaction(async (tx) => {
    const activity = await tx.activity.findUniqueOrThrow({ where: { id: activityId } })
    for (const reaction of reactions[activity.kind as ActivityKind] ?? nothing) await reaction(tx, activity)
  })
}
