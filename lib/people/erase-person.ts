import { type By, recordActivity } from "@/lib/activity"
import { StaleReadError, transaction, type Tx } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import { containing } from "@/lib/input"
import type { Prisma } from "@/prisma/generated/client"
import { type Blocking, type Erasure, findErasure, type UnsettledMoney } from "./queries-erasure"
import { isTeamKind } from "./rules"
import { erasedAddress, type Identity, namesSomeone, nobody, nobodysName, withoutPerson } from "./rules-erasure"

type EraseOutcome =
  | { ok: true; kept: number }
  | Refusal<"not_found">
  | (Refusal<"seat_ahead"> & { blocking: Blocking[] })
  | (Refusal<"money_unsettled"> & { unsettled: UnsettledMoney[] })

/**
 * Forgets a person (Art. 17 GDPR) wherever they are named: themselves and whoever was merged into them, their bookings,
 * requests as a substitute, notes, what mails to and about them say, and what a bank statement does. Rows stay, so that seats stay counted and the
 * log stays whole; they are nobody's. Bookings with a price that were confirmed keep name, company, amounts and dates as
 * long as the law asks (§ 147 AO, § 257 HGB), with who was billed, and no mailbox. The log never named anybody. There
 * is no way back.
 *
 * Refuses while a seat lies ahead (`seat_ahead`, with the seats): whoever sits there must be somebody; and while money of
 * theirs is not through (`money_unsettled`, with the bookings): unpaid, on no document, on its way back.
 */
export async function erasePerson(input: { personId: string }, by: By): Promise<EraseOutcome> {
  return transaction(async (tx, now): Promise<EraseOutcome> => {
    const plan = await lockErasure(tx, input.personId, now)
    if (!plan) return refuse("not_found")
    if (plan.blocking.length > 0) return { ...refuse("seat_ahead"), blocking: plan.blocking }
    if (plan.unsettled.length > 0) return { ...refuse("money_unsettled"), unsettled: plan.unsettled }
    const placeholder = erasedAddress(plan.participantIds[0] ?? plan.bookerIds[0]!)
    await forgetInMails(tx, plan, { addresses: plan.addresses, names: plan.names, placeholder })
    await forgetSubstitutions(tx, plan, placeholder, by, now)
    await forgetBookings(tx, plan, placeholder)
    await forgetRounds(tx, plan, now)
    await forgetBilling(tx, plan, placeholder)
    await forgetInCredits(tx, plan)
    await forgetRequests(tx, plan)
    await forgetNotes(tx, plan)
    await forgetAddresses(tx, plan)
    await forgetThemselves(tx, plan, now)
    // Who is offered a seat has one ahead, and is not forgotten yet.
    await tx.$executeRaw`SELECT leave_queue(${plan.touched}::uuid[], ${now}::timestamptz)`
    const { participantIds, bookerIds, kept, anonymised } = plan
    const detail = { participantIds, bookerIds, kept: kept.map(({ id }) => id), anonymised }
    await recordActivity(tx, "person.erased", { actor: by.actor, detail, at: now })
    return { ok: true, kept: kept.length }
  }, by)
}

/** Bookings by id, then people, then bookers, then the queue, so that no seat is offered to them; then looks again. */
async function lockErasure(tx: Tx, personId: string, now: Date): Promise<Erasure | null> {
  const before = await findErasure(tx, personId, now)
  if (!before) return null
  await tx.$queryRaw`SELECT id FROM lock_bookings(${before.touched}::uuid[])`
  await tx.$queryRaw`SELECT id FROM lock_people(${before.participantIds}::uuid[])`
  await tx.$queryRaw`SELECT id FROM bookers WHERE id = ANY(${before.bookerIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  await tx.$executeRaw`SELECT lock_queue_for(${before.touched}::uuid[])`
  const plan = await findErasure(tx, personId, now)
  if (plan?.touched.some((id) => !before.touched.includes(id))) throw new StaleReadError()
  return plan
}

/**
 * Mails to this person become nobody's; in the others, also those to the team, they are not named any more. A row stays,
 * so that a reaction that runs again finds it and sends nothing; what waited to be sent is not.
 */
async function forgetInMails(tx: Tx, plan: Erasure, identity: Identity): Promise<void> {
  const { addresses, touched } = plan
  const mentioned = [...addresses, ...touched].map(containing)
  const mails = await tx.$queryRaw<{ id: string; recipient: string; kind: string; params: Prisma.JsonValue }[]>`
    SELECT id, recipient, kind, params FROM mails
     WHERE recipient = ANY(${addresses}) OR booking_id = ANY(${touched}::uuid[])
        OR recipient IN (SELECT email FROM bookings WHERE id = ANY(${touched}::uuid[])
                         UNION SELECT booker_email FROM bookings WHERE id = ANY(${touched}::uuid[]))
        OR ((kind LIKE 'organizer\_%' OR kind = 'contact_exchanged') AND params::text LIKE ANY(${mentioned}))
     FOR NO KEY UPDATE`
  for (const { id, recipient, kind, params } of mails) {
    const own = addresses.includes(recipient) && !isTeamKind(kind)
    const said = withoutPerson(params, identity)
    await tx.$executeRaw`
      UPDATE mails SET params = ${JSON.stringify(said)}::jsonb, recipient = ${own ? identity.placeholder : recipient},
             state = CASE WHEN ${own} AND state IN ('queued', 'sending') THEN 'suppressed' ELSE state END
       WHERE id = ${id}::uuid`
  }
}

async function forgetSubstitutions(tx: Tx, plan: Erasure, placeholder: string, by: By, at: Date): Promise<void> {
  for (const { id, open, bookingId, seatId } of plan.substitutions) {
    await tx.substitution.update({
      where: { id },
      data: { ...nobody(placeholder), ...(open && { state: "withdrawn", closedAt: at }) },
    })
    if (!open) continue
    const { groupSessionId: sessionId } = await tx.seat.findUniqueOrThrow({ where: { id: seatId } })
    const detail = { substitutionId: id }
    await recordActivity(tx, "substitution.withdrawn", { actor: by.actor, bookingId, seatId, sessionId, detail, at })
  }
}

/** Raising the generations voids every link that was ever sent. */
async function forgetBookings(tx: Tx, plan: Erasure, placeholder: string): Promise<void> {
  const voided = {
    ...{ participantGeneration: { increment: 1 }, codeGeneration: { increment: 1 } },
    ...{ approvalOpen: false, approvalReason: null, approvalGeneration: { increment: 1 } },
  }
  await tx.booking.updateMany({
    where: { id: { in: plan.anonymised } },
    data: { ...nobody(placeholder), ...voided },
  })
  for (const { id, until } of plan.kept) {
    await tx.booking.update({
      where: { id },
      data: { email: placeholder, phone: null, role: "other", nameKeptUntil: new Date(until), ...voided },
    })
  }
  await tx.booking.updateMany({
    where: { id: { in: plan.bookedFor } },
    data: {
      ...{ bookerName: null, bookerEmail: null, bookerGeneration: { increment: 1 } },
      ...{ calendarFor: "participant" },
      ...{ approvalOpen: false, approvalReason: null, approvalGeneration: { increment: 1 } },
    },
  })
}

/**
 * What they said of themselves and of others for closed rounds, also where they have handed the seat on. That they gave
 * the promise stays, as nobody's; and a company is nobody, but which one it was goes with the person. Only industry and
 * size of a seat stay until its session is over (`forgetPrivate`): a picture that changed now would tell of them.
 */
async function forgetRounds(tx: Tx, { participantIds, anonymised, kept }: Erasure, now: Date): Promise<void> {
  const own = [...anonymised, ...kept.map(({ id }) => id)]
  await tx.conflictWish.deleteMany({ where: { bookingId: { in: own } } })
  await tx.roundProfile.deleteMany({ where: { bookingId: { in: own } } })
  await tx.booking.updateMany({ where: { id: { in: anonymised } }, data: { companyId: null, companyProven: false } })
  await tx.tableCard.deleteMany({ where: { participantId: { in: participantIds } } })
  const seat = { participantId: { in: participantIds } }
  await tx.objection.updateMany({ where: { seat }, data: { text: null } })
  await tx.contactWish.deleteMany({ where: { OR: [{ seat }, { with: seat }] } })
  await tx.seat.updateMany({ where: seat, data: { companyGroupId: null } })
  await tx.seat.updateMany({
    where: { ...seat, groupSession: { endsAt: { lte: now } } },
    data: { industry: null, sizeBand: null, party: null },
  })
}

/** What is on the invoice is kept with the booking; where it was sent, where that is a mailbox of theirs, is not. */
async function forgetBilling(tx: Tx, plan: Erasure, placeholder: string): Promise<void> {
  await tx.billingProfile.deleteMany({ where: { bookingId: { in: plan.anonymised } } })
  await tx.$executeRaw`
    UPDATE billing_profiles
       SET emails = coalesce(nullif(ARRAY(SELECT e FROM unnest(emails) e WHERE e <> ALL (${plan.addresses})), '{}'), ARRAY[${placeholder}])
     WHERE booking_id = ANY(${plan.touched}::uuid[]) AND emails && ${plan.addresses}`
}

/** A bank writes a name in any order; what it says of a payment goes with it, the amount and the day stay. */
async function forgetInCredits(tx: Tx, { names }: Erasure): Promise<void> {
  const open = await tx.bankCredit.findMany({ where: { settledAt: null } })
  const ids = open.filter(({ payer, remittance }) => namesSomeone(`${payer} ${remittance}`, names)).map(({ id }) => id)
  await tx.bankCredit.updateMany({ where: { id: { in: ids } }, data: { payer: null, remittance: null } })
}

/** The answers that are remembered hold ids; the hash of what was typed could be tried out with a name. */
async function forgetRequests(tx: Tx, plan: Erasure): Promise<void> {
  await tx.$executeRaw`
    UPDATE requests SET payload_hash = 'erased'
     WHERE verb IN ('hold-seat', 'add-by-hand', 'join-waitlist') AND result->>'bookingId' = ANY(${[...plan.anonymised, ...plan.kept.map(({ id }) => id)]})`
}

/** What the team wrote down: of them, and of money of theirs. How an exception was settled stays. */
async function forgetNotes(tx: Tx, { participantIds, bookerIds, exceptionIds }: Erasure): Promise<void> {
  await tx.paymentException.updateMany({ where: { id: { in: exceptionIds } }, data: { note: null } })
  await tx.personNote.deleteMany({
    where: { OR: [{ participantId: { in: participantIds } }, { bookerId: { in: bookerIds } }] },
  })
}

/** What mail servers said of their mailboxes, and what these had subscribed to. */
async function forgetAddresses(tx: Tx, { addresses }: Erasure): Promise<void> {
  await tx.mailAddress.deleteMany({ where: { address: { in: addresses } } })
  await tx.subscription.deleteMany({ where: { email: { in: addresses } } })
}

async function forgetThemselves(tx: Tx, { participantIds, bookerIds }: Erasure, now: Date): Promise<void> {
  await tx.calendarFeed.deleteMany({ where: { participantId: { in: participantIds } } })
  for (const id of participantIds) {
    await tx.participant.update({
      where: { id },
      data: { ...nobody(erasedAddress(id)), emailVerifiedAt: null, alsoKnownAs: "", erasedAt: now, updatedAt: now },
    })
  }
  for (const id of bookerIds) {
    await tx.booker.update({ where: { id }, data: { name: nobodysName, email: erasedAddress(id), erasedAt: now } })
  }
}
