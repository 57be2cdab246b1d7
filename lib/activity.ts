import type { ActorKind, Prisma } from "@/prisma/generated/client"
import type { Tx } from "./db"

/** What can happen. `lib/reactions.ts` says what follows from it. */
export type ActivityKind =
  | "seat.held"
  | "seat.expired"
  | "seat.requested"
  | "seat.confirmed"
  | "seat.declined"
  | "seat.released"
  | "seat.rebooked"
  | "seat.substituted"
  | "seat.added"
  | "payment.awaited"
  | "payment.returned"
  | "payment.failed"
  | "payment.reminded"
  | "transfer.recorded"
  | "transfer.withdrawn"
  | "statement.read"
  | "credit.set_aside"
  | "refund.failed"
  | "refund.retried"
  | "refund.completed"
  | "exception.resolved"
  | "decision.made"
  | "decision.impossible"
  | "card.approved"
  | "card.withdrawn"
  | "round.shown"
  | "objection.raised"
  | "objection.settled"
  | "contact.exchanged"
  | "attendance.answered"
  | "attendance.recorded"
  | "pledge.given"
  | "room.entered"
  | "room.hosted"
  | "substitution.requested"
  | "substitution.declined"
  | "substitution.withdrawn"
  | "booking.approval_ended"
  | "booking.approval_shared"
  | "booking.booker_changed"
  | "booking.calendar_moved"
  | "booking.calendar_title_chosen"
  | "booking.code_renewed"
  | "booking.duplicate_refused"
  | "booking.links_requested"
  | "waitlist.joined"
  | "waitlist.queued"
  | "waitlist.pinned"
  | "waitlist.left"
  | "waitlist.ended"
  | "offer.made"
  | "offer.accepted"
  | "offer.declined"
  | "offer.lapsed"
  | "series.created"
  | "session.created"
  | "session.deleted"
  | "session.edited"
  | "session.published"
  | "session.first_access"
  | "session.opened"
  | "session.guaranteed"
  | "merge.asked"
  | "merge.answered"
  | "merge.withdrawn"
  | "viability.near"
  | "viability.passed"
  | "session.capacity_changed"
  | "session.moved"
  | "session.cancelled"
  | "session.finished"
  | "session.filled"
  | "change.planned"
  | "change.withdrawn"
  | "change.carried_out"
  | "change.impossible"
  | "session.link_changed"
  | "invoice.issued"
  | "invoice.credited"
  | "invoices.exported"
  | "mail.failed"
  | "address.marked"
  | "address.cleared"
  | "seat.refilled"
  | "voucher.created"
  | "voucher.withdrawn"
  | "billing.changed"
  | "billing.vat_id_checked"
  | "subscription.requested"
  | "subscription.confirmed"
  | "subscription.left"
  | "subscription.removed"
  | "format.mail_text_changed"
  | "mail.tested"
  | "team.signed_in"
  | "team.signed_out"
  | "team.code_requested"
  | "team.member_added"
  | "team.member_removed"
  | "team.invitation_resent"
  | "team.role_changed"
  | "team.own_settings_changed"
  | "team.factor_added"
  | "team.factor_removed"
  | "team.factor_blocked"
  | "team.recovery_code_used"
  | "team.recovery_codes_renewed"
  | "person.edited"
  | "company.edited"
  | "company.regrouped"
  | "company.assigned"
  | "company.domain_added"
  | "company.domain_removed"
  | "company.conflict_added"
  | "company.conflict_removed"
  | "person.merged"
  | "person.erased"
  | "person.note_added"
  | "person.note_removed"
  | "feed.ended"
  | "feed.renewed"
  | "format.created"
  | "format.edited"
  | "format.reminders_set"
  | "settings.changed"
  | "settings.portrait_changed"
  | "settings.portrait_removed"
  | "people.forgotten"
  | "people.imported"
  | "sessions.imported"
  | "house.exported"
  | "house.restored"

/**
 * Who does it. The id is a team member's or a booking's participant's; the system has none. `generation` is that of the
 * link by which a participant or booker acts.
 */
export type Actor = { kind: ActorKind; id?: string; generation?: number }

export const system: Actor = { kind: "system" }

/** The second argument of every verb: who does it; only tests say when. */
export type By = { actor: Actor; now?: Date }

/**
 * Records what happened and enqueues its reactions, in the transaction of the change: what is rolled back is
 * neither logged nor mailed. `detail` holds what was before and after and what a reaction needs; never a secret,
 * never private text.
 * @returns the activity's id
 */
export async function recordActivity(
  tx: Tx,
  kind: ActivityKind,
  about: {
    actor: Actor
    bookingId?: string
    seatId?: string
    sessionId?: string
    detail?: Prisma.InputJsonObject
    at: Date
  },
): Promise<string> {
  const [row] = await tx.$queryRaw<[{ id: string }]>`
    SELECT record_activity(${kind}, ${about.actor.kind}::actor_kind, ${about.actor.id ?? null}::uuid,
      ${about.bookingId ?? null}::uuid, ${about.seatId ?? null}::uuid, ${about.sessionId ?? null}::uuid,
      ${JSON.stringify(about.detail ?? {})}::jsonb, ${about.at}::timestamptz) AS id`
  return row.id
}

/** The same of each of several sessions, in one statement, as `recordActivity` does of one. */
export async function recordOfEach(
  tx: Tx,
  kind: ActivityKind,
  sessionIds: string[],
  about: { actor: Actor; detail?: Prisma.InputJsonObject; at: Date },
): Promise<void> {
  await tx.$queryRaw`
    SELECT count(record_activity(${kind}, ${about.actor.kind}::actor_kind, ${about.actor.id ?? null}::uuid, NULL, NULL,
             id, ${JSON.stringify(about.detail ?? {})}::jsonb, ${about.at}::timestamptz))
      FROM unnest(${sessionIds}::uuid[]) AS id`
}
