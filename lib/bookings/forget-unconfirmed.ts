import { type By, recordActivity, system } from "@/lib/activity"
import { transaction, type Tx } from "@/lib/db"
import { erasedAddress, nobody, noCompany, noName } from "@/lib/people/rules-erasure"
import { getLimits } from "@/lib/sessions/settings"

/**
 * Forgets, once the house no longer keeps them: what was typed and never confirmed (bookings whose mailbox was not
 * proved, substitutes who did not come to be one), and the names of people erased long ago, when the law's last day has
 * passed; and what was noted about money as long ago as people are kept. Rows stay and are nobody's. Runs daily.
 */
export async function forgetUnconfirmed(by: By = { actor: system }): Promise<void> {
  await transaction(async (tx, now) => {
    const { unproved, people, day } = await getLimits(now, tx)
    const counts = {
      bookings: await forgetBookings(tx, unproved),
      substitutes: await forgetSubstitutes(tx, unproved),
      names: await forgetNames(tx, day),
      notes: await forgetMoneyNotes(tx, people),
    }
    const count = Object.values(counts).reduce((sum, each) => sum + each, 0)
    if (count > 0)
      await recordActivity(tx, "people.forgotten", { actor: by.actor, detail: { count, ...counts }, at: now })
  }, by)
}

/** What the law asked for, and who was billed with it. */
async function forgetNames(tx: Tx, day: Date): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT forget_kept_names(${day}::date) AS id`
  await tx.billingProfile.deleteMany({ where: { bookingId: { in: rows.map(({ id }) => id) } } })
  return rows.length
}

/** Of who paid something that nobody knows of there is nobody to erase. How it was settled stays. */
async function forgetMoneyNotes(tx: Tx, before: Date): Promise<number> {
  const old = { resolvedAt: { lt: before }, note: { not: null } }
  return (await tx.paymentException.updateMany({ where: old, data: { note: null } })).count
}

/** The hash of what was typed could be tried out with a name, and the mail with the code names the mailbox. */
async function forgetBookings(tx: Tx, before: Date): Promise<number> {
  await tx.$queryRaw`SELECT id FROM lock_bookings(ARRAY(SELECT id FROM bookings_to_forget(${before})))`
  const forgotten = await tx.$queryRaw<{ id: string }[]>`
    UPDATE bookings SET title = NULL, given_name = ${noName.givenName}, family_name = ${noName.familyName}, company_name = ${noCompany},
           role = 'other', phone = NULL, email = id || '@erased.invalid', booker_name = NULL, booker_email = NULL,
           code_generation = code_generation + 1
     WHERE id IN (SELECT id FROM bookings_to_forget(${before})) RETURNING id`
  const ids = forgotten.map(({ id }) => id)
  await tx.$executeRaw`
    UPDATE requests SET payload_hash = 'erased' WHERE verb IN ('hold-seat', 'join-waitlist') AND result->>'bookingId' = ANY(${ids})`
  await tx.mail.deleteMany({ where: { bookingId: { in: ids } } })
  await tx.billingProfile.deleteMany({ where: { bookingId: { in: ids } } })
  await tx.conflictWish.deleteMany({ where: { bookingId: { in: ids } } })
  await tx.roundProfile.deleteMany({ where: { bookingId: { in: ids } } })
  return ids.length
}

async function forgetSubstitutes(tx: Tx, before: Date): Promise<number> {
  const due = await tx.substitution.findMany({
    where: {
      state: { in: ["declined", "withdrawn"] },
      closedAt: { lt: before },
      NOT: { email: { endsWith: "@erased.invalid" } },
    },
    select: { id: true },
  })
  for (const { id } of due) await tx.substitution.update({ where: { id }, data: nobody(erasedAddress(id)) })
  return due.length
}
