import { type By, recordActivity } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { asRefusal, type Outcome, refuse } from "@/lib/errors"
import type { Participant } from "@/prisma/generated/client"
import { fullName } from "./rules"
import { addKnownAs } from "./rules-people"
import type { ContactInput, editReasons } from "./schema"

type Edit = { personId: string; revision: number; reason: (typeof editReasons)[number]; contact: ContactInput }

/**
 * Corrects what is known of a participant (Art. 16 GDPR), and with it their bookings whose session lies ahead or that wait
 * for one: there mails have to arrive. What was booked and is over keeps what it said. A new address voids the links that
 * went to the old one, those that only show something included, and the mailbox counts as proved no longer. The log keeps
 * which fields were changed and why, never what they said.
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
  }
  // Another of this person's addresses is right for a booking as long as nobody says otherwise.
  await tx.booking.updateMany({
    where: { id: { in: bookings }, email: person.email },
    data: { ...said, ...(newAddress && voided) },
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

async function lockBookingsAhead(tx: Tx, participantId: string, now: Date): Promise<string[]> {
  const seats = await tx.seat.findMany({
    where: {
      ...{ participantId, state: { in: ["requested", "confirmed", "offered"] } },
      groupSession: { startsAt: { gt: now } },
    },
    select: { bookingId: true },
  })
  const entries = await tx.waitlistEntry.findMany({
    where: { state: { in: ["waiting", "offered"] }, booking: { participantId } },
    select: { bookingId: true },
  })
  const ids = [...new Set([...seats, ...entries].map(({ bookingId }) => bookingId))]
  await tx.$queryRaw`SELECT id FROM lock_bookings(${ids}::uuid[])`
  return ids
}
