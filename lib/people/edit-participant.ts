import { type By, recordActivity } from "@/lib/activity"
import { StaleReadError, transaction, type Tx } from "@/lib/db"
import { asRefusal, type Outcome, refuse } from "@/lib/errors"
import type { Participant } from "@/prisma/generated/client"
import { fullName } from "./rules"
import { companyDomain } from "./rules-companies"
import { addKnownAs } from "./rules-people"
import type { ContactInput, editReasons } from "./schema"
import { voidPromise } from "./void-promise"

type Edit = { personId: string; revision: number; reason: (typeof editReasons)[number]; contact: ContactInput }

/**
 * Corrects what is known of a participant (Art. 16 GDPR), and with it their bookings whose session lies ahead or that wait
 * for one: there mails have to arrive. What was booked and is over keeps what it said. A new address voids the links that
 * went to the old one, those that only show something included, and the mailbox counts as proved no longer, nor the
 * company where the domain is another; under another name what was promised for a closed round is promised anew. The log
 * keeps which fields were changed and why, never what they said.
 *
 * The edit names the revision it was made on (`stale_person` when somebody else was faster). Refuses an address that is
 * another person's (`email_taken`): those two may be one, and can be merged.
 */
export async function editParticipant(
  input: Edit,
  by: By,
): Promise<Outcome<{ fields: string[] }, "not_found" | "stale_person" | "email_taken">> {
  try {
    return await transaction((tx, now) => edit(tx, input, by, now), by)
  } catch (error) {
    return asRefusal(error, { participants_email_key: "email_taken" })
  }
}

async function edit(tx: Tx, { personId, revision, reason, contact }: Edit, by: By, now: Date) {
  const bookings = await lockBookingsAhead(tx, personId, now)
  const [locked] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM lock_people(ARRAY[${personId}::uuid])`
  const person = locked && (await tx.participant.findUnique({ where: { id: personId } }))
  if (!person || person.mergedIntoId || person.erasedAt) return refuse("not_found")
  if (person.updatedAt.getTime() !== revision) return refuse("stale_person")
  const { company: companyName, title = null, phone = null, ...rest } = contact
  const data = { ...rest, companyName, title, phone }
  const fields = (Object.keys(data) as (keyof typeof data)[]).filter((field) => data[field] !== person[field])
  if (fields.length === 0) return { ok: true as const, fields }

  const newAddress = fields.includes("email")
  const newDomain = newAddress && companyDomain(data.email) !== companyDomain(person.email)
  const alsoKnownAs = knownAs(person, fields)
  // Every edit is a new revision, also the second in a millisecond.
  const updatedAt = new Date(Math.max(now.getTime(), revision + 1))
  await tx.participant.update({
    where: { id: personId },
    data: { ...data, ...(newAddress && { emailVerifiedAt: null }), alsoKnownAs, updatedAt },
  })
  const { locale: _, ...said } = data
  const voided = {
    ...{ participantGeneration: { increment: 1 }, codeGeneration: { increment: 1 } },
    ...{ approvalOpen: false, approvalGeneration: { increment: 1 } },
    companyProven: false,
  }
  // Another of this person's addresses is right for a booking as long as nobody says otherwise.
  const theirs = { id: { in: bookings }, email: person.email }
  // Which company the old mailbox proved is nothing the new one has.
  if (newDomain)
    await tx.seat.updateMany({
      where: { booking: theirs, state: "confirmed", groupSession: { endsAt: { gt: now } } },
      data: { companyGroupId: null },
    })
  if (fields.some((field) => ["givenName", "familyName"].includes(field))) {
    const named = await tx.booking.findMany({ where: theirs, select: { id: true } })
    const ids = named.map(({ id }) => id)
    await voidPromise(tx, ids, personId, now)
  }
  await tx.booking.updateMany({
    where: theirs,
    data: { ...said, ...(newAddress && voided), ...(newDomain && { companyId: null }) },
  })
  // What came back from the old address says nothing of the new one.
  if (newAddress) {
    await tx.mailAddress.deleteMany({ where: { address: person.email } })
    // A feed is the mailbox's that asked for it.
    await tx.calendarFeed.deleteMany({ where: { participantId: personId } })
  }
  await recordActivity(tx, "person.edited", { actor: by.actor, detail: { personId, fields, reason }, at: now })
  return { ok: true as const, fields }
}

/** To be found by what they were called before, and to be erased with it. */
function knownAs(person: Participant, fields: string[]): string {
  return addKnownAs(
    person.alsoKnownAs,
    fields.some((field) => ["title", "givenName", "familyName"].includes(field)) && fullName(person),
    fields.includes("companyName") && person.companyName,
    fields.includes("email") && person.email,
  )
}

/** In the one order: the sessions of their seats ahead, these seats, and the bookings. Whoever got one more meanwhile starts again. */
async function lockBookingsAhead(tx: Tx, participantId: string, now: Date): Promise<string[]> {
  const { sessions, bookings } = await findAhead(tx, participantId, now)
  await tx.$queryRaw`SELECT id FROM lock_sessions(${sessions}::uuid[])`
  await tx.$queryRaw`SELECT id FROM lock_seats_of_people(ARRAY[${participantId}::uuid])`
  await tx.$queryRaw`SELECT id FROM lock_bookings(${bookings}::uuid[])`
  const after = await findAhead(tx, participantId, now)
  if (after.sessions.some((id) => !sessions.includes(id))) throw new StaleReadError()
  return bookings
}

async function findAhead(tx: Tx, participantId: string, now: Date) {
  const seats = await tx.seat.findMany({
    where: {
      ...{ participantId, state: { in: ["requested", "confirmed", "offered"] } },
      groupSession: { startsAt: { gt: now } },
    },
    select: { bookingId: true, groupSessionId: true },
  })
  const entries = await tx.waitlistEntry.findMany({
    where: { state: { in: ["waiting", "offered"] }, booking: { participantId } },
    select: { bookingId: true },
  })
  const bookings = [...new Set([...seats, ...entries].map(({ bookingId }) => bookingId))]
  return { bookings, sessions: [...new Set(seats.map(({ groupSessionId }) => groupSessionId))] }
}
